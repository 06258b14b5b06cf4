"""The terrain under the paths: sampled as f is, colored so that valleys show, and marked with all that the record knows."""

import base64
import itertools
import json
import warnings
from functools import cache

import autograd.numpy as anp
import numpy as np
import pytest

from components.plots import figures
from components.results.terrain import ARROWS, FINE, HIGHEST, Levels, terrain
from components.state.choices import WINDOWS, Choices
from surfaces import SURFACES, Stationary, Surface, own_surface

THEMES = ("light", "dark")
WIDER = itertools.cycle(widen for widen in WINDOWS if widen != "1")
PLACES = [place for surface in SURFACES for place in ((surface, "1"), (surface, next(WIDER)))]  # usual and wider
EVEN, LOGARITHMIC = {"bowl", "mult", "easom"}, {"matyas", "regression"}


@cache
def terrain_of(name, widen="1"):
    return terrain(SURFACES[name], Choices(surface=name, window=widen).plane_window)


@cache
def map_of(name, widen, theme="light"):
    return figures.contour(terrain_of(name, widen), theme)


@cache
def surface3d_of(name, widen, theme="light"):
    return figures.surface3d(terrain_of(name, widen), theme)


@pytest.fixture(params=PLACES, ids="-".join)
def place(request):
    return request.param


@pytest.fixture
def sampled(place):
    return terrain_of(*place)


@pytest.fixture
def figure(place):
    """The map of the place, in light."""
    return map_of(*place)


@pytest.fixture
def surface3d(place):
    return surface3d_of(*place)


@pytest.fixture(params=THEMES)
def theme(request):
    return request.param


def surface_of(f, domain=((-1.0, 1.0), (-1.0, 1.0)), **more):
    """A record made for one test."""
    texts = {"title": "Test", "latex": "f", "teaches": "Nothing.", "reference": "None"}
    return Surface(**texts, f=f, domain=domain, start=(0.5, 0.5), **more)


# f is NaN on the left half, and infinite on the border of the right one.
HALF = surface_of(lambda x, y: anp.log(x) + y * y, stationary=(Stationary(0.5, 0.0, "nothing"),), unbounded_below=True)


def named(figure, name):
    return [trace for trace in figure.data if trace.name == name]


def size(sampled):
    (x_low, x_high), (y_low, y_high) = sampled.window
    return x_high - x_low, y_high - y_low


# Samples


def check_samples(sampled):
    for (x, y, z), samples in ((sampled.fine, FINE), (sampled.coarse, FINE // 2 + 1)):
        assert z.shape == (samples, samples)
        for axis, (low, high) in zip((x, y), sampled.window, strict=True):
            assert (axis[0], axis[-1]) == (low, high)
            np.testing.assert_allclose(np.diff(axis), (high - low) / (samples - 1), rtol=1e-9)
        f = sampled.surface.value(x[None, :], y[:, None])
        np.testing.assert_array_equal(z, np.where(np.isfinite(f), f, np.nan))


def test_the_grids_hold_f_where_it_is_finite_and_nan_elsewhere(sampled):
    check_samples(sampled)
    assert np.isfinite(sampled.fine[2]).all()  # every surface here is finite in all its windows


def test_where_f_is_not_finite_the_grid_has_holes_and_the_rest_stands():
    sampled = terrain(HALF, HALF.domain)
    check_samples(sampled)
    assert 0.4 < np.isnan(sampled.fine[2]).mean() < 0.6
    assert np.isfinite(sampled.levels.ticks()).all()


def test_a_pole_is_a_hole_and_too_large_values_are_clipped_and_labelled():
    square = ((-5.0, 5.0), (-5.0, 5.0))
    pole, steep = terrain(own_surface("log(x)+y", square), square), terrain(own_surface("exp(exp(2*x))+y", square), square)
    assert np.nanmin(pole.fine[2]) > -20.0
    assert np.isfinite(steep.fine[2]).all()
    assert steep.fine[2].max() == HIGHEST
    for sampled in (pole, steep):
        texts = [note.text for note in figures.contour(sampled, "light").layout.annotations]
        assert (figures.BEYOND in texts) == sampled.beyond == (sampled is steep)


@pytest.mark.parametrize("scale", ["1e9**34*30", "1e9**5", "1e-9**34"])
def test_extreme_heights_are_drawn_in_a_unit(scale):
    square = ((-5.0, 5.0), (-5.0, 5.0))
    sampled = terrain(own_surface(f"{scale}*x", square), square)
    drawn = figures.surface3d(sampled, "light")
    heights = np.asarray(drawn.data[0].z, dtype=float) * drawn.layout.meta["unit"]
    np.testing.assert_allclose(heights, sampled.coarse[2], rtol=1e-6)
    assert (drawn.layout.meta["unit"] == 1.0) == (1e-30 < np.max(np.abs(sampled.coarse[2])) < 1e30)
    assert np.isfinite(np.asarray(figures.contour(sampled, "light").data[0].z)).all()


def test_rows_are_y_and_columns_are_x():
    sampled = terrain(surface_of(lambda x, y: x + 0.0 * y), ((0.0, 1.0), (5.0, 9.0)))
    x, _, z = sampled.fine
    np.testing.assert_array_equal(z, np.broadcast_to(x, z.shape))


# Levels


def test_levels_are_logarithmic_where_f_spans_decades_and_even_elsewhere():
    for name, widen in PLACES:
        sampled = terrain_of(name, widen)
        unit = sampled.levels.unit
        if name in EVEN:
            assert unit is None, (name, widen)
        elif name in LOGARITHMIC:
            assert unit is not None, (name, widen)
            z = sampled.fine[2]
            shade = sampled.levels.shade(z)
            np.testing.assert_allclose(shade, np.log10(1.0 + z / unit), rtol=1e-12)  # the lowest value maps to 0


@pytest.mark.parametrize(
    "text", ["exp(x**2+y**2)", "x**2+y**2+exp(x*y)", "exp(5*x)-5*x+y**2", "exp(5*x)+exp(y)", "exp(exp(x))"]
)
def test_a_valley_in_a_wide_range_is_distinguishable_with_or_without_a_known_minimum(text):
    sampled = terrain(own_surface(text, ((-5.0, 5.0), (-5.0, 5.0))), ((-5.0, 5.0), (-5.0, 5.0)))
    z, levels = sampled.fine[2], sampled.levels
    assert np.mean(z < levels.base + 0.01 * (levels.top - levels.base)) > 0.9  # linear levels would show this in one color
    shade = levels.shade(z)
    assert np.mean(shade < 0.01 * shade.max()) < 0.05


def test_infinite_values_are_beyond_the_scale_and_raise_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        shade = Levels(base=0.0, unit=1.0, top=1e9).shade(np.array([9.0, np.inf, np.nan]))
    np.testing.assert_allclose(shade, [1.0, np.inf, np.nan], rtol=1e-15)


def test_a_shade_rises_with_f(sampled):
    z = np.linspace(sampled.levels.base, sampled.levels.top, 1000)
    shade = sampled.levels.shade(z)
    assert np.all(np.diff(shade) > 0.0)
    if sampled.levels.unit is None:
        np.testing.assert_array_equal(shade, z)
    else:
        assert shade[0] == 0.0


def test_the_levels_reach_over_the_whole_window(sampled):
    z = sampled.fine[2]
    lowest = sampled.surface.lowest
    assert sampled.levels.top == z.max()
    assert sampled.levels.base == (z.min() if lowest is None else min(z.min(), lowest))


def test_a_valley_gets_enough_levels_to_be_read(sampled, figure):
    # at least a quarter of the levels lie below the median height; otherwise the lower half would be almost one color
    if sampled.surface.lowest is None or "plain" in sampled.surface.properties:  # the plain covers half of the terrain or more
        return
    contours = figure.data[0].contours
    levels = np.arange(contours.start, contours.end, contours.size)
    median = np.median(sampled.levels.shade(sampled.fine[2]))
    assert np.mean(levels < median) > 1 / 4


def test_ticks_lie_on_the_scale_in_order(sampled):
    ticks = sampled.levels.ticks()
    height = sampled.levels.top - sampled.levels.base
    assert 3 <= len(ticks) <= 9
    assert ticks == sorted(set(ticks))
    assert ticks[0] >= sampled.levels.base - 1e-9 * height
    assert ticks[-1] <= sampled.levels.top + 1e-9 * height


def test_the_ticks_of_a_logarithmic_scale_are_round_wherever_it_begins():
    assert Levels(base=-1.0316, unit=0.01, top=5.7).ticks() == [-1.0316, -1.02, -0.9, 0.0]
    assert Levels(base=0.3979, unit=0.2, top=308.0).ticks() == [0.3979, 1.0, 10.0, 100.0]
    assert Levels(base=1e-31, unit=5.0, top=2e3).ticks() == [0.0, 10.0, 100.0, 1000.0]
    assert not np.signbit(Levels(base=-1.0316, unit=0.01, top=5.7).ticks()[-1])  # 0 and not −0
    assert len(Levels(base=0.0, unit=1e-3, top=1e12).ticks()) <= 9


@pytest.mark.parametrize("shift", [-1000.0, -1.0, 0.0, 0.3, 77.0, 1e6])
@pytest.mark.parametrize("height", [1e-6, 0.7, 1.0, 1.999, 2.0, 3.3, 7.0, 9.99, 123.0, 4e5])
def test_ticks_lie_on_the_scale_wherever_it_lies(shift, height):
    for lowest in (None, shift):
        ticks = Levels(base=shift, unit=None if lowest is None else height / 1e4, top=shift + height).ticks()
        assert ticks, "a scale without any number says nothing"
        slack = 1e-9 * max(height, abs(shift))
        assert all(shift - slack <= tick <= shift + height + slack for tick in ticks)


# The map


def test_tick_labels_match_the_ticks(sampled, figure):
    bar = figure.data[0].colorbar
    ticks = sampled.levels.ticks()
    labels = [float(text.replace("−", "-")) for text in bar.ticktext]
    np.testing.assert_allclose(labels, ticks, rtol=1e-3, atol=1e-12)
    assert len(set(bar.ticktext)) == len(ticks)
    np.testing.assert_allclose(bar.tickvals, sampled.levels.shade(np.array(ticks)))


@pytest.mark.parametrize("steepness", [1e-9, 3e-5, 1.5, 1e4, 1.5e6, 2.4e10])
def test_the_labels_are_right_for_large_and_for_small_heights(steepness):
    sampled = terrain(surface_of(lambda x, y: steepness * x + 0.0 * y, unbounded_below=True), ((-1.0, 1.0), (-1.0, 1.0)))
    labels = [float(text.replace("−", "-")) for text in figures.contour(sampled, "light").data[0].colorbar.ticktext]
    np.testing.assert_allclose(labels, sampled.levels.ticks(), rtol=1e-3, atol=1e-3 * steepness)


def test_a_flat_surface_can_be_drawn(theme):
    sampled = terrain(surface_of(lambda x, y: 0.0 * (x + y) + 2.0), ((-1.0, 1.0), (-1.0, 1.0)))
    assert len(sampled.field[0]) == 0
    for figure in (figures.surface3d(sampled, theme), figures.contour(sampled, theme)):
        json.loads(figure.to_json(), parse_constant=refuse)


def test_the_map_shows_the_levels_of_the_terrain(sampled, figure):
    trace = figure.data[0]
    np.testing.assert_array_equal(trace.z, np.float32(sampled.levels.shade(sampled.fine[2])))
    contours = trace.contours
    low, high = trace.z.min(), trace.z.max()
    assert low < contours.start < contours.end <= high + 1e-6 * (high - low)
    assert 15 <= (contours.end - contours.start) / contours.size + 1 <= 30


def test_every_minimum_is_a_star_on_the_map(sampled, figure):
    drawn = {point for trace in named(figure, "minimum") for point in zip(trace.x, trace.y, strict=True)}
    assert drawn == set(sampled.surface.minima)
    assert all(trace.marker.symbol == "star" for trace in named(figure, "minimum"))


@pytest.mark.parametrize("text", ["(x**2+y**2-4)**2", "(x*y-1)**2", "(x-y)**2"])
def test_curves_of_minima_are_drawn_where_they_lie_and_nothing_outside(text):
    window = (-5.0, 5.0), (-1.0, 5.0)
    own = own_surface(text, ((-5.0, 5.0), (-5.0, 5.0)))
    traces = named(figures.contour(terrain(own, window), "light"), "curve of minima")
    assert len(traces) == len(own.curves)
    for trace, curve in zip(traces, own.curves, strict=True):
        seen = np.array(curve)[:, 1] >= -1.0
        np.testing.assert_array_equal(np.stack([trace.x, trace.y], axis=-1)[seen], np.array(curve)[seen])
        assert np.isnan(trace.x[~seen]).all()


def test_every_ring_of_minima_in_the_window_is_drawn_and_nothing_outside(sampled, figure):
    (x_low, x_high), (y_low, y_high) = sampled.window
    traces = named(figure, "ring of minima")
    reached = 0
    for ring in sampled.surface.rings:
        radius = ring.radius
        # up to the farthest corner; circles of a ring are at least a hundredth of the window apart
        while radius < max(np.hypot(x - ring.x, y - ring.y) for x in (x_low, x_high) for y in (y_low, y_high)):
            reached += 1
            x, y = traces[reached - 1].x, traces[reached - 1].y
            seen = np.isfinite(x)
            np.testing.assert_array_equal(seen, np.isfinite(y))
            np.testing.assert_allclose(np.hypot(x[seen] - ring.x, y[seen] - ring.y), radius, rtol=1e-12)
            np.testing.assert_allclose(sampled.surface.distance(x[seen], y[seen]), 0.0, atol=1e-9)
            assert np.all((x_low <= x[seen]) & (x[seen] <= x_high) & (y_low <= y[seen]) & (y[seen] <= y_high))
            if radius <= min(x_high - ring.x, ring.x - x_low, y_high - ring.y, ring.y - y_low):
                assert seen.all(), "a circle that lies inside is whole"
                assert len(x) > 180
                assert (x[0], y[0]) == pytest.approx((x[-1], y[-1])), "and closed"
            radius += ring.spacing
    assert len(traces) == reached


def test_every_other_point_of_rest_is_marked_and_as_long_as_there_is_room_named(sampled, figure, place):
    notes = {(note.x, note.y): note.text for note in figure.layout.annotations}
    points = {(point.x, point.y): point.kind for point in sampled.surface.stationary}
    assert notes.items() <= points.items()
    assert notes == points or len(points) > 10 or place[1] != "1"  # this many fit side by side in the usual window
    for point in sampled.surface.stationary:
        assert ([point.x], [point.y]) in [(list(trace.x), list(trace.y)) for trace in named(figure, point.kind)]


def test_a_name_covers_no_other_and_stays_on_the_map(sampled, figure):
    width, height = size(sampled)
    notes = figure.layout.annotations
    boxes = []
    for note in notes:
        room = 0.012 * len(note.text) * width
        boxes.append((note.x, note.x + room) if note.xanchor == "left" else (note.x - room, note.x))
    assert all(sampled.window[0][0] <= left and right <= sampled.window[0][1] for left, right in boxes)
    for (one, box), (other, beside) in itertools.combinations(zip(notes, boxes, strict=True), 2):
        apart = box[1] <= beside[0] or beside[1] <= box[0]
        assert apart or abs(one.y - other.y) >= 0.04 * height


def test_circles_stay_circles_where_the_window_is_square(sampled, figure):
    width, height = size(sampled)
    axis = figure.layout.yaxis
    assert (axis.scaleanchor, axis.scaleratio) == (("x", None) if width == height else (None, None))
    assert (figure.layout.xaxis.range, axis.range) == sampled.window


def test_some_windows_are_square_and_some_are_not():
    assert {width == height for width, height in (size(terrain_of(*place)) for place in PLACES)} == {True, False}


# The field −∇f


def test_the_field_points_downhill(sampled):
    x, y, u, v = sampled.field
    f, after = sampled.surface.value(x, y), sampled.surface.value(x + 1e-6 * u, y + 1e-6 * v)
    assert np.mean(after < f) >= 0.99
    by_x, by_y = sampled.surface.gradient(x, y)
    cosine = -(by_x * u + by_y * v) / (np.hypot(by_x, by_y) * np.hypot(u, v))
    np.testing.assert_allclose(cosine, 1.0, rtol=1e-12)  # along the gradient, not merely downhill


def test_the_arrows_are_equally_long_on_the_screen_and_apart_from_each_other(sampled):
    _, _, u, v = sampled.field
    width, height = size(sampled)
    length = np.hypot(u / width, v / height)
    np.testing.assert_allclose(length, length[0], rtol=1e-9)
    assert length[0] < 1 / ARROWS


def test_the_field_covers_the_map_where_there_is_a_gradient():
    for name, widen in PLACES:
        sampled = terrain_of(name, widen)
        far_down = sampled.surface.lower_outside and widen != "1"  # compared with values outside, the rest is almost level
        if "plain" not in sampled.surface.properties and not far_down:  # there, the gradient is almost 0
            share = 0.85 if sampled.surface.not_differentiable else 0.97  # some may be on a kink or a stationary point
            assert len(sampled.field[0]) >= share * ARROWS**2, (name, widen)
        assert len(sampled.field[0]) >= 4


def on_screen(sampled, x, y):
    """Points in shares of the width and the height of the map, (n, 2)."""
    (x_low, x_high), (y_low, y_high) = sampled.window
    return np.stack(
        [(np.asarray(x, dtype=float) - x_low) / (x_high - x_low), (np.asarray(y, dtype=float) - y_low) / (y_high - y_low)], -1
    )


@cache
def arrows_of(place):
    """The arrows that the map draws, on the screen: starts and tips of the shafts (n, 2), ends of the barbs (n, 2, 2)."""
    sampled, figure = terrain_of(*place), map_of(*place)
    (trace,) = named(figure, "−∇f")
    points = on_screen(sampled, trace.x, trace.y)  # None, which breaks the line, becomes NaN
    pieces = np.stack([points[:-1], points[1:]], axis=1)
    pieces = pieces[np.isfinite(pieces).all(axis=(1, 2))]
    starts = on_screen(sampled, *sampled.field[:2])
    apart = np.linalg.norm(pieces[:, :, None] - starts, axis=-1)  # piece, end, arrow
    piece, end, arrow = np.nonzero(apart < 1e-9)
    assert sorted(arrow) == list(range(len(starts))), "one shaft leaves each point of the field"
    tips = np.empty_like(starts)
    tips[arrow] = pieces[piece, 1 - end]
    barbs = np.delete(pieces, piece, axis=0)
    apart = np.linalg.norm(barbs[:, :, None] - tips, axis=-1)
    piece, end, arrow = np.nonzero(apart < 1e-9)
    assert np.bincount(arrow).tolist() == [2] * len(tips), "two barbs meet at each tip"
    ends = barbs[piece, 1 - end][np.argsort(arrow, kind="stable")].reshape(-1, 2, 2)
    return starts, tips, ends


def test_the_map_draws_the_arrows_of_the_field(sampled, place):
    _, tips, _ = arrows_of(place)
    x, y, u, v = sampled.field
    np.testing.assert_allclose(tips, on_screen(sampled, x + u, y + v), rtol=0, atol=1e-6)


def test_the_arrows_of_the_map_are_equally_long_and_have_even_heads(place):
    starts, tips, ends = arrows_of(place)
    shafts = starts - tips
    lengths = np.linalg.norm(shafts, axis=1)
    np.testing.assert_allclose(lengths, lengths[0], rtol=1e-6)
    for barbs in (ends[:, 0] - tips, ends[:, 1] - tips):
        assert np.all(np.sum(barbs * shafts, axis=1) > 0.0), "the barbs point back"
        sides = np.linalg.norm(barbs, axis=1)
        np.testing.assert_allclose(sides, sides[0], rtol=1e-6)
        assert 0.1 * lengths[0] < sides[0] < 0.5 * lengths[0]


def test_the_field_is_hidden_until_it_is_asked_for(figure):
    (trace,) = named(figure, "−∇f")
    assert trace.visible is False
    assert figure.data[1] is trace  # the stage makes the second trace visible


# The 3D surface


def test_the_surface3d_has_the_colors_of_the_map(sampled, figure, surface3d):
    flat, raised = figure.data[0], surface3d.data[0]
    np.testing.assert_array_equal(raised.z, np.float32(sampled.coarse[2]))
    np.testing.assert_array_equal(raised.surfacecolor, np.float32(sampled.levels.shade(sampled.coarse[2])))
    assert raised.colorscale == flat.colorscale
    # Plotly maps colors to cmin … cmax, by default the data's range: equal shades must mean equal f
    low = raised.surfacecolor.min() if raised.cmin is None else raised.cmin
    high = raised.surfacecolor.max() if raised.cmax is None else raised.cmax
    np.testing.assert_allclose((low, high), (flat.z.min(), flat.z.max()), rtol=0, atol=1e-3 * np.ptp(flat.z))


def test_the_surface3d_marks_what_the_map_marks_a_little_above_the_terrain(sampled, figure, surface3d):
    assert [trace.name for trace in surface3d.data[1:]] == [trace.name for trace in figure.data[2:]]
    height = np.ptp(sampled.coarse[2])
    for flat, raised in zip(figure.data[2:], surface3d.data[1:], strict=True):
        np.testing.assert_array_equal((raised.x, raised.y), (flat.x, flat.y))
        lift = np.asarray(raised.z) - sampled.surface.value(raised.x, raised.y)
        assert np.nanmax(lift) <= 0.05 * height
        assert np.nanmin(lift) > 0.0


def test_the_axes_of_the_surface3d_are_the_window_and_the_range_of_f(sampled, surface3d):
    scene = surface3d.layout.scene
    assert (scene.xaxis.range, scene.yaxis.range) == sampled.window
    assert scene.zaxis.range == (sampled.coarse[2].min(), sampled.coarse[2].max())
    assert (scene.xaxis.title.text, scene.yaxis.title.text) == sampled.surface.axes


# What travels


def arrays_in(node):
    """Figures as JSON write arrays as {dtype, bdata, shape}: those of a figure, wherever they are."""
    if isinstance(node, dict):
        if "bdata" in node:
            yield node["dtype"], base64.b64decode(node["bdata"])
        else:
            for child in node.values():
                yield from arrays_in(child)
    elif isinstance(node, list):
        for child in node:
            yield from arrays_in(child)


def refuse(token):
    raise AssertionError(f"{token} is no JSON: a browser refuses all of it")


def test_the_figures_are_json_that_a_browser_reads_and_the_grids_in_it_are_float32(place):
    theme = THEMES[PLACES.index(place) // 2 % 2]  # themes differ only in colors
    for drawn, side in ((map_of(*place, theme), FINE), (surface3d_of(*place, theme), FINE // 2 + 1)):
        sent = json.loads(drawn.to_json(), parse_constant=refuse)
        grids = [(dtype, found) for dtype, found in arrays_in(sent["data"][0]) if len(found) >= 4 * side]
        assert {len(found) for _, found in grids} == {4 * side, 4 * side * side}
        for dtype, found in grids:
            assert dtype == "f4"
            assert np.isfinite(np.frombuffer(found, "<f4")).all()


def test_the_empty_curve_is_json_that_a_browser_reads(theme):
    json.loads(figures.curve(theme).to_json(), parse_constant=refuse)


def test_holes_in_the_terrain_are_json_as_well(theme):
    sampled = terrain(HALF, HALF.domain)
    for figure in (figures.surface3d(sampled, theme), figures.contour(sampled, theme)):
        json.loads(figure.to_json(), parse_constant=refuse)
    assert np.isfinite(figures.surface3d(sampled, theme).layout.scene.zaxis.range).all()
    contours = figures.contour(sampled, theme).data[0].contours
    assert np.isfinite([contours.start, contours.end, contours.size]).all()


# Light and dark


def luminance(color):
    channels = np.array([int(color[k : k + 2], 16) for k in (1, 3, 5)]) / 255.0
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def test_heights_are_darker_on_paper_and_lighter_on_a_dark_screen():
    light, dark = ([luminance(color) for color in figures.HEIGHTS[theme]] for theme in THEMES)
    assert light == sorted(light, reverse=True)
    assert dark == sorted(dark)


def test_text_contrasts_with_the_page(theme):
    text, paper = sorted((luminance(figures.TEXT[theme]), luminance(figures.PAPER[theme])))
    assert (paper + 0.05) / (text + 0.05) >= 7.0  # readable from the back row: WCAG's enhanced contrast


@pytest.mark.parametrize("draw", [map_of, surface3d_of])
def test_a_theme_changes_colors_and_nothing_else(draw):
    def skeleton(node):
        if isinstance(node, dict):
            return {key: skeleton(value) for key, value in node.items() if "color" not in key}
        return [skeleton(child) for child in node] if isinstance(node, list) else node

    light, dark = (json.loads(draw("mult", "1", theme).to_json()) for theme in THEMES)
    assert light != dark
    assert skeleton(light) == skeleton(dark)


def test_marks_in_three_dimensions_are_letters_that_fonts_have():
    """Plotly draws them as letters: its "x" is ❌, of which a computer without emoji makes an empty box."""
    drawn = [figures.surface3d(terrain_of(name), "light") for name, surface in SURFACES.items() if surface.stationary]
    marks = {trace.marker.symbol for figure in drawn for trace in figure.select_traces({"mode": "markers"})}
    assert "cross" in marks
    assert "x" not in marks
