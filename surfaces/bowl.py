"""The round bowl: the convex surface on which everything should work."""

from surfaces._surface import Surface

SURFACE = Surface(
    title="Bowl",
    latex=r"f(x, y) = x^2 + y^2",
    f=lambda x, y: x * x + y * y,
    domain=((-7.0, 7.0), (-7.0, 7.0)),
    start=(6.0, 6.0),
    teaches="Convex and equally steep in every direction: any sensible learning rate arrives, 1 and above never does.",
    reference="De Jong (1975), An Analysis of the Behavior of a Class of Genetic Adaptive Systems, function F1 (sphere)",
    minima=((0.0, 0.0),),
    kinds=("convex",),
)
