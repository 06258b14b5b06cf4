"""Many seeds of a run in a figure for a paper: a dot for each that is seen, the band of the metric, and small files."""

import re
from itertools import pairwise

import numpy as np
import pytest

from components.exports._export import ExportRequest
from components.exports._paper import FIGURES
from components.metrics import METRICS
from components.plots import palette
from components.plots.paper import pgf, vector
from components.plots.paper.seeds import BAND, FAINT
from components.results.ensemble import ensemble_of, quantiles
from components.results.shared import no_progress
from tests.components.tools import settings_of

EIGHT = ",".join(palette.OWNERS)
BOWL = {"surface": "bowl", "optimizers": "momentum", "ensemble": "momentum", "noise": "1", "seeds": "100", "scale": "log"}


def figure(width="8.5", **texts):
    settings = settings_of(v="2", **texts)
    return settings, FIGURES["runs"](ExportRequest("runs", settings, "https://example.org/?v=2", "Bowl", no_progress, width))


def dots(panel):
    [found] = [shape for shape in panel.beneath if shape.opacity == FAINT]
    return np.array([line.mean(axis=0) for line in found.lines])


def test_a_dot_stands_where_each_seed_is_at_the_step_that_is_seen():
    settings, drawn = figure(**BOWL, step="120")
    on_map, _ = drawn.panels
    low, high = np.array(settings.plane_window).T
    wanted = (ensemble_of(settings, no_progress).points(120) - low) / (high - low) * [on_map.box.width, on_map.box.height]
    np.testing.assert_allclose(dots(on_map), wanted, atol=1e-9)
    words = [text.words for text in drawn.texts]
    assert "100 seeds of Momentum at step 120" in words
    assert {"10–90 % of the seeds", "their median", "95 % of them, by theory"} <= set(words)


def test_dots_beyond_a_part_of_the_map_are_left_out():
    settings, drawn = figure(**{**BOWL, "zoom": "0,1,0,1"})
    points = ensemble_of(settings, no_progress).points(settings.steps)
    assert len(dots(drawn.panels[0])) == np.count_nonzero((points >= 0.0).all(axis=1) & (points <= 1.0).all(axis=1))


@pytest.mark.parametrize("metric", [key for key in METRICS if key not in ("rate", "sharpness")])
def test_the_band_lies_between_the_quantiles_and_has_room(metric):
    settings, drawn = figure(**BOWL, metric=metric, steps="40")
    curve = drawn.panels[1]
    low, high = (
        np.log10(row[5:])
        for name, row in quantiles(ensemble_of(settings, no_progress).metric(metric))._asdict().items()
        if name != "median"
    )
    [band] = [shape for shape in curve.beneath if shape.cover == BAND]
    [ring] = band.lines
    ring = ring / [curve.box.width, curve.box.height] * [40.0, curve.y.reach[1] - curve.y.reach[0]] + [0.0, curve.y.reach[0]]
    for row, edge in ((low, min), (high, max)):
        for step in (12, 25, 33):
            # where simplified lines cross this step
            crossed = [
                a[1] + (step - a[0]) / (b[0] - a[0]) * (b[1] - a[1])
                for a, b in pairwise(ring)
                if min(a[0], b[0]) <= step < max(a[0], b[0])
            ]
            assert edge(crossed) == pytest.approx(row[step - 5], abs=0.02)
    assert curve.y.reach[0] < low.min()
    assert high.max() < curve.y.reach[1]


def test_seeds_of_which_some_diverge_are_drawn():
    texts = {"surface": "himmelblau", "momentum__learning_rate": "0.018", "noise": "5", "steps": "200"}
    _, drawn = figure(**{**BOWL, **texts})
    for file in (vector.svg(drawn), pgf.tex(drawn)):
        assert not re.search(rb"\b(nan|inf)\b", file)


@pytest.mark.slow
@pytest.mark.parametrize("surface", ["rastrigin", "own"])
def test_the_heaviest_is_small(surface):
    texts = {"surface": surface, "formula": "sin(9*x)*cos(11*y)+sin(17*x*y)"} if surface == "own" else {"surface": surface}
    _, drawn = figure(**{**BOWL, **texts, "optimizers": EIGHT, "noise": "5", "steps": "499", "seeds": "2000"})
    for file in (vector.svg(drawn), vector.pdf(drawn), pgf.tex(drawn)):
        assert len(file) < 500_000
