"""Training: the same start and the same batches for all runs, and the snapshots of each."""

import numpy as np
import pytest

from optimizers import OPTIMIZERS, Change, Run, Training, descend, schedules, train
from surfaces.networks import RECIPES, Architecture, Hidden, Network, split, start, steepest

DATA = split(RECIPES["moons"].dataset(80, 0.1, 0), 0.25, 0)
NETWORK = Network(Architecture(2, (Hidden(5, "tanh"), Hidden(4, "relu")), 2))
START = start(NETWORK.architecture, "he", 0)
ANY = [key for key, optimizer in OPTIMIZERS.items() if optimizer.dimensions is None]


def run(key, network=NETWORK, begin=START, **settings):
    return Run(OPTIMIZERS[key], begin, settings)


def last(runs, training, network=NETWORK, data=DATA.train):
    (snapshot,) = train(network, data, runs, training, [training.steps(len(data))])
    return snapshot


def test_on_all_examples_training_is_a_descent():
    training = Training(epochs=25)
    path = descend(NETWORK.objective(DATA.train), OPTIMIZERS["adam"], START, 25)
    for snapshot in train(NETWORK, DATA.train, [run("adam")], training, range(26)):
        np.testing.assert_array_equal(snapshot.points[:, 0], path.points[snapshot.step])
        if snapshot.step:
            np.testing.assert_array_equal(snapshot.gradients[:, 0], path.gradients[snapshot.step - 1])
            np.testing.assert_allclose(snapshot.updates[:, 0], np.diff(path.points, axis=0)[snapshot.step - 1], atol=1e-15)
            assert snapshot.moves is snapshot.updates  # deprecated name


def test_what_the_steps_cost_is_counted():
    """A step of Adam costs one gradient, one of SAM two, and a line search what it needs."""
    keys, training = ("adam", "sam", "backtracking"), Training(epochs=25)
    paths = [descend(NETWORK.objective(DATA.train), OPTIMIZERS[key], START, 25) for key in keys]
    for snapshot in train(NETWORK, DATA.train, [run(key) for key in keys], training, [0, 7, 25]):
        np.testing.assert_array_equal(snapshot.evaluations, [path.evaluations[snapshot.step] for path in paths])


def test_runs_side_by_side_see_the_same_batches():
    training, keys = Training(epochs=3, batch=16, seed=5), ("gradient_descent", "adam", "sam", "lbfgs")
    together = last([run(key) for key in keys], training).points
    for k, key in enumerate(keys):
        np.testing.assert_allclose(last([run(key)], training).points[:, 0], together[:, k], rtol=1e-9, atol=1e-12)
    again = last([run("adam")], Training(epochs=3, batch=16, seed=6)).points[:, 0]
    assert not np.allclose(again, together[:, 1])


def test_an_epoch_sees_every_example_once(monkeypatch):
    seen = []
    whole = Network.objective
    monkeypatch.setattr(
        Network, "objective", lambda self, data, times=1.0: seen.append(data.inputs) or whole(self, data, times)
    )
    training = Training(epochs=2, batch=16)
    assert (training.steps_per_epoch(60), training.steps(60)) == (4, 8)
    last([run("gradient_descent")], training)
    assert [part.shape[1] for part in seen] == [16, 16, 16, 12] * 2
    for epoch in (seen[:4], seen[4:]):
        np.testing.assert_array_equal(np.sort(np.concatenate(epoch, axis=1)), np.sort(DATA.train.inputs))
    assert not np.array_equal(seen[0], seen[4])


def test_a_summed_batch_is_a_larger_rate():
    one = last([run("gradient_descent", learning_rate=0.2)], Training(epochs=1, batch=15)).points
    other = last([run("gradient_descent", learning_rate=0.2 / 15)], Training(epochs=1, batch=15, summed=True)).points
    np.testing.assert_allclose(one, other, rtol=1e-10)


@pytest.mark.parametrize("key", ["gradient_descent", "momentum", "adam"])
def test_decoupled_decay_is_pytorchs_and_for_weights_alone(key):
    """PyTorch multiplies the parameters by 1 − αλ, and then takes the step of the gradient where they were."""
    rate, decay, record = 0.05, 0.8, OPTIMIZERS[key]
    point, hyperparameters = START[:, None], record.complete({"learning_rate": rate})
    state = record.init(point)
    for _ in range(5):
        gradient = NETWORK.loss_and_gradient(point, DATA.train)[1]
        shrunk = np.where(NETWORK.architecture.decayed == 1.0, point * (1.0 - rate * decay), point)
        point, state = record.step(shrunk, gradient, state, **hyperparameters)
    ours = last([run(key, learning_rate=rate)], Training(epochs=5, weight_decay=decay)).points
    np.testing.assert_allclose(ours, point, rtol=1e-10, atol=1e-12)


def test_decay_leaves_biases_as_they_are():
    mask = NETWORK.architecture.decayed[:, 0] == 1.0
    decayed = last([run("gradient_descent", learning_rate=1e-5)], Training(epochs=1, weight_decay=1000.0)).points[:, 0]
    np.testing.assert_allclose(decayed[mask], 0.99 * START[mask], rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(decayed[~mask], START[~mask], atol=1e-4)


def test_l2_and_decoupled_decay_agree_for_gradient_descent_and_differ_for_adam():
    with_l2 = Network(NETWORK.architecture, l2=0.1)
    gaps = []
    for key in ("gradient_descent", "adam"):
        one = last([run(key, learning_rate=0.001)], Training(epochs=20), with_l2).points
        other = last([run(key, learning_rate=0.001)], Training(epochs=20, weight_decay=0.1)).points
        gaps.append(np.abs(one - other).max() / np.abs(one[:, 0] - START).max())
    assert gaps[0] < 0.01 < gaps[1]


def test_schedules_and_changes_are_followed():
    runs = [
        Run(OPTIMIZERS["gradient_descent"], START, {"learning_rate": 0.4}, schedules.inverse_time(1.0)),
        Run(OPTIMIZERS["gradient_descent"], START, {"learning_rate": 0.4}, changes=[Change(2, {"learning_rate": 0.1})]),
        run("polyak"),
    ]
    snapshots = list(train(NETWORK, DATA.train, runs, Training(epochs=3), [1, 2, 3]))
    rates = np.array([snapshot.learning_rates for snapshot in snapshots])
    np.testing.assert_allclose(rates[:, 0], [0.4, 0.2, 0.4 / 3])
    assert rates[:, 1].tolist() == [0.4, 0.4, 0.1]
    assert np.isnan(rates[:, 2]).all()


@pytest.mark.slow
@pytest.mark.parametrize("key", ANY)
def test_every_step_that_needs_no_hessian_trains_on_batches(key):
    snapshots = list(train(NETWORK, DATA.train, [run(key)], Training(epochs=30, batch=20), [0, 90]))
    before, after = (NETWORK.loss(snapshot.points, DATA.train)[0] for snapshot in snapshots)
    assert after < 0.95 * before


def test_members_are_single_runs_side_by_side():
    starts = np.stack([START, -START], axis=1)
    rates = np.array([0.1, 0.3])
    together = last([run("momentum", begin=starts, learning_rate=rates), run("adam")], Training(epochs=3, batch=16))
    assert together.points.shape == (len(START), 3)
    for k in range(2):
        alone = last([run("momentum", begin=starts[:, k], learning_rate=rates[k])], Training(epochs=3, batch=16))
        np.testing.assert_allclose(together.points[:, k], alone.points[:, 0], rtol=1e-9, atol=1e-12)
    assert together.learning_rates[:2].tolist() == rates.tolist()


def test_a_run_that_explodes_leaves_the_others_alone():
    snapshot = last([run("gradient_descent", learning_rate=1e200), run("adam")], Training(epochs=10))
    alone = last([run("adam")], Training(epochs=10))
    assert not np.all(np.isfinite(snapshot.points[:, 0]))
    np.testing.assert_allclose(snapshot.points[:, 1], alone.points[:, 0], rtol=1e-9)


def test_bad_arguments_are_named():
    for sample_steps in ([-1], [61]):
        with pytest.raises(ValueError, match="sample_steps must be steps from 0 to 60"):
            list(train(NETWORK, DATA.train, [run("adam")], Training(epochs=60), sample_steps))
    with pytest.raises(ValueError, match="Newton"):
        list(train(NETWORK, DATA.train, [run("newton")], Training(epochs=1), [1]))
    with pytest.raises(ValueError, match="start must be"):
        list(train(NETWORK, DATA.train, [run("adam", begin=START[1:])], Training(epochs=1), [1]))


@pytest.mark.slow
def test_at_a_constant_rate_the_sharpness_climbs_to_its_limit_and_hovers():
    """The edge of stability (Cohen et al. 2021), at a rate of 0.3: the limit is 2/0.3 = 6.67."""
    data = split(RECIPES["spiral"].dataset(200, 0.02, 0), 0.25, 0).train
    network = Network(Architecture(2, (Hidden(16, "tanh"), Hidden(16, "tanh")), 2))
    begin, objective = start(network.architecture, "glorot", 0), network.objective(data)
    runs = [run("gradient_descent", network, begin, learning_rate=0.3)]
    sharpness = np.array(
        [
            steepest(objective, snapshot.points[:, 0], 1)[0][0]
            for snapshot in train(network, data, runs, Training(epochs=1600), range(0, 1601, 100))
        ]
    )
    limit = 2.0 / 0.3
    assert sharpness[0] < 0.5 * limit
    assert np.mean(np.abs(sharpness[4:] / limit - 1.0) < 0.25) > 0.5, sharpness
