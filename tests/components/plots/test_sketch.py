"""The map as the server draws it: the terrain's levels and the runs where they are, in the colors of the live map."""

import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image, ImageColor, ImageFont

from components.plots import figures, palette
from components.plots.sketch import BEYOND, MAX_EXITS, MAX_VERTICES, sketch
from components.plots.sketch_png import SIZE, Words, _wrapped, png
from components.plots.sketch_svg import svg
from components.results.experiment import experiment
from components.results.terrain import terrain
from components.web import streamlit_adapter
from tests.components.tools import settings_of

BROWSER = Path(palette.__file__).parents[1] / "browser"
EIGHT = ",".join(palette.OWNERS)
SVG = "{http://www.w3.org/2000/svg}"
CASES = {
    "usual": {},
    "own": {"surface": "own", "formula": "log(x) + y^2 sin(3x)", "domain": "-1,5,-3,3"},
    "oblong": {"surface": "six_hump_camel"},
    "rings": {"surface": "own", "formula": "cos(3*sqrt(x^2+y^2))"},
    "eight with noise": {"surface": "bowl", "optimizers": EIGHT, "steps": "5000", "noise": "2"},
    "diverging": {"surface": "bowl", "optimizers": "gradient_descent", "gradient_descent__learning_rate": "1.05"},
    "bouncing": {"surface": "bowl", "optimizers": "momentum", "momentum__learning_rate": "2.6", "steps": "5000"},
    "at once out of its domain": {"surface": "own", "formula": "log(x)", "optimizers": "gradient_descent", "x": "1e-3"},
    "nobody": {"optimizers": "none"},
}


def drawn(step=5000, **texts):
    settings = settings_of(v="2", **texts)
    styles = palette.styles(settings.optimizers)
    runs = [(styles[key], run_result.trajectory.points) for key, run_result in experiment(settings).results.items()]
    return sketch(terrain(settings.surface_record, settings.plane_window), settings.start, runs, step)


@pytest.fixture(scope="module", params=CASES)
def case(request):
    return drawn(**CASES[request.param])


# The same as in the browser


def test_dashes_markers_and_halo_are_those_of_the_browser():
    script = (BROWSER / "styles.js").read_text()
    dashes = dict(re.findall(r"^  (\w+): \[([\d, ]*)\],$", script, re.MULTILINE))
    assert {name: tuple(map(int, re.findall(r"\d+", text))) for name, text in dashes.items()} == palette.DASHES
    rings = {
        name: (int(corners), palette.UP + (np.pi / 4 if turned else 0.0), float(inner or 1.0))
        for name, corners, turned, inner in re.findall(
            r"^  (\w+): ring\((\d), UP( \+ Math.PI / 4)?(?:, ([\d.]+))?\)", script, re.M
        )
    }
    assert rings == {name: ring for name, ring in palette.RINGS.items() if name != "circle"}
    assert all(f'{theme}: "{halo}"' in (BROWSER / "colors.js").read_text() for theme, halo in figures.HALO.items())


def test_every_style_has_its_dash_and_its_marker():
    for style in palette.STYLES:
        assert style["dash"] in palette.DASHES
        assert len(palette.outline(style["marker"], 5.0)) >= 3


def test_levels_are_those_of_the_map():
    sampled = terrain(settings_of(surface="bowl").surface_record, ((-7.0, 7.0), (-7.0, 7.0)))
    found = figures.contour(sampled, "light").data[0]
    shade = sampled.levels.shade(sampled.fine[2])
    level = np.floor((shade - found.contours.start) / found.contours.size) + 1.0
    assert np.array_equal(drawn(surface="bowl").bands.max(), figures.LEVELS)
    assert (sketch(sampled, (0, 0), [], 0).bands == level).mean() > 0.999  # at the border between two levels, rounding decides


# The lines


def test_a_line_begins_at_the_start_and_ends_where_the_run_does():
    found = drawn()
    for path in found.paths:
        assert path.pieces[0][0] == pytest.approx(found.start)
        assert path.pieces[-1][-1] == pytest.approx(path.head, abs=1 / 700)


def test_lines_stay_about_the_window_and_are_not_longer_than_can_be_seen(case):
    for path in case.paths:
        for piece in path.pieces:
            assert piece.min() >= -BEYOND - 1e-9
            assert piece.max() <= 1.0 + BEYOND + 1e-9
        assert sum(map(len, path.pieces)) <= 2 * MAX_VERTICES
        assert len(path.exits) <= MAX_EXITS


def test_a_run_that_diverges_leaves_at_the_border_on_its_straight_line():
    (path,) = drawn(**CASES["diverging"]).paths
    assert path.head is None
    assert len(path.exits) == MAX_EXITS
    for x, y in path.exits:
        assert x == pytest.approx(y)  # the descent on a bowl is a straight line
        assert x == pytest.approx(0.0) or x == pytest.approx(1.0)


def test_the_clock_cuts_a_line():
    first, last = (drawn(step, surface="bowl", optimizers="adam").paths[0] for step in (10, 5000))
    points = experiment(settings_of(v="2", surface="bowl", optimizers="adam")).results["adam"].trajectory.points
    low, high = np.array(settings_of(surface="bowl").plane_window).T
    assert first.head == pytest.approx((points[10] - low) / (high - low))
    assert last.head == pytest.approx((points[-1] - low) / (high - low))


# As an SVG


def test_the_svg_is_well_formed_small_and_in_the_colors_of_both_themes(case):
    text = svg(case)
    root = ElementTree.fromstring(text)
    assert len(text) < 150_000
    assert "nan" not in text
    assert "inf" not in text
    style = root.find(f"{SVG}style").text
    light, _, dark = style.partition("@media (prefers-color-scheme:dark)")
    for path in case.paths:
        assert path.style["light"] in light
        assert path.style["dark"] in dark
    assert len(root.findall(f".//{SVG}image")) == 1
    lines = [line for line in root.iter(f"{SVG}polyline") if line.get("class") != "halo"]
    assert len(lines) >= sum(len(path.pieces) for path in case.paths)


def test_the_svg_of_a_part_moves_markers_and_lines_alike():
    found = drawn()
    whole, part = (ElementTree.fromstring(svg(found, of)) for of in ((0.0, 1.0, 0.0, 1.0), (0.5, 1.0, 0.25, 0.75)))
    assert whole.find(f"{SVG}svg").get("viewBox") == "0 0 1000 1000"
    assert part.find(f"{SVG}svg").get("viewBox") == "500 250 500 500"
    x, y = found.start
    start = part.find(f".//{SVG}g[@class='start']/{SVG}svg")
    assert float(start.get("x")[:-1]) == pytest.approx(100 * (x - 0.5) / 0.5, abs=0.01)
    assert float(start.get("y")[:-1]) == pytest.approx(100 * (0.75 - y) / 0.5, abs=0.01)


# As a PNG


def picture(found, title="Title", legend=(), sentence="A sentence."):
    return Image.open(BytesIO(png(found, Words(title, legend, sentence), streamlit_adapter.font())))


def pixels(image, color):
    return int((np.asarray(image.convert("RGB")) == ImageColor.getrgb(color)).all(axis=-1).sum())


def test_the_png_has_the_size_of_a_preview_and_shows_each_run_in_its_color(case):
    image = picture(case)
    assert (image.format, image.size) == ("PNG", SIZE)
    for path in case.paths:
        if sum(map(len, path.pieces)) > 1 and len(case.paths) < 4:  # many paths may cover each other
            assert pixels(image, path.style["light"]) > 20


def test_the_png_shows_the_legend_even_of_runs_that_cover_one_another():
    styles = palette.styles(palette.OWNERS)
    image = picture(drawn(optimizers=EIGHT), legend=[(styles[key], key) for key in styles])
    for style in styles.values():
        assert pixels(image, style["light"]) > 50


@pytest.mark.parametrize("text", ["", "word " * 500, "x" * 2000, "∇f = 10⁻⁸", "𝔘\U0010ffff"])
def test_any_words_leave_the_map_alone(text):
    found = drawn()
    image, plain = picture(found, text, [], text), picture(found)
    right = (SIZE[0] - 566 - 32, 0, *SIZE)
    assert np.array_equal(np.asarray(image.crop(right)), np.asarray(plain.crop(right)))


def test_a_percent_sign_stays_with_its_number():
    """However wide the words before it are."""
    font = ImageFont.truetype(streamlit_adapter.font(), 24)
    for before in range(20, 60):
        lines = _wrapped(f"{'x ' * before} removes only 0.2 %, not 62 %.", font, 500, 9)
        assert " ".join(lines).endswith("0.2 %, not 62 %.")
        assert not any(line.startswith("%") for line in lines)
