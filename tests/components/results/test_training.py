"""A training and its results: regions, layers, planes and rates, against the network itself; and its limits."""

import gc
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from components.results import loss_plane as loss_plane_module
from components.results import training, training_budget
from components.results.layers import layers
from components.results.loss_plane import loss_plane, sharpness
from components.results.network_rates import RATES, rate_sweeps
from components.results.regions import LEVELS, SIDE, InputPlane, all_regions
from components.results.snapshots import sample_steps
from components.results.training import TrainingError, trained
from components.results.training_budget import TimeUp
from components.results.uploads import UPLOADS, bring
from components.state.network import NetworkSettings, change
from components.state.network_parameters import PLANES, SUGGESTED
from components.text.network_words import plane_sentences
from components.web.job_queue import Stopped
from optimizers import OPTIMIZERS, descend
from surfaces.networks import read_table, steepest

WINE = (Path(__file__).parents[2] / "reference" / "networks" / "winequality-red.csv").read_bytes()


def made(**edits):
    settings, problems = change(
        NetworkSettings(), {"epochs": "40", **{name.replace("__", "."): text for name, text in edits.items()}}
    )
    assert problems == []
    return settings


FOUND = trained(made())


def test_frames_are_what_the_engine_computes():
    begin = FOUND.points[0, :, 0]
    path = descend(FOUND.objective, OPTIMIZERS["adam"], begin, 40, made().hyperparameters("adam"))
    assert FOUND.steps == list(range(41))
    np.testing.assert_allclose(FOUND.points[:, :, 0], path.points, rtol=1e-9)
    np.testing.assert_allclose(FOUND.loss[0, :, 0], path.values, rtol=1e-9)
    assert FOUND.accuracy[1, -1, 0] == FOUND.network.accuracy(FOUND.points[-1], FOUND.parts.test)[0]
    assert FOUND.lengths == [41, 41, 41]


def test_a_training_is_computed_once_and_looked_at_often():
    assert trained(made(plane="random", metric="gradient")) is trained(made())


def test_long_runs_are_seen_at_evenly_spread_steps():
    assert sample_steps(5, 121) == [0, 1, 2, 3, 4, 5]
    steps = sample_steps(5700, 121)
    assert (len(steps), steps[0], steps[-1]) == (121, 0, 5700)
    assert max(np.diff(steps)) - min(np.diff(steps)) <= 1


def test_a_progress_callback_can_stop_it():
    class EnoughError(Exception):
        pass

    def progress(partial):
        if partial.step > 10:
            raise EnoughError

    with pytest.raises(EnoughError):
        trained(made(seed="77"), progress)
    assert trained(made(seed="77")).steps[-1] == 40  # no incomplete training is cached


def test_an_explosion_ends_the_run_and_no_other():
    edits = {"layers": "16:relu,16:relu", "optimizers": "gradient_descent,adam", "gradient_descent__learning_rate": "100"}
    found = trained(made(**edits))
    adam, lost = found.keys.index("adam"), found.keys.index("gradient_descent")
    assert found.lengths[lost] < 41
    assert found.lengths[adam] == 41
    plane = loss_plane(found, "principal")
    assert np.all(np.isfinite(plane.terrain.fine[2]))


@pytest.mark.parametrize("kind", PLANES)
def test_a_plane_shows_the_loss_on_it_and_reports_what_it_hides(kind):
    plane = loss_plane(FOUND, kind)
    assert plane.kind == kind
    x, y = plane.path(0)
    shown = plane.plane.points(x, y)
    np.testing.assert_allclose(plane.surface.value(x, y), FOUND.network.loss(shown, FOUND.parts.train), rtol=1e-10)
    np.testing.assert_allclose(plane.hidden[0], FOUND.loss[0, :, 0] - FOUND.network.loss(shown, FOUND.parts.train), atol=1e-10)
    assert 0.0 <= plane.share <= 1.0 + 1e-12
    assert (plane.share > 0.7) == (kind == "principal")


def test_paths_that_stand_still_are_looked_at_from_random_directions():
    found = trained(made(optimizers="gradient_descent", gradient_descent__learning_rate="0.00001", epochs="1"))
    for kind in PLANES:
        assert np.all(np.isfinite(loss_plane(found, kind).terrain.fine[2]))


def test_sharpness_is_the_largest_curvature():
    found = sharpness(FOUND)[1]
    expected = steepest(FOUND.objective, FOUND.points[-1, :, 1], 1)[0][0]
    assert found[-1] == pytest.approx(expected, rel=1e-3)


def test_sharpness_that_takes_too_long_is_known_at_the_ends_and_the_middle_first(monkeypatch):
    whole, asked = sharpness(FOUND)[1], []
    monkeypatch.setattr(loss_plane_module, "steepest", lambda *given: asked.append(len(asked)) or _until_three(asked, *given))
    row = sharpness(FOUND)[1]
    known = np.flatnonzero(np.isfinite(row)).tolist()
    assert known == [0, len(row) // 2, len(row) - 1]
    np.testing.assert_allclose(row[known], whole[known], rtol=1e-2)


def _until_three(asked, *given):
    if len(asked) % 4 == 0:
        raise TimeUp
    return steepest(*given)


@pytest.mark.parametrize("work", [sharpness, partial(loss_plane, kind="hessian")], ids=["sharpness", "steepest directions"])
def test_curvature_that_nobody_waits_for_ends_at_its_next_gradient(work):
    seen = []

    def progress(done):
        seen.append(done)
        if len(seen) == 3:
            raise Stopped

    with pytest.raises(Stopped):
        work(FOUND, progress=progress)
    assert 0.9 < min(seen) <= max(seen) < 1.0


def test_work_on_a_plane_that_takes_too_long_ends_in_another_plane_and_a_sentence(monkeypatch):
    monkeypatch.setattr(loss_plane_module, "STEEPEST_SECONDS", -1.0)
    plane = loss_plane(FOUND, "hessian")
    assert plane.kind == "random"
    assert "The steepest directions cannot be computed here; this plane shows random directions." in plane_sentences(plane)
    assert not any("cannot be found" in sentence for sentence in plane_sentences(loss_plane(FOUND, "principal")))


def test_of_a_network_that_is_dead_the_curvature_is_zero():
    found = trained(made(layers="4:relu", optimizers="gradient_descent", epochs="2", seed="80"))
    layer, output = found.network.architecture.layers
    found.points[:, :, 0] = 0.0
    found.points[:, layer.biases, 0] = -1e3
    found.points[:, output.biases, 0] = [800.0, -800.0]  # and its softmax is saturated as well
    assert sharpness(found)[0].tolist() == [0.0] * 3
    assert np.all(np.isfinite(loss_plane(found, "hessian").terrain.fine[2]))
    training._kept.cache_clear()


def test_layers_add_up_to_the_whole():
    found = layers(FOUND, 0)
    for name, whole in (("gradient", FOUND.gradients), ("update", FOUND.updates)):
        together = np.sqrt(sum(getattr(layer, name) ** 2 for layer in found))
        np.testing.assert_allclose(together[1:], np.linalg.norm(whole[1:, :, 0], axis=1), rtol=1e-9)


def test_dead_and_saturated_units_are_counted():
    found = trained(made(layers="8:relu,8:tanh", optimizers="gradient_descent", epochs="2"))
    found.points[-1, found.network.architecture.layers[0].biases, 0] = [-1e3] * 3 + [1e3] * 5
    first, second, _ = layers(found, 0)
    training._kept.cache_clear()
    assert first.dead[-1] == 3
    assert first.saturated.max() == 0.0
    assert second.dead.max() == 0.0
    assert second.saturated[-1] > 0.5


def test_regions_are_the_predictions():
    plane = InputPlane.of(FOUND.parts.train)
    places = [0, 20, 40]
    cells = all_regions(FOUND, plane, places)
    assert cells.shape == (3, 3, SIDE * SIDE)
    for column, place in enumerate(places):
        np.testing.assert_array_equal(cells[:, column] // LEVELS, FOUND.network.predict(FOUND.points[place], plane.inputs))
    x, y = plane.placed(FOUND.parts.train)
    left, right, low, high = plane.window
    assert left < x.min() < x.max() < right
    assert low < y.min() < y.max() < high
    lost = all_regions(FOUND, plane, places)
    assert lost.max() < 255


def test_a_sweep_is_so_many_trainings():
    settings = made(optimizers="gradient_descent,polyak,adam", epochs="5")
    sweeps = rate_sweeps(settings)
    assert [sweep.key for sweep in sweeps] == ["adam", "gradient_descent"]  # the others have no learning rate
    place = 15
    for sweep in sweeps:
        assert sweep.epochs == 5
        assert sweep.loss.shape == sweep.accuracy.shape == (2, len(RATES), 3)
        alone = trained(made(optimizers=sweep.key, epochs="5", **{f"{sweep.key}.learning_rate": f"{RATES[place]:.17g}"}))
        np.testing.assert_allclose(sweep.loss[:, place, 0], alone.loss[:, -1, 0], rtol=1e-9)
        np.testing.assert_array_equal(sweep.accuracy[:, place, 0], alone.accuracy[:, -1, 0])
    with pytest.raises(TrainingError, match="learning rate"):
        rate_sweeps(made(optimizers="polyak"))


# Bounds


@pytest.mark.parametrize(
    "edits",
    [
        {"epochs": "3000", "batch": "1", "points": "1000"},
        {"epochs": "3000", "points": "1000", "layers": "32:tanh,32:tanh,32:tanh", "optimizers": "adam,lbfgs,sam,backtracking"},
        {
            "epochs": "100",
            "points": "100",
            "layers": "32:tanh,32:tanh,32:tanh",
            "optimizers": "shampoo",
        },  # one step takes seconds
    ],
)
def test_what_would_take_too_long_is_refused_with_a_sentence(edits):
    with pytest.raises(TrainingError, match=r"would take about \d+ s; the limit is 10 s"):
        trained(made(**edits))


def test_without_an_optimizer_there_is_nothing_to_train():
    with pytest.raises(TrainingError, match="Choose one or more optimizers"):
        trained(made(optimizers="none"))


def test_a_training_that_takes_too_long_all_the_same_stops(monkeypatch):
    monkeypatch.setattr(training_budget, "LIMIT", -1.0)
    found = trained(made(seed="78"))
    training._kept.cache_clear()
    assert found.stopped
    assert found.steps == [0]


def test_it_stops_before_the_next_step_and_not_at_the_next_moment_that_is_kept(monkeypatch):
    clock = iter(range(1000))
    monkeypatch.setattr(training_budget, "LIMIT", 12.0)
    monkeypatch.setattr("components.results.training_budget.time.thread_time", lambda: float(next(clock)))  # a second a step
    found = trained(made(seed="79", epochs="1200"))
    training._kept.cache_clear()
    assert found.stopped
    assert found.steps == [0, 10]  # every tenth step is kept; twelve were taken


def test_a_sweep_of_steps_that_take_seconds_is_refused_before_it_takes_the_memory_for_them():
    with pytest.raises(TrainingError, match="sweep takes too long"):
        rate_sweeps(made(optimizers="shampoo", layers="24:tanh,24:tanh", epochs="1", points="20"))


# Files


def test_a_file_lives_as_long_as_its_visit():
    upload = bring(read_table(WINE))
    token = upload.token
    settings = change(NetworkSettings(), {"data": "file", **SUGGESTED, "file": token, "threshold": "6", "epochs": "1"})[0]
    assert trained(settings) is trained(settings)
    assert len(trained(settings).parts.train) + len(trained(settings).parts.test) == 1599
    del upload
    gc.collect()
    assert token not in UPLOADS
    with pytest.raises(TrainingError, match="Upload a CSV file"):
        trained(settings)


@pytest.mark.slow
@pytest.mark.parametrize("last", ["leaky_relu", "learnable_power"])
@pytest.mark.parametrize("seed", ["0", "1"])
def test_good_wines_are_classified_with_more_than_70_percent_accuracy(last, seed):
    """UCI's red wine (Cortez et al. 2009), 11-16-12-8-2, batches of 32, plain SGD at 0.001 for 150 epochs."""
    upload = bring(read_table(WINE))
    edits = {"data": "file", **SUGGESTED, "file": upload.token, "threshold": "6", "seed": seed}
    settings = change(NetworkSettings(), edits | {"layers": f"16:leaky_relu,12:leaky_relu,8:{last}"})[0]
    found = trained(settings)
    assert found.network.architecture.title == "11-16-12-8-2"
    assert found.steps[-1] == 150 * 38
    assert found.accuracy[0, -1, 0] > 0.7
    assert found.accuracy[1, -1, 0] > 0.7
    if last == "learnable_power":
        exponents = layers(found, 0)[2].exponents
        assert 1.4 <= exponents[0].min() <= exponents[0].max() < 2.0
        assert exponents.min() >= 1.01
        assert not np.allclose(exponents[0], exponents[-1])
