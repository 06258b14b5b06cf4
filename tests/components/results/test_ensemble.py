"""Many seeds of a run: each is the run with its seed, quantiles are those of numpy, and the ellipse of theory holds 95 %."""

import re

import numpy as np
import pytest

from components.metrics import METRICS, Iterates
from components.results.ensemble import MAX_POINTS, ensemble_of, members, quantiles, shows_ensemble
from components.results.shared import no_progress
from components.web import assets
from optimizers import OPTIMIZERS, Change, Run, race
from surfaces import SURFACES
from tests.components.tools import settings_of

BOWL = {"surface": "bowl", "optimizers": "momentum,adam", "ensemble": "momentum", "noise": "1", "seed": "4", "steps": "300"}


def found(**texts):
    return ensemble_of(settings_of(v="2", **{**BOWL, **texts}), no_progress)


def test_each_seed_is_the_run_with_this_seed_changes_included():
    of_all = found(seeds="100", changes="60:momentum.momentum:0.5")
    changes = [Change(60, {"momentum": 0.5})]
    run = Run(OPTIMIZERS["momentum"], of_all.run.start, {"learning_rate": 0.01, "momentum": 0.9}, changes=changes)
    for place in (0, 57):
        [alone] = race(SURFACES["bowl"], [run], 300, noise=1.0, seed=int(of_all.seeds[place]))
        assert np.array_equal(of_all.path.points[..., place], alone.points)
    assert of_all.seeds.tolist() == list(range(4, 104))


@pytest.mark.parametrize("key", METRICS)
def test_a_metric_is_that_of_each_run(key):
    of_all = found(seeds="100")
    for place in (3, 99):
        alone = METRICS[key].formula(Iterates.along(of_all.surface, of_all.path.member(place)))
        assert np.array_equal(of_all.metric(key)[:, place], np.broadcast_to(alone, 301), equal_nan=True)


def test_what_diverges_counts_as_infinite_and_is_nowhere():
    of_all = found(surface="himmelblau", seeds="100", momentum__learning_rate="0.018", noise="5", steps="200")
    lost = int(np.count_nonzero(of_all.path.diverged_at >= 0))
    assert 10 < lost < 90  # otherwise this shows nothing
    for rows in (of_all.values, of_all.metric("distance")):
        assert np.count_nonzero(np.isinf(rows[-1])) == lost
        assert np.isinf(quantiles(rows).high[-1])
    assert len(of_all.points(200)) == 100 - lost


def test_quantiles_are_those_of_numpy():
    rows = np.random.default_rng(1).normal(size=(7, 41))
    for row, share in zip(quantiles(rows), (0.1, 0.5, 0.9), strict=True):
        assert np.allclose(row, np.quantile(rows, share, axis=1), rtol=1e-14)
    rows[2, :3] = np.nan
    rows[3] = np.nan
    known = [0, 1, 2, 4, 5, 6]
    assert np.allclose(quantiles(rows).low[known], np.nanquantile(rows[known], 0.1, axis=1), rtol=1e-14)
    assert np.isnan(quantiles(rows).median[3])


@pytest.mark.parametrize("key", ["momentum", "gradient_descent"])
def test_the_ellipse_holds_95_percent_of_the_seeds(key):
    of_all = found(
        surface="matyas", optimizers=key, ensemble=key, seeds="2000", steps="499", **{f"{key}__learning_rate": "0.3"}
    )
    corners, points = of_all.ellipse(499), of_all.points(499)
    center = corners[:-1].mean(axis=0)
    shape = np.cov((corners[:-1] - center).T, bias=True) * 2.0  # squared semi-axes of an ellipse
    away = points - center
    inside = np.einsum("ni,ij,nj->n", away, np.linalg.inv(shape), away) <= 1.0
    assert 0.93 < inside.mean() < 0.97


def test_there_is_no_ellipse_where_theory_has_none():
    for texts in ({"surface": "himmelblau"}, {"ensemble": "adam"}, {"momentum__learning_rate": "3"}):
        assert not len(found(**texts, seeds="100").ellipse(300))
    assert not len(found(seeds="100").ellipse(0))


def test_seeds_are_shown_of_a_run_with_noise_and_no_more_than_the_browser_holds():
    assert shows_ensemble(settings_of(v="2", **BOWL))
    for texts in ({"noise": "0"}, {"ensemble": "none"}, {"ensemble": "newton"}):
        assert not shows_ensemble(settings_of(v="2", **{**BOWL, **texts}))
    most = re.search(r"MAX_POINTS = ([\d_]+)", assets.FILES["browser/engine/ensemble.js"].read_text())
    assert int(most[1]) == MAX_POINTS
    assert members(settings_of(v="2", **{**BOWL, "seeds": "2000", "steps": "5000"})) == 199
