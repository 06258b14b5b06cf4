"""What the lab computes and draws, against theory, single runs, and straightforward calculations."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from components.results import laboratory as lab
from components.results.five_rates import five
from components.results.heat_map import heat
from components.results.shared import no_progress
from components.state.choices import OWN
from components.state.parameter_types import Number, decimal
from components.state.parameters import FRAMES
from components.web.parameter_scrubber import parameter_scrubber
from components.web.serialize import frame_json
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES
from tests.components.tools import settings_of

THEMES = ("light", "dark")
RECORDS = (*OPTIMIZERS.values(), *SCHEDULES.values())
ALL_SURFACES = (*SURFACES, OWN)
LONG = "0.0123456789012345"  # a number with as many digits as a float


class Counter:
    """Remembers what it is told."""

    def __init__(self):
        self.shares = []

    def __call__(self, done):
        self.shares.append(done)


# Ranges


def test_the_rates_are_many_over_many_decades():
    assert len(lab.RATES) >= 121
    assert np.log10(lab.RATES[-1] / lab.RATES[0]) >= 5.0
    np.testing.assert_allclose(lab.RATES[1:] / lab.RATES[:-1], 10.0 ** (7 / 180), rtol=0.01)
    assert lab.SEEDS >= 32
    assert lab.CELLS == 64


@pytest.mark.parametrize("count", [FRAMES, lab.CELLS])
@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.title)
def test_a_grid_reaches_along_the_slider_and_the_slider_takes_every_value_of_it(record, count):
    for item in record.hyperparameters:
        values = lab.grid(item, count)
        assert len(values) == count
        assert np.all(np.diff(values) > 0.0), item.name
        assert (values[0], values[-1]) == (0.0 if item.zero else item.low, item.high), item.name
        for value in values:
            assert Number(item.default, item.low, item.high, item.zero).read(decimal(float(value))) == value
        if item.scale == "logarithmic":
            ratios = np.diff(np.log(values[1:] if item.zero else values))
            np.testing.assert_allclose(ratios, ratios.mean(), atol=0.02)


@given(st.integers(1, 5000), st.integers(24, 80))
@effort(max_examples=100, deadline=None)
def test_sample_steps_are_dense_at_the_start_and_reach_the_end(steps, most):
    found = lab.sample_steps(steps, most)
    assert len(found) == min(steps + 1, most)
    assert (found[0], found[-1]) == (0, steps)
    gaps = np.diff(found)
    assert np.all(gaps > 0)
    assert np.all(gaps[: most // 3 - 1] == 1)
    assert np.all(np.diff(gaps) >= -1)  # increasingly sparse, up to rounding


# Frames


def framed(settings, **changes):
    """What is sent of a frame: the run with some of the settings replaced."""
    settings = settings.replace(**{name.replace("__", "."): value for name, value in changes.items()})
    name, _ = settings.parameter_of(settings.swept)
    (run_result,) = lab.runs(settings, name, np.array([settings[name]]), no_progress)
    return json.loads(json.dumps(frame_json(run_result, settings), allow_nan=False))


def test_a_frame_describes_its_own_value():
    settings = settings_of(surface="bowl", optimizers="adam,gradient_descent", subject="gradient_descent", steps="60")
    values = parameter_scrubber(settings)["values"]
    assert len(values) == FRAMES
    assert [float(value) for value in values] == sorted({float(value) for value in values})
    assert parameter_scrubber(settings)["symbol"] == "α"
    for value in values[::10]:
        run = framed(settings, gradient_descent__learning_rate=float(value))
        assert run["label"] == f"Gradient descent (α {value})"
        assert run["file"] == f"bowl-gradient_descent-lr{value}"
        assert run["caption"] == "start (6, 6), 60 steps, no noise"
        assert run["limits"] == {"sharpness": [2.0 / float(value)]}
    high = framed(settings, gradient_descent__learning_rate=2.5)
    assert "α·λmax = 2.5 × 2" in high["sentence"]
    assert high["verdict"] in ("left", "diverged")
    decayed = framed(settings.replace(swept="inverse_time.decay"), inverse_time__decay=0.02)
    assert decayed["caption"] == "start (6, 6), 60 steps, no noise, schedule: inverse time (k 0.02)"
    assert decayed["file"] == "bowl-gradient_descent-lr0.05-decay0.02"


def test_the_scrubber_asks_for_the_same_frames_whatever_the_swept_value_is_set_to():
    settings = settings_of(optimizers="adam,momentum", subject="momentum", adam__learning_rate="0.3", metric="rate")
    scrubber = parameter_scrubber(settings)
    assert (scrubber["parameter"], scrubber["value"]) == ("momentum.learning_rate", settings["momentum.learning_rate"])
    assert list(scrubber["subjects"]) == ["adam", "momentum"]
    assert list(scrubber["numbers"]) == ["learning_rate", "momentum", "inverse_time.decay"]
    same = settings.replace(**{"momentum.learning_rate": 0.5, "measure": "best", "metric": "value", "step": 7})
    assert parameter_scrubber(same)["query"] == scrubber["query"]
    assert parameter_scrubber(same)["value"] == 0.5
    for name, value in {"momentum.momentum": 0.5, "steps": 7, "swept": "momentum", "subject": "adam", "x": 1.0}.items():
        assert parameter_scrubber(settings.replace(**{name: value}))["query"] != scrubber["query"], name
    assert parameter_scrubber(settings_of(optimizers="none")) is None


# Watching, and what is kept


@pytest.mark.slow
@pytest.mark.parametrize("work", [lab.studies, five, heat], ids=lambda work: work.__name__)
def test_a_progress_callback_gets_rising_fractions_and_can_stop_the_work(work):
    settings = settings_of(surface="mult", optimizers="adam,rmsprop", steps="200", noise="0.5", seed="987")
    lab._study.cache_clear()

    class Stopper:
        def __call__(self, done):
            if done >= 0.3:
                raise StopIteration(done)

    if work is not five:  # most of it is the sweep
        with pytest.raises(StopIteration) as stopped:
            work(settings, Stopper())
        assert 0.3 <= stopped.value.args[0] < 0.4
    counter = Counter()
    work(settings, counter)
    assert counter.shares == sorted(counter.shares)
    assert len(counter.shares) >= 12
    assert counter.shares[0] < 0.1
    assert 0.7 < counter.shares[-1] <= 1.0  # a sweep whose zones need no refinement finishes early


def test_a_second_visitor_finds_what_the_first_has_computed():
    first, second = Counter(), Counter()
    settings = settings_of(optimizers="adam,momentum", steps="20", seed="4321")
    found = lab.study(settings, "adam", first)
    assert first.shares
    for other in (
        settings,
        settings.replace(measure="best", color_by="value", subject="momentum", metric="rate", step=3),
        settings.replace(**{"optimizers": ("adam",), "momentum.momentum": 0.3}),
    ):
        assert lab.study(other, "adam", second) is found
    assert second.shares == []
    for name, value in {"adam.beta1": 0.5, "steps": 21, "seed": 1, "inverse_time.decay": 0.1, "noise": 0.1}.items():
        assert lab.study(settings.replace(**{name: value}), "adam", second) is not found, name


def test_memory_is_bounded():
    settings = settings_of(optimizers="gradient_descent", steps="1")
    most = lab._study.cache_info().maxsize
    for seed in range(most + 3):
        lab.study(settings.replace(seed=seed), "gradient_descent", no_progress)
    assert lab._study.cache_info().currsize == most <= 100
