"""What every optimizer promises, checked for each record of the registry: a new one is tested without an edit here."""

import inspect

import numpy as np
import pytest

from optimizers import OPTIMIZERS, Gradient, Hessian, Lowest, Run, Value, ValueAndGradient, descend, race, schedules, sweep
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES

# Matyas' derivatives are sums and products, which every machine rounds alike, so results can be compared bit for bit. The last
# bit of a sine may depend on the length of the array.
MATYAS = SURFACES["matyas"]
MEMBERS = 9


def two_digits(value):
    return float(f"{value:.1e}")


def starts(n, seed=0):
    return np.random.default_rng(seed).uniform(-5.0, 5.0, (2, n))


@pytest.fixture
def warm(take):
    """A point and a state of n members, a few steps under way so that no memory is empty, and what to answer to the next."""

    def warm(optimizer, n, hyperparameters, steps=3):
        random = np.random.default_rng(1)

        def chance():
            gradient, hessian, values = random.normal(size=(2, n)), random.normal(size=(2, 2, n)), random.normal(size=n)
            given = {Gradient: gradient, Value: values, ValueAndGradient: (values, gradient), Hessian: hessian, Lowest: -np.inf}
            return lambda request: given[type(request)]

        point = random.normal(size=(2, n))
        state = optimizer.init(point)
        for _ in range(steps):
            point, state = take(optimizer, point, state, chance(), hyperparameters)
        return point, state, chance()

    return warm


def frozen(array):
    array = np.array(array)
    array.flags.writeable = False
    return array


def assert_same_state(actual, expected):
    assert type(actual) is type(expected)
    for name in expected._fields:
        np.testing.assert_array_equal(getattr(actual, name), getattr(expected, name), err_msg=name)


# The record

RECORDS = {**OPTIMIZERS, **{f"schedule {key}": schedule for key, schedule in SCHEDULES.items()}}
PARAMETERS = {f"{key} {p.name}": p for key, record in RECORDS.items() for p in record.hyperparameters}


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS.keys())
def test_the_texts_are_there(record):
    for text in (record.title, record.latex, record.summary, record.reference):
        assert text.strip()
    assert record.latex.count("{") == record.latex.count("}")
    assert record.summary.endswith(".")


def test_titles_differ_and_years_are_years():
    assert len({optimizer.title for optimizer in OPTIMIZERS.values()}) == len(OPTIMIZERS)
    assert all(str(optimizer.year) in optimizer.reference for optimizer in OPTIMIZERS.values())


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_ancestors_are_known_and_older(key):
    """So that a family tree can be drawn: whoever is reached by going up from somebody is not that one again."""
    above, found = list(OPTIMIZERS[key].ancestors), set()
    while above:
        ancestor = above.pop()
        assert ancestor != key
        assert OPTIMIZERS[ancestor].year <= OPTIMIZERS[key].year
        if ancestor not in found:
            found.add(ancestor)
            above += OPTIMIZERS[ancestor].ancestors
    assert len(set(OPTIMIZERS[key].ancestors)) == len(OPTIMIZERS[key].ancestors)


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=PARAMETERS.keys())
def test_the_default_lies_on_the_slider_and_the_slider_within_the_meaning(parameter):
    assert parameter.scale in ("linear", "logarithmic")
    assert parameter.low < parameter.high
    for value in (parameter.low, parameter.high, parameter.default):
        assert parameter.check(value) == value
    if parameter.scale == "logarithmic":
        assert parameter.low > 0.0
        assert (parameter.zero and parameter.default == 0.0) or parameter.low <= parameter.default <= parameter.high
        for value in (parameter.low, parameter.high, parameter.default):
            assert two_digits(value) == value
    else:
        assert parameter.low <= parameter.default <= parameter.high
        for value in (parameter.high, parameter.default):
            stops = (value - parameter.low) / parameter.step
            assert stops == pytest.approx(round(stops), abs=1e-9)
    if parameter.zero:
        assert parameter.check(0.0) == 0.0
    for text in (parameter.symbol, parameter.about, parameter.title):
        assert text.strip()


def keyword_only(function):
    parameters = inspect.signature(function).parameters.values()
    positional = [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
    keywords = [p for p in parameters if p.kind is p.KEYWORD_ONLY]
    assert len(positional) + len(keywords) == len(parameters)
    assert all(p.default is p.empty for p in keywords), "the record alone holds the defaults"
    return positional, [p.name for p in keywords]


def test_the_signature_of_step_is_the_record(optimizer):
    names = [parameter.name for parameter in optimizer.hyperparameters]
    asks = inspect.isgeneratorfunction(optimizer.step)
    assert keyword_only(optimizer.step) == (["point", "state"] if asks else ["point", "gradient", "state"], names)


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES.keys())
def test_the_signature_of_rate_is_the_record(schedule):
    names = [parameter.name for parameter in schedule.hyperparameters]
    assert keyword_only(schedule.rate) == (["learning_rate", "t", "steps"], names)


def test_settings_left_out_take_their_defaults(optimizer):
    defaults = {parameter.name: parameter.default for parameter in optimizer.hyperparameters}
    assert optimizer.complete() == optimizer.complete({}) == defaults
    name = optimizer.hyperparameters[-1].name
    assert optimizer.complete({name: 0.125}) == {**defaults, name: 0.125}


# The step


def test_step_is_pure(optimizer, draw, warm, take):
    settings = {name: frozen(values) for name, values in draw(optimizer, MEMBERS).items()}
    point, state, answer = warm(optimizer, MEMBERS, settings)
    given = []

    def frozen_answer(request):
        found = answer(request)
        given.extend(map(frozen, found) if isinstance(found, tuple) else [frozen(found)])
        return tuple(given[-2:]) if isinstance(found, tuple) else given[-1]

    point, state = frozen(point), type(state)(*(frozen(field) for field in state))
    first, first_state = take(optimizer, point, state, frozen_answer, settings)
    second, second_state = take(optimizer, point, state, frozen_answer, settings)
    np.testing.assert_array_equal(first, second)
    assert_same_state(first_state, second_state)
    for array in (point, *given):
        assert not np.shares_memory(first, array)


def test_init_is_pure_and_keeps_no_hold_of_the_point(optimizer):
    point = frozen(starts(3))
    state = optimizer.init(point)
    assert_same_state(optimizer.init(point), state)
    assert not any(np.shares_memory(field, point) for field in state)


def test_step_keeps_shapes_and_finite_numbers_finite(optimizer, draw, warm, take):
    settings = draw(optimizer, MEMBERS)
    point, state, answer = warm(optimizer, MEMBERS, settings)
    after, after_state = take(optimizer, point, state, answer, settings)
    assert after.shape == point.shape
    assert after.dtype == np.float64
    for before, now in zip(state, after_state, strict=True):
        assert np.shape(now) == np.shape(before)
        assert np.all(np.isfinite(now))
    assert np.all(np.isfinite(after))


def test_the_first_step_goes_against_the_gradient(optimizer, take, by_slope):
    point, gradient = np.zeros((2, 4)), np.array([[3.0, -2.0, 0.5, -1e-3], [-1.0, -4.0, 2.0, 1e-3]])
    after, _ = take(optimizer, point, optimizer.init(point), by_slope(gradient), optimizer.complete())
    np.testing.assert_array_equal(np.sign(after), -np.sign(gradient))


def test_without_gradient_and_noise_a_run_does_not_move(optimizer, plain):
    """Weight decay pulls without any gradient; it is off here, as is all that has a zero on its slider."""
    off = {parameter.name: 0.0 for parameter in optimizer.hyperparameters if parameter.zero}
    path = descend(plain, optimizer, (0.5, -0.25), 5, off).points
    np.testing.assert_array_equal(path, np.tile((0.5, -0.25), (6, 1)))


def test_a_learning_rate_of_zero_stays_put(rated):
    path = descend(MATYAS, rated, (4.0, -3.0), 5, {"learning_rate": 0.0}).points
    np.testing.assert_array_equal(path, np.tile((4.0, -3.0), (6, 1)))


@pytest.mark.parametrize("key", ["bowl", "matyas"])
def test_the_defaults_descend_a_convex_surface(optimizer, key):
    surface = SURFACES[key]
    values = descend(surface, optimizer, surface.start, 300).values
    assert np.all(np.isfinite(values))
    assert values[-1] < values[0]


# Members


def test_a_batch_is_its_runs_side_by_side(optimizer):
    start = starts(MEMBERS)
    together = descend(MATYAS, optimizer, start, 40)
    for k, alone in enumerate(race(MATYAS, [Run(optimizer, start[:, k]) for k in range(MEMBERS)], 40)):
        np.testing.assert_array_equal(together.points[..., k], alone.points)
        np.testing.assert_array_equal(together.values[..., k], alone.values)
        np.testing.assert_array_equal(together.gradients[..., k], alone.gradients)


def assert_same_path(actual, expected, what=""):
    """Equal but for the last bits, which a power of an array may round otherwise than a power of a number."""
    np.testing.assert_allclose(actual, expected, rtol=1e-11, atol=1e-12, err_msg=what)


def test_hyperparameters_broadcast_over_members(optimizer, draw, member):
    settings = draw(optimizer, MEMBERS, seed=2)
    if optimizer.has_learning_rate:
        settings["learning_rate"] = np.linspace(0.01, 0.5, MEMBERS)  # rates at which every run stays finite
    start = starts(MEMBERS, seed=2)
    together = descend(MATYAS, optimizer, start, 40, settings).points
    from_one_start = descend(MATYAS, optimizer, start[:, 0], 40, settings).points
    alone = [
        race(MATYAS, [Run(optimizer, start[:, place], member(settings, k)) for k, place in enumerate(places)], 40)
        for places in (range(MEMBERS), [0] * MEMBERS)
    ]
    for k in range(MEMBERS):
        assert_same_path(together[..., k], alone[0][k].points)
        assert_same_path(from_one_start[..., k], alone[1][k].points)


def test_each_hyperparameter_alone_broadcasts(optimizer, draw, member):
    for name, values in draw(optimizer, 4, seed=3).items():
        together = descend(MATYAS, optimizer, (4.0, -3.0), 10, {name: values}).points
        runs = [Run(optimizer, (4.0, -3.0), member({name: values}, k)) for k in range(4)]
        for k, alone in enumerate(race(MATYAS, runs, 10)):
            rows = len(alone.points)  # fewer if the drawn rate diverges
            assert_same_path(together[:rows, :, k], alone.points, name)


@pytest.mark.slow
def test_every_hyperparameter_matters(optimizer):
    """A setting that is read and then forgotten would pass every other test of this file."""
    for parameter in optimizer.hyperparameters:
        settings = ({}, {parameter.name: parameter.low}, {parameter.name: parameter.high})
        paths = [
            [descend(SURFACES[key], optimizer, (4.0, 3.5), 30, given).points for given in settings]
            for key in ("matyas", "bowl")
        ]
        assert any(not np.array_equal(low, high) for _, low, high in paths), parameter.name
        assert any(not np.array_equal(usual, end) for usual, *ends in paths for end in ends), parameter.name


# Schedules


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES.keys())
def test_the_rate_that_is_set_is_the_highest_of_the_run(schedule, draw, member):
    settings = draw(schedule, 4)
    for plan in (schedule(), *(schedule(**member(settings, k)) for k in range(4))):
        assert max(plan.rate(0.3, t, 100) for t in range(1, 101)) <= 0.3 * (1 + 1e-12)
    assert max(schedule().rate(0.3, t, 100) for t in range(1, 101)) > 0.299


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES.keys())
def test_a_schedule_gives_finite_rates_and_broadcasts(schedule, draw, member):
    settings, rates = draw(schedule, 4), np.array([0.1, 0.2, 0.3, 0.4])
    for t in (1, 2, 37, 100):
        together = np.broadcast_to(schedule(**settings).rate(rates, t, 100), 4)
        assert np.all(np.isfinite(together))
        assert np.all(together >= 0.0)
        for k in range(4):
            assert together[k] == schedule(**member(settings, k)).rate(rates[k], t, 100)


@pytest.mark.parametrize("schedule", SCHEDULES.values(), ids=SCHEDULES.keys())
def test_a_run_takes_the_rates_of_its_schedule(schedule, draw, member, optimizer, take, by_surface):
    plan = schedule(**member(draw(schedule, 1), 0))
    trajectory = descend(MATYAS, optimizer, (4.0, 3.0), 12, schedule=plan)
    if not optimizer.has_learning_rate:
        assert np.isnan(trajectory.learning_rates).all()
        np.testing.assert_array_equal(trajectory.points, descend(MATYAS, optimizer, (4.0, 3.0), 12).points)
        return
    base = optimizer.complete()["learning_rate"]
    expected = [plan.rate(base, t, 12) for t in range(1, 13)]
    np.testing.assert_array_equal(trajectory.learning_rates, expected)
    point = np.array([4.0, 3.0])[:, None]
    state = optimizer.init(point)
    for rate in expected:
        settings = {**optimizer.complete(), "learning_rate": rate}
        point, state = take(optimizer, point, state, by_surface(MATYAS, point), settings)
    np.testing.assert_array_equal(trajectory.points[-1], point[:, 0])


def test_inverse_time_follows_its_formula():
    decay = schedules.inverse_time(0.1)
    assert decay.rate(1.0, 2, 100) == 0.9090909090909091
    assert decay.rate(1.0, 11, 100) == 0.5
    assert schedules.inverse_time(decay=0.1) == decay
    assert schedules.inverse_time().rate(0.7, 50, 100) == 0.7


def test_the_members_of_a_schedule_run_as_if_alone(optimizer):
    decay = np.array([0.0, 0.01, 1.0])
    together = descend(MATYAS, optimizer, (4.0, 3.0), 15, schedule=schedules.inverse_time(decay))
    swept = sweep(MATYAS, optimizer, (4.0, 3.0), None, 15, schedule=schedules.inverse_time(decay))
    for k in range(3):
        alone = descend(MATYAS, optimizer, (4.0, 3.0), 15, schedule=schedules.inverse_time(decay[k]))
        np.testing.assert_array_equal(together.points[..., k], alone.points)
        np.testing.assert_array_equal(together.learning_rates[:, k], alone.learning_rates)
        np.testing.assert_array_equal(swept.points[:, k], alone.points[-1])
