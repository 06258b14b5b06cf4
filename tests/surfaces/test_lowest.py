"""Where a typed formula is lowest in a window: every lowest point to 1e-8, no other; curves; if none, the reason."""

import numpy as np
import pytest
from scipy.optimize import brentq

from optimizers import OPTIMIZERS, descend, judge
from surfaces import SURFACES, Ring, Surface, own_surface
from surfaces._lowest import lowest

EXACT = 1e-8
PI, E = np.pi, np.e


def square(half):
    return (-half, half), (-half, half)


def grid(xs, ys):
    return [(x, y) for x in xs for y in ys]


def root(derivative, low, high):
    return brentq(derivative, low, high, xtol=1e-15, rtol=1e-15)


def assert_same_points(found, expected):
    """Each found point is an expected one to 1e-8, and the other way round."""
    found, expected = np.array(found).reshape(-1, 2), np.array(expected, dtype=float).reshape(-1, 2)
    apart = np.hypot(*(found[:, None] - expected).T)
    assert len(found) == len(expected), found
    assert apart.size == 0 or (apart.min(axis=0).max() <= EXACT and apart.min(axis=1).max() <= EXACT), found


# Single points

STEEP = [
    ("(1-x)**2 + 100*(y-x**2)**2", square(2.048), [(1, 1)]),
    ("1e6*(y-x**2)**2 + (1-x)**2", square(5.0), [(1, 1)]),
    ("1e9*(y-x**3)**2 + (1-x)**2", square(2.0), [(1, 1)]),
    ("(x+y)**2 + 1000*(x-y)**2", square(5.0), [(0, 0)]),
    ("1e9*x**2 + 1e-9*y**2", square(5.0), [(0, 0)]),
]
WIDE_RANGE = [
    ("(x**2-4)**2 + x + exp(y**2)", square(5.0), [(root(lambda x: 4 * x * (x * x - 4) + 1, -2.2, -1.9), 0)]),
    ("x**4 - x**2 + 0.1*x + exp(y**2)", square(5.0), [(root(lambda x: 4 * x**3 - 2 * x + 0.1, -0.9, -0.6), 0)]),
    ("(x**2-1)**2 + 0.1*x + y**12", square(5.0), [(root(lambda x: 4 * x * (x * x - 1) + 0.1, -1.2, -0.9), 0)]),
    ("(x**2-1)**2 + 1e-9*x + y**2", square(5.0), [(-1, 0)]),
    ("2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2", square(50.0), [(0, 0)]),
    ("exp(x**2+y**2)", square(5.0), [(0, 0)]),
    ("x**2 + y**2 + exp(x*y)", square(5.0), [(0, 0)]),
    ("exp(5*x) - 5*x + y**2", square(5.0), [(0, 0)]),
    (
        "exp(x**2) - 4*x**2 + x + y**2",
        square(5.0),
        [(root(lambda x: 2 * x * np.exp(x * x) - 8 * x + 1, -1.5, -1.0), 0)],
    ),
    ("exp(x**2) + y**2", square(50.0), [(0, 0)]),  # +∞ in most of the window
    ("1e9 + (x-1)**2 + (y-2)**2", square(5.0), [(1, 2)]),
    ("(x**2-1)**2 + y**2", square(5000.0), [(-1, 0), (1, 0)]),
    ("(x**2+y-11)**2 + (x+y**2-7)**2", square(1000.0), SURFACES["himmelblau"].minima),
]
WITHIN_A_CELL = [  # a wide window in which everything of interest lies between two samples of the first grid
    ("(x**2+y-11)**2 + (x+y**2-7)**2", square(1e5), SURFACES["himmelblau"].minima),
    ("(1.5-x+x*y)**2 + (2.25-x+x*y**2)**2 + (2.625-x+x*y**3)**2", square(1000.0), [(3, 0.5)]),
    ("x**2 + y**2 - cos(18*x) - cos(18*y)", square(300.0), [(0, 0)]),
    ("(x**2-1)**2 + (y**2-1)**2", square(1e4), grid([-1, 1], [-1, 1])),
    ("(x-1)**2 + 2*(2*y**2-x)**2", square(1e5), [(1, -np.sqrt(0.5)), (1, np.sqrt(0.5))]),
    ("100*(y-x**3)**2 + (1-x)**2", square(1e5), [(1, 1)]),
    ("(x**2+y**2-4)**2 + 1e-9*x", square(5.0), [(root(lambda x: 4 * x * (x * x - 4) + 1e-9, -2.1, -1.9), 0)]),
]
FLAT = [
    ("x**4 + y**4", square(5.0), [(0, 0)]),
    ("1 + x**8 + y**8", square(5.0), [(0, 0)]),  # exactly 1 for |x|, |y| < 0.01
    ("1 + x**2 + 1e-9*y**4", square(5.0), [(0, 0)]),
    ("x**4 - 4*x**3 + 6*x**2 - 4*x + 1 + y**2", square(5.0), [(1, 0)]),
]
MANY = [
    ("sin(3*x) + sin(3*y)", square(5.0), grid(*[(-PI / 6 + 2 * PI / 3 * np.arange(-2, 3))] * 2)),
    (
        "cos(2*x)*cos(2*y)",
        square(5.0),
        [p for p in grid(*[PI / 2 * np.arange(-3, 4)] * 2) if np.isclose(np.cos(2 * p[0]) * np.cos(2 * p[1]), -1)],
    ),
    ("sin(10*x) + y**2", square(5.0), grid(-PI / 20 + PI / 5 * np.arange(-7, 9), [0])),
    ("cos(x) + cos(y)", square(10.0), grid(*[PI * np.array([-3, -1, 1, 3])] * 2)),
    ("sin(10*x) + sin(10*y)", square(10.0), grid(*[-PI / 20 + PI / 5 * np.arange(-15, 17)] * 2)),
    ("(x**2-0.0004)**2 + y**2", square(5.0), [(-0.02, 0), (0.02, 0)]),  # both in one cell of a coarse grid
]
KINKED = [
    ("abs(x) + abs(y)", square(5.0), [(0, 0)]),
    ("abs(sin(x)) + abs(sin(y))", square(5.0), grid(*[PI * np.array([-1, 0, 1])] * 2)),
    ("maximum(abs(x-0.3), abs(y+0.7))", square(5.0), [(0.3, -0.7)]),
    ("1000*abs(y-x**2) + abs(1-x)", square(5.0), [(1, 1)]),
    ("1 + abs(x) + (y-0.123456789)**2", square(5.0), [(0, 0.123456789)]),
    ("minimum((x-1)**2+y**2, (x+1)**2+y**2)", square(5.0), [(-1, 0), (1, 0)]),
    ("minimum((x-1)**2+y**2, (x+1)**2+y**2+1e-9)", square(5.0), [(1, 0)]),
    ("sqrt(abs(x)) + sqrt(abs(y-0.3))", square(5.0), [(0, 0.3)]),
]
HOLES = [
    ("x*log(x) + y**2", square(5.0), [(1 / E, 0)]),
    ("x - log(x) + y**2", square(5.0), [(1, 0)]),
    ("x**2 + y**2 + sqrt(9-x**2-y**2)", square(5.0), [(0, 0)]),
    ("1/x**2 + x**2 + y**2", square(5.0), [(-1, 0), (1, 0)]),
]
REMOVABLE = [  # singularities at the minimum
    ("-sin(x)/x + y**2", square(5.0), [(0, 0)]),
    ("-sin(x)/x - sin(y)/y", square(5.0), [(0, 0)]),
    ("-(1-exp(-x**2))/x**2 + y**2", square(5.0), [(0, 0)]),
    ("(exp(x)-1)/x - x/2 + (y-1)**2", square(5.0), [(0, 1)]),
    ("(x**3-y**3)/(x-y)", square(5.0), [(0, 0)]),
]
ON_THE_BORDER = [("x**2 + y**2", ((0.0, 5.0), (0.0, 5.0)), [(0, 0)]), ("cos(x) + y**2", square(PI), [(-PI, 0), (PI, 0)])]
SINGLE = [*STEEP, *WIDE_RANGE, *WITHIN_A_CELL, *FLAT, *MANY, *KINKED, *HOLES, *REMOVABLE, *ON_THE_BORDER]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "domain", "minima"), SINGLE, ids=[text for text, _, _ in SINGLE])
def test_exactly_the_lowest_points_are_found(text, domain, minima):
    surface = own_surface(text, domain)
    assert_same_points(surface.minima, minima)
    assert not surface.curves
    assert "f is lowest at" in surface.teaches
    assert len(minima) == 1 or f"at {len(minima)} points" in surface.teaches


PUBLISHED = {  # each in its largest window; the minima of the records are tested separately
    "(x+2*y-7)**2 + (2*x+y-5)**2": ("booth", 100),
    "(1.5-x+x*y)**2 + (2.25-x+x*y**2)**2 + (2.625-x+x*y**3)**2": ("beale", 20),
    "100*(y-x**2)**2 + (1-x)**2": ("rosenbrock", 20),
    "(x**2+y-11)**2 + (x+y**2-7)**2": ("himmelblau", 100),
    "(1+(x+y+1)**2*(19-14*x+3*x**2-14*y+6*x*y+3*y**2))*(30+(2*x-3*y)**2*(18-32*x+12*x**2+48*y-36*x*y+27*y**2))": (
        "goldstein_price",
        20,
    ),
    "(4-2.1*x**2+x**4/3)*x**2 + x*y + (-4+4*y**2)*y**2": ("six_hump_camel", 20),
    "2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2": ("three_hump_camel", 50),
    "20 + x**2 + y**2 - 10*cos(2*pi*x) - 10*cos(2*pi*y)": ("rastrigin", 10),
    "(x**2+y**2)/4000 - cos(x)*cos(y/sqrt(2)) + 1": ("griewank", 30),
    "sin(3*pi*x)**2 + (x-1)**2*(1+sin(3*pi*y)**2) + (y-1)**2*(1+sin(2*pi*y)**2)": ("levy", 10),
    "(x**4-16*x**2+5*x+y**4-16*y**2+5*y)/2": ("styblinski_tang", 100),
    "(x-1)**2 + 2*(2*y**2-x)**2": ("dixon_price", 20),
    "-cos(x)*cos(y)*exp(-(x-pi)**2-(y-pi)**2)": ("easom", 50),
    "0.5 + (sin(x**2-y**2)**2-0.5)/(1+0.001*(x**2+y**2))**2": ("schaffer2", 8),
    "x**2 + y**2 + (0.5*x+y)**2 + (0.5*x+y)**4": ("zakharov", 20),
    "100*sqrt(abs(y-0.01*x**2)) + 0.01*abs(x+10)": ("bukin6", 20),
    "-20*exp(-0.2*sqrt((x**2+y**2)/2)) - exp((cos(2*pi*x)+cos(2*pi*y))/2) + e + 20": ("ackley", 20),
    "-0.0001*(abs(sin(x)*sin(y)*exp(abs(100-sqrt(x**2+y**2)/pi)))+1)**0.1": ("cross_in_tray", 20),
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "key", "reach"), [(text, *of) for text, of in PUBLISHED.items()], ids=lambda value: str(value)[:16]
)
def test_in_drawn_windows_on_published_functions_all_minima_inside_are_found_and_no_other(text, key, reach):
    random = np.random.default_rng(len(text))
    minima = np.array(SURFACES[key].minima)
    for size in 10.0 ** random.uniform(-1.0, np.log10(reach), 2):
        sizes = size * random.uniform(0.5, 1.0, 2)
        low = random.choice(minima) - random.uniform(0.02, 0.98, 2) * sizes
        inside = minima[np.all((low < minima) & (minima < low + sizes), axis=1)]
        surface = own_surface(text, tuple(zip(low.tolist(), (low + sizes).tolist(), strict=True)))
        assert_same_points(surface.minima, inside)


# Curves

CURVES = [  # with the distance of a point from the true curve, and some points of it
    ("(x**2+y**2-4)**2", square(5.0), lambda x, y: abs(np.hypot(x, y) - 2), [(2, 0), (-1.2, 1.6)]),
    ("1 + (x**2+y**2-4)**4", square(5.0), lambda x, y: abs(np.hypot(x, y) - 2), [(2, 0), (-1.2, 1.6)]),
    ("(x*y-1)**2", square(5.0), lambda x, y: abs(x * y - 1) / np.hypot(x, y), [(1, 1), (-4, -0.25)]),
    (
        "sin(sqrt(x**2+y**2))",
        square(8.0),
        lambda x, y: np.min(np.abs(np.hypot(x, y) - PI * np.array([[1.5], [3.5]])), axis=0),
        [(0, -1.5 * PI), (3.5 * PI * np.cos(PI / 4), 3.5 * PI * np.sin(PI / 4))],
    ),
    ("(x-y)**2", square(5.0), lambda x, y: abs(x - y) / np.sqrt(2), [(-4.9, -4.9), (3, 3)]),
    ("x**2", square(5.0), lambda x, y: abs(x), [(0, 4.9), (0, -1)]),
    ("abs(x-y)", square(5.0), lambda x, y: abs(x - y) / np.sqrt(2), [(-4.9, -4.9), (3, 3)]),
    ("abs(x**2+y**2-4)", square(5.0), lambda x, y: abs(np.hypot(x, y) - 2), [(2, 0), (-1.2, 1.6)]),
    ("(x*y)**2", square(5.0), lambda x, y: np.minimum(abs(x), abs(y)), [(0, 3), (-4, 0), (0, 0)]),
    ("maximum(x, 0) + y**2", square(5.0), lambda x, y: np.hypot(np.maximum(x, 0), y), [(-4, 0), (-0.1, 0)]),
    (
        "((x-1)**2+(y+1)**2-1)**2*((x+2)**2+(y-1)**2-1)**2",
        square(5.0),
        lambda x, y: np.minimum(abs(np.hypot(x - 1, y + 1) - 1), abs(np.hypot(x + 2, y - 1) - 1)),
        [(2, -1), (1, 0), (-3, 1), (-2, 0)],
    ),
]


@pytest.mark.parametrize(("text", "domain", "apart", "some"), CURVES, ids=[text for text, *_ in CURVES])
def test_curves_of_lowest_points_are_found_where_they_are(text, domain, apart, some):
    surface = own_surface(text, domain)
    size = np.ptp(domain[0])
    x, y = np.concatenate([np.array(curve) for curve in surface.curves]).T
    assert apart(x, y).max() <= EXACT * size
    assert surface.distance(*np.array(some, dtype=float).T).max() <= 1e-5 * size
    assert not surface.minima
    assert "along" in surface.teaches


def test_a_circle_is_one_closed_curve_and_its_distance_is_that_of_the_circle():
    surface = own_surface("(x**2+y**2-4)**2", square(5.0))
    (curve,) = surface.curves
    assert curve[0] == curve[-1]
    angles = np.linspace(0.0, 2.0 * PI, 1000)
    x, y = 3.0 * np.cos(angles), 3.0 * np.sin(angles)
    np.testing.assert_allclose(surface.distance(x, y), 1.0, atol=1e-5)
    np.testing.assert_allclose(surface.nearest_minimum(x, y), (x / 1.5, y / 1.5), atol=2e-3)  # the nearest vertex of a chain


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("abs(x*y-1)", 2),
        ("abs(x*y-2)", 2),
        ("abs(y-sin(3*x))", 1),
        ("abs(x-y)*abs(x+y)", 2),
        ("abs(x**2*y-1)", 2),
        ("abs(x**2+y**2-1)", 1),
        ("sin(x*y)", 16),  # xy = −π/2 + 2πk for the eight with |xy| < 25, in two branches each
        ("cos(x**2+y**2)", 20),  # four whole circles and four that the window cuts into four arcs
        ("(x*y)**2", 2),
    ],
)
def test_curves_are_counted(text, count):
    surface = own_surface(text, square(5.0))
    assert len(surface.curves) == count
    assert f"along {count} curves" in surface.teaches or (count == 1 and "along a curve" in surface.teaches)


def test_single_points_may_lie_beside_a_curve():
    surface = own_surface("(x**2+y**2-4)**2*((x-4)**2+y**2)", square(5.0))
    assert_same_points(surface.minima, [(4, 0)])
    assert len(surface.curves) == 1
    assert surface.distance(4.5, 0.0) == pytest.approx(0.5)
    assert surface.distance(0.0, 2.5) == pytest.approx(0.5, abs=1e-5)


@pytest.mark.parametrize("text", ["(x**2+y**2-4)**2", "(x*y-1)**2", "sin(sqrt(x**2+y**2))", "cos(x) + cos(y)"])
def test_runs_converge_to_what_is_found(text):
    surface = own_surface(text, square(8.0))
    run = descend(surface, OPTIMIZERS["adam"], start=(2.5, 1.3), steps=500, hyperparameters={"learning_rate": 0.05})
    assert judge(surface, run).outcome == "converged"


# None

NONE = [
    ("x", "border", "border"),
    ("-x**2 - y**2", "border", "border"),
    ("x**3 - 3*x*y**2", "border", "border"),
    ("(x-7)**2 + y**2", "border", "(5, 0)"),
    ("x**2 + (y-6)**2", "border", "(0, 5)"),
    ("exp(exp(x))", "border", "border"),
    ("log(x) + y**2", "pole", "(0, 0)"),
    ("log(x*y)", "pole", "falls without bound"),
    ("log(x**2 + y**2)", "pole", "(0, 0)"),
    ("tan(x) + y**2", "pole", "falls without bound"),
    ("1/(x - y)", "pole", "falls without bound"),  # along a whole line
    ("1/x + x + y**2", "pole", "(0, 0)"),
    ("atan(1/x) + y**2", "pole", "jumps"),
    ("-1/x**2 + y**2", "pole", "falls without bound"),
    ("exp(500*x) - exp(500*y)", "beyond", "the limit of float64"),
    ("-cosh(x)**400 + y", "beyond", "the limit of float64"),
    ("sqrt(x) + y**2", "edge", "(0, 0)"),
    ("sqrt(9-x**2-y**2)", "edge", "stops being defined"),
    ("5", "area", "constant"),
    ("maximum(x**2+y**2-1, 0)", "area", "constant"),
    ("abs(x) + abs(y-0.125) + abs(x+y-1)", "area", "constant"),
    ("sin(1000*x) + y**2", "fine", "smaller window"),
    ("abs(sin(200*x)) + abs(y)", "fine", "smaller window"),
    ("sin(100*(x**2+y**2))", "fine", "smaller window"),
    ("exp(1/x) + y**2", "fine", "or is too flat"),  # 0 in floating point on a line that ends at x = 0
    ("(x**2+y**2-1e-6)**2", "fine", "smaller window"),  # a circle smaller than a grid cell
]


@pytest.mark.slow
@pytest.mark.parametrize(("text", "where", "words"), NONE, ids=[text for text, *_ in NONE])
def test_without_a_known_minimum_the_summary_describes_the_window(text, where, words):
    surface = own_surface(text, square(5.0))
    assert lowest(surface).where == where
    assert words in surface.teaches
    assert surface.teaches.startswith("In this window ")
    assert surface.lowest is None
    assert np.isinf(surface.distance(1.0, 1.0))


def test_in_a_window_without_the_minimum_the_border_is_lowest():
    surface = own_surface("x**2 + y**2", ((1.0, 5.0), (1.0, 5.0)))
    assert surface.teaches == "In this window f is lowest on the border, at (1, 1); no minimum is known inside."


# What a record with curves knows


def test_distance_is_to_the_nearest_of_points_chains_and_rings():
    corners = np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)])
    texts = {"title": "t", "latex": "l", "teaches": "t", "reference": "r"}
    surface = Surface(
        **texts,
        f=lambda x, y: 0.0 * x,
        domain=square(9.0),
        start=(0.0, 0.0),
        minima=((4.0, 0.0),),
        rings=(Ring(0.0, 8.0, 1.0),),
        curves=(tuple(map(tuple, corners.tolist())), ((-6.0, 0.0), (-4.0, 0.0))),
    )
    x, y = np.random.default_rng(0).uniform(-9.0, 9.0, (2, 2000))
    outside = np.hypot(np.maximum(np.abs(x) - 1, 0), np.maximum(np.abs(y) - 1, 0))
    inside = np.minimum(1 - np.abs(x), 1 - np.abs(y))
    expected = [
        np.where(inside > 0, inside, outside),
        np.hypot(x - 4, y),
        np.hypot(x - np.clip(x, -6, -4), y),
        np.abs(np.hypot(x, y - 8) - 1),
    ]
    np.testing.assert_allclose(surface.distance(x, y), np.min(expected, axis=0), rtol=1e-12, atol=1e-14)
    assert np.all(np.isinf(surface.distance([np.inf, np.nan, 1e300], 0.0)[:2]))
    assert surface.distance(1e300, 0.0) == pytest.approx(1e300)
