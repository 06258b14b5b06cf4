"""The monkey saddle: three ways down, two for the legs and one for the tail."""

from surfaces._surface import Stationary, Surface

SURFACE = Surface(
    title="Monkey saddle",
    latex=r"f(x, y) = x^3 - 3 x y^2",
    f=lambda x, y: x * x * x - 3.0 * x * (y * y),
    domain=((-5.0, 5.0), (-5.0, 5.0)),
    start=(4.0, 0.05),
    teaches="A run along the ridge y = 0 slows down at the saddle; the smallest push to the side decides which leg it takes.",
    reference="Hilbert & Cohn-Vossen (1932), Anschauliche Geometrie, § 29",
    stationary=(Stationary(0.0, 0.0, "saddle"),),
    unbounded_below=True,
    kinds=("saddle", "unbounded below"),
)
