"""The drop-wave: rings of waves that die away from the drop in the middle."""

import autograd.numpy as np

from surfaces._surface import Surface

TINY = 1e-40  # lost in round-off but at the origin: there it keeps the slope of the root finite, as that of f is


def f(x, y):
    square = x * x + y * y
    return -(1.0 + np.cos(12.0 * np.sqrt(square + TINY))) / (0.5 * square + 2.0)


SURFACE = Surface(
    title="Drop-wave",
    latex=r"f(x, y) = -\frac{1 + \cos\bigl(12 \sqrt{x^2 + y^2}\bigr)}{\tfrac{1}{2} (x^2 + y^2) + 2}",
    f=f,
    domain=((-5.12, 5.12), (-5.12, 5.12)),
    start=(1.9, 1.2),
    teaches="Ring behind ring, each a little deeper than the one outside of it: a run rolls into the nearest and stays there.",
    reference="Molga & Smutnicki (2005), Test Functions for Optimization Needs",
    minima=((0.0, 0.0),),
    kinds=("many minima",),
)
