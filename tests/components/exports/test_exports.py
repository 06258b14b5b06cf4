"""The records of the exports, and the tables of numbers, read back by pandas."""

from io import BytesIO

import numpy as np
import pandas
import pytest
from pypdf import PdfReader

from components.exports import EXPORTS, LAB, NETWORK, RUNS, SEEDS, TRAINING, VIEWS
from components.exports.fates import SIDE
from components.results import laboratory as lab
from components.results.ensemble import ensemble_of, quantiles
from components.results.experiment import experiment
from components.results.five_rates import five
from components.results.heat_map import heat
from components.results.network_rates import rate_sweeps
from components.results.shared import no_progress
from components.results.training import trained
from components.state.network import NetworkSettings, change
from components.web import assets
from components.web.query import RefusedError
from optimizers import milestones
from tests.components.tools import settings_of

LINK = "http://localhost/?surface=bowl"


def make(key, place, **texts):
    return EXPORTS[key].made(place, settings_of(**texts), LINK, "Bowl", no_progress)


def read(file):
    assert file.startswith(f"# {LINK}\n".encode())
    return pandas.read_csv(BytesIO(file), comment="#", encoding="utf-8")


@pytest.mark.parametrize("key", EXPORTS)
def test_a_record_can_be_shown_and_its_script_is_there(key):
    export = EXPORTS[key]
    assert set(export.places) <= {*VIEWS, RUNS, SEEDS, *LAB, TRAINING, *NETWORK}
    assert export.places
    assert export.about.endswith(".")
    assert export.served == (not export.script)
    assert not export.script or export.script in assets.FILES
    assert export.ending.isalnum()


@pytest.mark.parametrize("place", [*VIEWS, RUNS, SEEDS, *LAB, TRAINING, *NETWORK])
def test_within_a_part_of_the_page_labels_differ(place):
    labels = [export.label for export in EXPORTS.values() if place in export.places]
    assert len(labels) == len(set(labels))


ALL = ("adam,lbfgs,shampoo,polyak,gradient_descent", "newton,rprop,schedule_free,adagrad,barzilai_borwein")


@pytest.mark.parametrize("optimizers", ALL)
def test_the_runs_read_back_are_the_runs(optimizers):
    texts = {"surface": "himmelblau", "optimizers": optimizers, "noise": "0.3", "seed": "4", "steps": "60"}
    frame = read(make("runs", RUNS, **texts))
    results = experiment(settings_of(**texts)).results
    assert list(dict.fromkeys(frame.run)) == list(results)
    for key, run_result in results.items():
        path, rows = run_result.trajectory, frame[frame.run == key]
        assert rows.step.tolist() == list(range(len(path.points)))
        for names, numbers in (
            (["x", "y"], path.points),
            (["f"], path.values[:, None]),
            (["gradient_evaluations"], path.evaluations[:, None]),
        ):
            assert np.array_equal(rows[names], numbers)
        assert np.array_equal(rows[["df_dx", "df_dy"]].iloc[1:], path.gradients, equal_nan=True)
        assert np.array_equal(rows.learning_rate.iloc[1:], path.learning_rates, equal_nan=True)
        assert rows[["df_dx", "df_dy", "learning_rate"]].iloc[0].isna().all()
        of_state = [name for name in frame.columns if name.startswith("state_") and rows[name].notna().any()]
        fields = [np.reshape(path.states[name], (len(path.points), -1)) for name in path.states.dtype.names or ()]
        kept = np.concatenate(fields, axis=1) if fields else np.empty((len(path.points), 0))
        assert np.array_equal(rows[of_state], kept, equal_nan=True)


def test_a_run_that_diverges_at_once_has_its_start():
    frame = read(
        make("runs", RUNS, surface="bowl", optimizers="gradient_descent", steps="5", gradient_descent__learning_rate="100")
    )
    assert len(frame) == 6
    alone = read(make("runs", RUNS, surface="own", formula="exp(exp(x**2))", optimizers="gradient_descent", x="2", steps="1"))
    assert alone.step.tolist() == [0]
    assert alone.x.tolist() == [2.0]


@pytest.mark.slow
def test_the_longest_race_is_complete():
    frame = read(
        make(
            "runs",
            RUNS,
            surface="bowl",
            optimizers="adam,adamw,nadam,radam,rmsprop,adagrad,momentum,nesterov",
            steps="5000",
            noise="0.1",
        )
    )
    assert frame.groupby("run").size().tolist() == [5001] * 8


SPREAD = {"surface": "himmelblau", "optimizers": "momentum", "ensemble": "momentum", "noise": "5", "seeds": "100", "seed": "7"}


def test_the_seeds_read_back_are_those_of_the_run():
    texts = {**SPREAD, "momentum__learning_rate": "0.018", "metric": "distance"}
    ends, spread = read(make("seeds", SEEDS, **texts)), read(make("seed_quantiles", SEEDS, **texts))
    found = ensemble_of(settings_of(**texts), no_progress)
    assert ends.seed.tolist() == list(range(7, 107))
    assert np.array_equal(ends[["x", "y"]].T, found.path.points[-1], equal_nan=True)
    assert np.array_equal(ends.f, found.path.values[-1], equal_nan=True)
    when = milestones(found.surface, found.path)
    for name, steps in (("converged_from_step", when.converged_at), ("diverged_at_step", when.diverged_at)):
        assert np.array_equal(ends[name].fillna(-1), steps)
    assert spread.step.tolist() == list(range(len(found.path.points)))
    assert spread.diverged.iloc[-1] == np.count_nonzero(ends.x.isna())
    for name, rows in (("f", found.values), ("distance", found.metric("distance")), ("x", found.path.points[:, 0])):
        low, median, high = quantiles(rows)
        assert np.array_equal(spread[[f"{name}_10", name, f"{name}_90"]].T, [low, median, high])


def test_without_seeds_there_are_none_to_save():
    for key in ("seeds", "seed_quantiles"):
        with pytest.raises(RefusedError, match="no seeds to save"):
            make(key, SEEDS, **{**SPREAD, "noise": "0"})


def test_the_sweep_read_back_is_the_sweep():
    texts = {"surface": "bowl", "optimizers": "momentum,newton", "steps": "20", "noise": "0.2"}
    frame = read(make("sweep", "sweep", **texts))
    sweep = lab.study(settings_of(**texts), "momentum", no_progress)
    rows = frame[frame.optimizer == "momentum"]
    assert np.array_equal(rows.learning_rate, sweep.rates)
    assert np.array_equal(rows[["final_f", "final_f_10", "final_f_90"]].T, sweep.value)
    assert np.array_equal(rows[["best_f", "best_f_10", "best_f_90"]].T, sweep.best)
    assert np.array_equal(rows[["final_distance", "final_distance_10", "final_distance_90"]].T, sweep.distance)
    assert np.array_equal(rows[["steps_to_target", "steps_to_target_10", "steps_to_target_90"]].T, sweep.steps)
    spent = [f"evaluations_to_target{quantile}" for quantile in ("", "_10", "_90")]
    assert np.array_equal(rows[spent].T, sweep.evaluations)
    assert rows.zone.tolist() == [sweep.zone_at(rate) for rate in sweep.rates]


def test_the_five_runs_read_back_are_the_runs():
    texts = {"surface": "bowl", "optimizers": "momentum", "steps": "20"}
    frame = read(make("five", "five", **texts))
    found = five(settings_of(**texts), no_progress)
    assert list(dict.fromkeys(frame.learning_rate)) == list(dict.fromkeys(found.rates))
    assert np.array_equal(frame[["x", "y"]], np.concatenate([run_result.trajectory.points for run_result in found.results]))
    assert np.array_equal(frame.f, np.concatenate([run_result.trajectory.values for run_result in found.results]))
    spent = np.concatenate([run_result.trajectory.evaluations for run_result in found.results])
    assert np.array_equal(frame.gradient_evaluations, spent)


def test_the_heat_map_read_back_is_the_heat_map():
    texts = {"surface": "bowl", "optimizers": "momentum", "steps": "20", "second": "momentum"}
    frame = read(make("heat", "heat", **texts))
    found = heat(settings_of(**texts), no_progress)
    shape = found.values.shape
    assert np.array_equal(np.reshape(frame.final_f, shape), found.values, equal_nan=True)
    assert np.array_equal(np.reshape(frame.steps_to_target.fillna(-1), shape), found.steps)
    assert np.array_equal(np.reshape(frame.evaluations_to_target, shape), found.evaluations, equal_nan=True)
    assert np.array_equal(np.reshape(frame.diverged, shape), found.diverged)
    assert np.array_equal(np.reshape(frame.learning_rate, shape)[3], found.rates)
    assert np.array_equal(np.reshape(frame["momentum.momentum"], shape)[:, 3], found.seconds)


def test_the_fates_read_back_are_where_the_runs_of_these_starts_end():
    texts = {"surface": "himmelblau", "optimizers": "momentum", "momentum__learning_rate": "0.01", "steps": "90"}
    texts |= {"starts": "0,5,-5,5"}
    frame = read(make("fates", "fates", **texts))
    assert len(frame) == SIDE * SIDE
    assert (frame.x.min(), frame.y.max()) == pytest.approx((2.5 / SIDE, 5 - 5 / SIDE))
    settings = settings_of(**texts)
    for row in frame.iloc[::1999].itertuples():
        (run_result,) = experiment(settings.replace(x=row.x, y=row.y), no_progress).results.values()
        assert run_result.verdict.outcome == row.outcome
        if row.outcome == "converged":
            end = run_result.trajectory.points[-1]
            assert np.hypot(end[0] - row.minimum_x, end[1] - row.minimum_y) < 0.1
            assert run_result.verdict.step == row.converged_from_step
    assert frame.outcome.eq("converged").equals(frame.minimum_x.notna())
    assert frame.outcome.nunique() > 1


def test_a_figure_for_a_paper_shows_these_runs_and_its_source():
    texts = {"surface": "himmelblau", "optimizers": "adam,momentum", "steps": "40"}
    page = PdfReader(BytesIO(make("paper_pdf_8_5cm", RUNS, **texts))).pages[0].extract_text()
    assert all(text in page for text in ("Adam (α", "Momentum (α", "Himmelblau", "40 steps", LINK))
    assert f"% {LINK}" in make("paper_tex_17_8cm", RUNS, **texts).decode("ascii")
    assert make("paper_svg_17_8cm", RUNS, **texts).startswith(b"<?xml")


def test_a_figure_says_whose_fates_lie_below_the_runs():
    texts = {"surface": "himmelblau", "optimizers": "adam,momentum", "steps": "1"}
    plain, with_fates = (
        " ".join(PdfReader(BytesIO(make("paper_pdf_17_8cm", RUNS, **texts, fates=fates))).pages[0].extract_text().split())
        for fates in ("none", "momentum")
    )
    meaning = "color: where the run of Momentum from each start ends (darker: later)"
    assert meaning in with_fates
    assert meaning not in plain
    assert "1 step, no noise" in plain
    assert "0.5" not in plain.split("step")[0]  # of one step there are no halves on the axis


@pytest.mark.parametrize(
    ("key", "place", "optimizers"),
    [
        ("runs", RUNS, ""),
        ("fates", "fates", ""),
        ("sweep", "sweep", "polyak"),
        ("heat", "heat", "polyak"),
        ("five", "five", "polyak"),
    ],
)
def test_an_empty_export_is_refused_with_a_reason(key, place, optimizers):
    with pytest.raises(RefusedError, match=r"There (is|are) no .* to save"):
        make(key, place, optimizers=optimizers or "none")


# The network


def training(key, **edits):
    settings, problems = change(NetworkSettings(), {"epochs": "20", "optimizers": "adam,gradient_descent", **edits})
    assert problems == []
    return settings, read(EXPORTS[key].made_of_training(settings, LINK, no_progress))


def test_the_training_read_back_is_the_training():
    settings, frame = training("training")
    found = trained(settings)
    assert list(dict.fromkeys(frame.run)) == ["adam", "gradient_descent"]
    for k, key in enumerate(found.keys):
        rows = frame[frame.run == key]
        assert rows.step.tolist() == found.steps
        assert np.array_equal(rows[["loss", "loss_held_out"]].T, found.loss[:, :, k])
        assert np.array_equal(rows[["accuracy", "accuracy_held_out"]].T, found.accuracy[:, :, k])
        assert np.array_equal(rows.gradient_norm, np.linalg.norm(found.gradients[:, :, k], axis=1))
        assert np.array_equal(rows.learning_rate.iloc[1:], found.rates[1:, k])
        assert np.array_equal(rows.gradient_evaluations, found.evaluations[:, k])
        assert rows[["update_norm", "learning_rate"]].iloc[0].isna().all()
        moves = np.diff(found.points[:, :, k], axis=0)
        np.testing.assert_allclose(rows.update_norm.iloc[1:], np.linalg.norm(moves, axis=1), rtol=1e-9)


def test_of_a_training_that_diverges_there_is_what_came_before():
    settings, frame = training("training", optimizers="gradient_descent", **{"gradient_descent.learning_rate": "100"})
    (length,) = trained(settings).lengths
    assert len(frame) == length
    assert np.isfinite(frame.loss).all()


def test_the_sweep_of_a_network_read_back_is_the_sweep():
    settings, frame = training("rate_sweep", epochs="2", points="60")
    for sweep in rate_sweeps(settings):
        rows = frame[frame.optimizer == sweep.key]
        shape = sweep.loss.shape[1:]
        assert np.array_equal(np.reshape(rows.learning_rate, shape)[:, 0], sweep.rates)
        for place, names in enumerate((["loss", "accuracy"], ["loss_held_out", "accuracy_held_out"])):
            for name, numbers in zip(names, (sweep.loss, sweep.accuracy), strict=True):
                assert np.array_equal(np.reshape(rows[name], shape), numbers[place], equal_nan=True)


def test_an_export_without_a_training_is_refused_with_a_reason():
    with pytest.raises(RefusedError, match="Choose one or more optimizers"):
        training("training", optimizers="none")
