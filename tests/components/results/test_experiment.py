"""From settings to results: the race that the settings describe, run once for all visitors."""

import numpy as np
import pytest

from components.results import experiment as module
from components.results.experiment import REMEMBERED, experiment
from components.state.address import change, read
from optimizers import OPTIMIZERS, Run, descend, explain, judge
from optimizers.schedules import inverse_time
from surfaces import SURFACES
from tests.components.everybody import GROUPS


def settings_of(**texts):
    """Settings from texts; a double underscore stands for the dot of a name."""
    settings, problems = read({name.replace("__", "."): [text] for name, text in texts.items()})
    assert problems == []
    return settings


@pytest.fixture
def races(monkeypatch):
    """The races that are run from here on, none of them remembered."""
    run = []

    def race(*arguments, **options):
        run.append(arguments)
        return original(*arguments, **options)

    original = module.race
    monkeypatch.setattr(module, "race", race)
    module._experiment.cache_clear()
    yield run
    module._experiment.cache_clear()


def test_the_paths_are_those_of_the_settings():
    settings = settings_of(
        surface="easom",
        optimizers="adam,nesterov",
        x="2.5",
        y="3",
        adam__beta2="0.9",
        adam__learning_rate="0.2",
        nesterov__momentum="0.5",
        inverse_time__decay="0.02",
        steps="40",
        noise="0.3",
        seed="7",
    )
    result = experiment(settings)
    assert result.surface is SURFACES["easom"]
    assert list(result.results) == ["adam", "nesterov"]
    given = {"adam": {"beta2": 0.9, "learning_rate": 0.2}, "nesterov": {"momentum": 0.5}}
    for key, run_result in result.results.items():
        alone = descend(
            SURFACES["easom"],
            OPTIMIZERS[key],
            (2.5, 3.0),
            40,
            given[key],
            noise=0.3,
            seed=7,
            schedule=inverse_time(0.02),
        )
        np.testing.assert_allclose(run_result.trajectory.points, alone.points, rtol=1e-9)
        np.testing.assert_array_equal(run_result.trajectory.learning_rates, alone.learning_rates)
        assert run_result.verdict == judge(SURFACES["easom"], run_result.trajectory, settings.plane_window)
        assert run_result.title == OPTIMIZERS[key].title
        assert run_result.run.optimizer is OPTIMIZERS[key]
    assert result.sentence == explain(SURFACES["easom"], list(result.results.values()))


def test_the_verdict_is_about_the_window_that_is_shown():
    texts = {"surface": "monkey_saddle", "optimizers": "adam", "steps": "120", "y": "0.5"}
    assert experiment(settings_of(**texts)).results["adam"].verdict.outcome == "left"
    assert experiment(settings_of(**texts, window="8")).results["adam"].verdict.outcome == "moving"


@pytest.mark.parametrize("group", GROUPS)
def test_every_optimizer_runs_with_the_defaults_of_its_record(group, races):
    result = experiment(settings_of(optimizers=",".join(group), steps="2"))
    assert list(result.results) == group
    for key, run_result in result.results.items():
        assert run_result.run.hyperparameters == {item.name: item.default for item in OPTIMIZERS[key].hyperparameters}
        assert run_result.run.schedule.hyperparameters == {"decay": 0.0}


def test_an_experiment_without_optimizers_is_valid(races):
    result = experiment(settings_of(optimizers="none"))
    assert result.results == {}
    assert result.sentence == ""


def test_the_same_settings_again_cost_nothing(races):
    settings = settings_of(surface="mult", steps="3")
    first = experiment(settings)
    assert experiment(settings.replace()) is first
    assert experiment(settings_of(steps="3", surface="mult")) is first  # another visitor, with another order of parameters
    assert len(races) == 1


def test_changing_the_view_costs_nothing(races):
    settings = settings_of(steps="3")
    first = experiment(settings)
    view = {"metric": "rate", "scale": "log", "field": "1", "marks": "1", "speed": "4", "step": "2", "zoom": "0,1,0,1"}
    for name, text in view.items():
        changed, problems = change(settings, {name: text})
        assert problems == []
        assert experiment(changed) is first
    assert experiment(settings.replace(**{"rmsprop.rho": 0.5})) is first  # unselected optimizers do not matter
    assert len(races) == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x", "1"),
        ("seed", "1"),
        ("noise", "0.1"),
        ("steps", "4"),
        ("window", "2"),
        ("adam.beta1", "0.8"),
        ("optimizers", "adam"),
        ("surface", "bowl"),
        ("schedule", "constant"),
        ("inverse_time.decay", "0.1"),
        ("adam.epsilon", "1.0000000000000002e-8"),
    ],
)
def test_whatever_shapes_the_paths_makes_another_race(races, name, text):
    settings = settings_of(steps="3")
    changed, problems = change(settings, {name: text})
    assert problems == []
    assert experiment(settings) is not experiment(changed)
    assert len(races) == 2


def test_few_races_are_remembered(races):
    for seed in range(REMEMBERED + 1):
        experiment(settings_of(steps="1", seed=str(seed)))
    assert module._experiment.cache_info().currsize == REMEMBERED
    assert len(races) == REMEMBERED + 1


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("surface", SURFACES)
def test_all_optimizers_with_every_slider_at_an_end_raise_no_error_or_warning(surface, group):
    for rate, x, y in (("100", "low", "low"), ("100", "high", "high"), ("1e-5", "low", "high"), ("1e-5", "high", "low")):
        settings = settings_of(surface=surface, optimizers=",".join(group), window="8", noise="5", steps="30")
        (x_low, x_high), (y_low, y_high) = settings.plane_window
        settings = settings.replace(x=x_low if x == "low" else x_high, y=y_low if y == "low" else y_high)
        ends = {
            f"{key}.{item.name}": float(rate) if item.name == "learning_rate" else item.low if x == "low" else item.high
            for key in group
            for item in OPTIMIZERS[key].hyperparameters
        }
        result = experiment(settings.replace(**ends))
        assert list(result.results) == group
        assert result.sentence


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("beside", ["1e-150", "1e-162", "1e-200", "-5e-324"])
def test_just_beside_the_tip_of_the_ripples_no_optimizer_overflows(beside, group):
    # y² underflows there, and y / √(y²) is infinite
    settings = settings_of(surface="mult", optimizers=",".join(group), x="0", y=beside, steps="20")
    result = experiment(settings)
    assert "inf" not in result.sentence
    for key, run_result in result.results.items():
        assert run_result.verdict.outcome != "diverged", key
        assert np.isfinite(run_result.trajectory.gradients).all(), key


def cost(group):
    """What a few steps of some optimizers take, in gradients."""
    results = experiment(settings_of(optimizers=",".join(group), steps="20")).results.values()
    return sum(run_result.trajectory.evaluations[-1] for run_result in results)


@pytest.mark.slow
def test_the_longest_race_with_as_many_as_there_may_be_ends():
    group = max(GROUPS, key=cost)
    settings = settings_of(optimizers=",".join(group), steps="5000", noise="1")
    for run_result in experiment(settings).results.values():
        assert run_result.trajectory.points.shape == (5001, 2)
        assert isinstance(run_result.run, Run)
