"""What the course calls a monkey saddle: a slope with one flat step in it, falling for ever."""

from surfaces._surface import Stationary, Surface

SURFACE = Surface(
    title="Flat step (the course's “monkey saddle”)",
    latex=r"f(x, y) = x^3 + 3 x y^2",
    f=lambda x, y: x * x * x + 3.0 * x * (y * y),
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(4.0, 4.0),
    teaches="f never rises with decreasing x, yet the slope vanishes at the origin: without momentum a run stalls there.",
    reference="Course surface; not the monkey saddle x³ − 3xy², which has three legs down",
    stationary=(Stationary(0.0, 0.0, "degenerate saddle"),),
    unbounded_below=True,
    kinds=("saddle", "unbounded below"),
)
