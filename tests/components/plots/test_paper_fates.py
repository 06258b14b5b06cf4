"""The map of where every start ends as a figure for a paper, alone and beneath runs; and what the browser is told of fates."""

from io import BytesIO

import numpy as np
import pytest
from pypdf import PdfReader

from components.exports._export import ExportRequest
from components.exports._paper import FIGURES, SIDE
from components.plots.fate_colors import COLORS, GRAYS, color_of, shaded, text_color_on
from components.plots.paper import pgf, vector
from components.plots.paper.fate_cells import MAX_RECTANGLES, SHADES, cells
from components.results.fates import NUMBERS, fate_map, part_of
from components.results.shared import no_progress
from components.text.fate_words import letter_of
from components.text.number_format import percent
from components.web import fate_table
from components.web.query import RefusedError
from tests.components.plots.test_paper import MAX_BYTES, area
from tests.components.tools import settings_of

LINK = "http://localhost/?surface=himmelblau"
VALLEYS = {"surface": "himmelblau", "optimizers": "momentum", "steps": "120", "momentum__learning_rate": "0.01"}
FRACTAL = {"surface": "own", "formula": "sin(3*x)*cos(4*y)+0.1*x*y", "optimizers": "newton,momentum", "steps": "60"}


def figure(place, width="8.5", **texts):
    return FIGURES[place](ExportRequest(place, settings_of(**texts), LINK, "A title", no_progress, width))


def found_of(key, **texts):
    settings = settings_of(**texts)
    return fate_map(settings, key, part_of(settings, settings.starts), SIDE, no_progress)


def test_what_the_browser_knows_of_fates_is_what_python_knows():
    assert fate_table.PATH.read_text() == fate_table.module()


def test_a_fate_covers_as_much_as_its_share():
    found, (panel,) = found_of("momentum", **VALLEYS), figure("fates", **VALLEYS).panels
    covered = {}
    for shape in panel.beneath:
        covered[shape.fill] = covered.get(shape.fill, 0.0) + sum(area([ring]) for ring in shape.lines)
    whole = panel.box.width * panel.box.height
    assert sum(covered.values()) == pytest.approx(whole)
    reached = [fate for fate in found.shares if fate >= 0]
    assert len(reached) == 4
    for fate, share in found.shares.items():
        shades = {shaded(color_of(fate), level / (shades - 1)) for shades in SHADES[:-1] for level in range(shades)}
        shades |= {shaded(color_of(fate), 0.5)} if fate >= 0 else {color_of(fate)}
        assert sum(covered.get(shade, 0.0) for shade in shades) / whole == pytest.approx(share), fate


def test_the_legend_names_each_fate_with_its_share_and_the_letter_stands_at_its_minimum():
    found, drawn = found_of("momentum", **VALLEYS), figure("fates", "17.8", **VALLEYS)
    words = [text.words for text in drawn.texts]
    assert f"A (3, 2): {percent(found.shares[0])}" in words
    assert f"still move: {percent(found.shares[NUMBERS['moving']])}" in words
    (panel,) = drawn.panels
    (letter,) = (text for text in panel.texts if text.words == "A")
    assert letter.left / panel.box.width == pytest.approx((3.0 + 5.0) / 10.0, abs=1e-3)
    assert letter.middle / panel.box.height == pytest.approx((2.0 + 5.0) / 10.0, abs=1e-3)


def test_only_the_part_that_is_seen_is_drawn():
    (panel,) = figure("fates", **VALLEYS, starts="0,5,-5,5").panels
    assert (panel.x.reach, panel.y.reach) == ((0.0, 5.0), (-5.0, 5.0))
    assert {text.words for text in panel.texts} == {"A", "D"}


@pytest.mark.parametrize("width", ["8.5", "17.8"])
@pytest.mark.parametrize("place", ["fates", "runs"])
def test_a_map_with_endless_borders_stays_small(place, width):
    drawn = figure(place, width, **FRACTAL, fates="newton")
    assert (
        sum(len(shape.lines) for shape in cells(found_of("newton", **FRACTAL), (-5.0, 5.0, -5.0, 5.0), drawn.panels[0].box))
        <= MAX_RECTANGLES
    )
    for made in (vector.svg(drawn), vector.pdf(drawn), pgf.tex(drawn)):
        assert len(made) < MAX_BYTES


def test_beneath_runs_it_takes_the_place_of_the_heights():
    plain, drawn = figure("runs", **VALLEYS), figure("runs", **VALLEYS, fates="momentum")
    assert plain.scales
    assert not drawn.scales
    fills = {shape.fill for shape in drawn.panels[0].beneath}
    assert fills.isdisjoint({shape.fill for shape in plain.panels[0].beneath} - {"", "#ffffff", "#7a1f5c"})
    assert len(drawn.panels[0].lines) == len(plain.panels[0].lines)
    page = PdfReader(BytesIO(vector.pdf(drawn))).pages[0].extract_text()
    assert "A (3, 2): " in page


def test_without_an_optimizer_the_figure_is_refused_with_a_reason():
    with pytest.raises(RefusedError, match="no figure to save"):
        figure("fates", surface="bowl", optimizers="none")


# Colors and words


def test_a_color_is_lighter_where_a_run_converges_at_once_and_darker_where_it_takes_all_steps():
    bright = [sum(int(shaded(COLORS[0], depth)[at : at + 2], 16) for at in (1, 3, 5)) for depth in (0.0, 0.5, 1.0)]
    assert bright == sorted(bright, reverse=True)
    assert color_of(len(COLORS)) == COLORS[0]
    assert color_of(NUMBERS["elsewhere"]) == COLORS[0]
    assert color_of(NUMBERS["left"]) == GRAYS["left"]
    assert (text_color_on("#f7e535"), text_color_on("#572f88")) == ("#10161f", "#ffffff")


def test_words_of_fates():
    assert [letter_of(fate) for fate in (0, 25, 26, -3)] == ["A", "Z", "AA", ""]


def test_a_coarser_map_has_every_second_cell():
    found = found_of("momentum", **VALLEYS)
    coarser = found.coarser()
    side = SIDE // 2
    assert coarser.side == side
    assert np.array_equal(coarser.numbers.reshape(side, side), found.numbers.reshape(SIDE, SIDE)[::2, ::2])
