"""The eggholder: local minima everywhere, deeper towards the corners, with the deepest one on the border."""

import autograd.numpy as np

from surfaces._fact import Fact
from surfaces._numbers import Numbers
from surfaces._surface import Surface

Y = 404.2318051137578  # y of the global minimum, on the border x = 512


def f(x: Numbers, y: Numbers) -> Numbers:
    v = y + 47.0
    return -v * np.sin(np.sqrt(np.abs(0.5 * x + v))) - x * np.sin(np.sqrt(np.abs(x - v)))


SURFACE: Surface = Surface(
    title="Eggholder",
    latex=r"f(x, y) = -(y + 47) \sin\sqrt{\bigl|\tfrac{x}{2} + y + 47\bigr|} - x \sin\sqrt{|x - (y + 47)|}",
    f=f,
    domain=((-512.0, 512.0), (-512.0, 512.0)),
    start=(-320.0, 400.0),
    facts=(
        Fact(
            "The lowest point of the domain lies on its border, where f keeps falling: no run settles there.",
            lambda it: SURFACE.gradient(512.0, Y)[0] < -1 and SURFACE.value(513.0, Y) < SURFACE.value(512.0, Y),
        ),
    ),
    rates={"adam": 2.0, "gradient_descent": 0.5, "momentum": 0.05},
    reference="Whitley et al. (1996), function F101, doi:10.1016/0004-3702(95)00124-7, on the domain of Mishra (2006)",
    minima=((512.0, Y),),
    lower_outside=True,
    unbounded_below=True,
    not_differentiable="Not differentiable on the lines y = −x/2 − 47 and y = x − 47: the gradient is defined as 0 there.",
    properties=("many minima", "not smooth", "unbounded below"),
)
