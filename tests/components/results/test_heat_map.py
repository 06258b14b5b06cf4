"""The heat map, against theory, single runs, and a straightforward search for its best cell."""

from dataclasses import replace

import numpy as np
import pytest

from components.results.heat_map import best_cell, heat
from components.results.shared import no_progress
from optimizers import OPTIMIZERS, descend, judge
from surfaces import SURFACES
from tests.components.tools import settings_of


def alone(settings, **changes):
    """The run of the subject, with some of its settings replaced."""
    settings = settings.replace(**{name.replace("__", "."): value for name, value in changes.items()})
    key = settings["subject"]
    options = {"noise": settings["noise"], "seed": settings["seed"], "schedule": settings.bound_schedule}
    start = settings["x"], settings["y"]
    return descend(settings.surface_record, OPTIMIZERS[key], start, settings["steps"], settings.hyperparameters(key), **options)


@pytest.mark.parametrize(
    ("key", "above"), [("momentum", lambda g: 2 + 2 * g), ("nesterov", lambda g: (2 + 2 * g) / (1 + 2 * g))]
)
@pytest.mark.parametrize("surface", ["bowl", "matyas", "regression"])
def test_theory_and_the_cells_agree_to_one_cell(surface, key, above):
    found = heat(settings_of(surface=surface, optimizers=key, second="momentum"), no_progress)
    hessian = np.reshape(np.array(SURFACES[surface].hessian(1.0, 1.0))[[0, 1, 1, 2]], (2, 2))
    limit = above(found.seconds) / np.linalg.eigvalsh(hessian)[-1]
    np.testing.assert_allclose(found.bound, limit)
    assert found.seconds[0] == 0.0
    for row, lost in enumerate(found.diverged):
        first = np.searchsorted(found.rates, limit[row])  # the first cell above the limit
        assert not lost[: first - 1].any(), f"γ = {found.seconds[row]}"
        assert lost[first + 1 :].all(), f"γ = {found.seconds[row]}"
    assert 0.2 < found.diverged.mean() < 0.8


def test_a_cell_holds_what_became_of_its_run():
    settings = settings_of(
        surface="easom", optimizers="rmsprop", second="rho", noise="0.01", seed="3", steps="150", schedule="exponential"
    )
    found = heat(settings, no_progress)
    assert found.rates.shape == found.seconds.shape == (64,)
    assert found.target is None
    assert found.bound is None
    hits = set()
    random = np.random.default_rng(0)
    some = random.choice(np.argwhere(found.steps >= 0), 10)
    for row, column in [*some, *random.integers(0, 64, (20, 2))]:
        rates = {"rmsprop__learning_rate": found.rates[column], "rmsprop__rho": found.seconds[row]}
        path = alone(settings, **rates)
        verdict = judge(SURFACES["easom"], path)
        assert found.steps[row, column] == (verdict.step if verdict.outcome == "converged" else -1)
        assert found.diverged[row, column] == (verdict.outcome == "diverged")
        # sin, cos and exp of arrays and of single numbers may differ in the last place, and a path amplifies that
        np.testing.assert_allclose(found.values[row, column], path.values[-1], rtol=1e-9)
        hits.add(verdict.outcome == "converged")
    assert hits == {True, False}


def test_the_best_cell_is_the_first_to_converge_and_of_equals_the_lowest():
    random = np.random.default_rng(5)
    found = heat(settings_of(surface="bowl", optimizers="momentum", second="momentum", steps="30"), no_progress)
    for lost_share, converged_share in ((0.5, 0.5), (0.3, 0.01), (0.5, 0.0), (1.0, 0.5)):
        values, lost = random.normal(size=(64, 64)), random.random((64, 64)) < lost_share
        steps = np.where(random.random((64, 64)) < converged_share, random.integers(0, 9, (64, 64)), -1)
        values[random.random((64, 64)) < 0.1] = np.nan
        one = replace(found, steps=steps, values=values, diverged=lost)
        best, winner = (np.inf, np.inf), None
        for row, column in np.ndindex(64, 64):
            if not lost[row, column] and np.isfinite(values[row, column]):
                converged = steps[row, column] >= 0
                rank = (steps[row, column] if converged else np.inf, values[row, column])
                if rank < best:
                    best, winner = rank, (row, column)
        assert best_cell(one, "steps") == winner
        assert (winner is None) == (lost_share == 1.0)
        assert best_cell(replace(one, steps=np.minimum(steps, 0), evaluations=1.0 * steps), "evaluations") == winner
