"""Griewank's function: a wide, shallow bowl under waves that hide it from nearby."""

from math import sqrt

import autograd.numpy as np

from surfaces._surface import Surface


def f(x, y):
    return 1.0 + (x * x + y * y) / 4000.0 - np.cos(x) * np.cos(y / sqrt(2.0))


SURFACE = Surface(
    title="Griewank's waves",
    latex=r"f(x, y) = 1 + \frac{x^2 + y^2}{4000} - \cos x\,\cos\frac{y}{\sqrt 2}",
    f=f,
    domain=((-30.0, 30.0), (-30.0, 30.0)),
    start=(17.7, -11.5),
    teaches="Widen the window and it is a bowl, come near and it is all waves: the slope underfoot knows of the wave alone.",
    reference="Griewank (1981), doi:10.1007/BF00933356, with the divisor 4000 that is usual today; often shown on [−600, 600]²",
    minima=((0.0, 0.0),),
    kinds=("many minima",),
)
