"""Matyas' function: a ravine, 25 times as steep across as along."""

from surfaces._surface import Surface

SURFACE = Surface(
    title="Matyas' ravine",
    latex=r"f(x, y) = 0.26\,(x^2 + y^2) - 0.48\,x y",
    f=lambda x, y: 0.26 * (x * x + y * y) - 0.48 * (x * y),
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(4.0, 3.5),
    teaches="Steep across (curvature 1) and flat along (0.04): a rate that is safe across is slow along the valley.",
    reference="Jamil & Yang (2013), function 71, doi:10.1504/IJMMNO.2013.055204",
    minima=((0.0, 0.0),),
    kinds=("convex", "ravine"),
)
