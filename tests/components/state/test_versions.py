"""Defaults that change: an old link shows what it showed, and a surface brings learning rates that suit it."""

import json
from pathlib import Path
from urllib.parse import parse_qs

import numpy as np
import pytest

from components.lessons import LESSONS
from components.results.claims import settings_of
from components.results.experiment import experiment
from components.state.address import VERSION, change, defaults, read, write
from components.state.choices import CHOICES
from optimizers import OPTIMIZERS, descend
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES
from tests.components.everybody import GROUPS, RATED

RATES = {f"{key}.learning_rate": OPTIMIZERS[key].complete()["learning_rate"] for key in RATED}
WITH_RATES = [key for key, surface in SURFACES.items() if surface.rates]
USUAL = CHOICES["optimizers"].default


def settings(**texts):
    found, problems = read({name.replace("__", "."): [text] for name, text in texts.items()})
    assert problems == []
    return found


def rates(found):
    return {key: found[f"{key}.learning_rate"] for key in found["optimizers"]}


# Links


@pytest.mark.parametrize("key", WITH_RATES)
def test_a_link_without_a_version_means_the_defaults_of_then(key):
    found = settings(surface=key)
    assert rates(found) == {name: RATES[f"{name}.learning_rate"] for name in USUAL}
    assert (found["schedule"], found["inverse_time.decay"]) == ("inverse_time", 0.0)


@pytest.mark.parametrize("key", WITH_RATES)
def test_a_link_of_today_means_those_of_the_surface(key):
    found = settings(v="2", surface=key)
    assert rates(found) == {name: RATES[f"{name}.learning_rate"] for name in USUAL} | {
        name: rate for name, rate in SURFACES[key].rates.items() if name in USUAL
    }
    assert found["schedule"] == "constant"


def test_the_paths_of_an_old_link_are_those_of_the_engine_at_its_defaults():
    old = experiment(settings(surface="beale", optimizers="adam,nadam"))
    for key, run_result in old.results.items():
        points = descend(SURFACES["beale"], OPTIMIZERS[key], SURFACES["beale"].start, 200).points
        np.testing.assert_allclose(run_result.trajectory.points, points, rtol=1e-12)


def test_settings_of_an_old_link_override_its_defaults():
    found = settings(surface="beale", schedule="cosine", optimizers="adam", adam__learning_rate="0.25")
    assert (found["schedule"], found["adam.learning_rate"]) == ("cosine", 0.25)


@pytest.mark.parametrize("version", [{}, {"v": "1"}, {"v": "2"}], ids=str)
@pytest.mark.parametrize("key", ["matyas", *WITH_RATES])
def test_whatever_was_read_is_written_with_the_version_of_today(version, key):
    found = settings(surface=key, **version)
    written = parse_qs(write(found))
    assert written["v"] == [VERSION.default]
    assert read(written) == (found, [])


def test_the_first_visit_has_the_defaults_of_today():
    found, problems = read({})
    assert problems == []
    assert found["schedule"] == "constant"
    assert "inverse_time.decay" not in found


# Another surface


@pytest.mark.parametrize("there", WITH_RATES)
@pytest.mark.parametrize("here", ["matyas", "beale"])
def test_another_surface_brings_its_rates(here, there):
    changed, problems = change(settings(v="2", surface=here), {"surface": there})
    assert problems == []
    assert rates(changed) == rates(settings(v="2", surface=there))


def test_and_takes_them_away_again():
    before = settings(v="2", surface="matyas")
    there, _ = change(before, {"surface": "rosenbrock"})
    assert change(there, {"surface": "matyas"})[0] == before


def test_a_rate_that_a_person_has_set_stays():
    before = settings(v="2", surface="matyas", adam__learning_rate="0.3")
    changed, _ = change(before, {"surface": "rosenbrock"})
    assert changed["adam.learning_rate"] == 0.3
    assert changed["gradient_descent.learning_rate"] == SURFACES["rosenbrock"].rates["gradient_descent"]
    together, _ = change(settings(v="2"), {"surface": "rosenbrock", "momentum.learning_rate": "0.007"})
    assert together["momentum.learning_rate"] == 0.007


def test_an_optimizer_that_sits_out_or_comes_later_gets_the_rate_of_the_surface():
    rosenbrock = SURFACES["rosenbrock"].rates
    without, _ = change(settings(v="2"), {"optimizers": "adam"})
    there, _ = change(without, {"surface": "rosenbrock"})
    back, _ = change(there, {"optimizers": "adam,gradient_descent"})
    assert back["gradient_descent.learning_rate"] == rosenbrock["gradient_descent"]
    late, _ = change(settings(v="2", surface="rosenbrock", optimizers="adam"), {"optimizers": "momentum"})
    assert late["momentum.learning_rate"] == rosenbrock["momentum"]


def test_the_button_of_the_defaults_brings_those_of_the_surface():
    found = settings(v="2", surface="rosenbrock", adam__learning_rate="0.3")
    assert defaults(found)["adam.learning_rate"] == SURFACES["rosenbrock"].rates["adam"]


@pytest.mark.parametrize("key", SURFACES)
def test_on_every_surface_the_usual_optimizers_get_lower_and_none_of_them_diverges(key):
    """Where f has no lower bound they may leave: downwards, and after a while."""
    surface = SURFACES[key]
    result = experiment(settings(v="2", surface=key))
    room = surface.value(*surface.start) - (surface.lowest if surface.lowest is not None else 0.0)
    for run_result in result.results.values():
        path = run_result.trajectory
        assert path.diverged_at is None or (surface.unbounded_below and path.diverged_at > 10)
        assert path.values[0] - path.values[-1] > 0.2 * room, (run_result.run.optimizer.title, path.values[[0, -1]])


@pytest.mark.parametrize("key", WITH_RATES)
def test_the_rates_of_a_surface_can_be_set_with_a_slider(key):
    for name, rate in SURFACES[key].rates.items():
        item = next(item for item in OPTIMIZERS[name].hyperparameters if item.name == "learning_rate")
        assert item.low <= rate <= item.high
        assert rate == float(f"{rate:.1e}")
        assert rate != item.default


# Lessons


@pytest.mark.parametrize(
    ("key", "place"), [(key, place) for key, lesson in LESSONS.items() for place in range(len(lesson.scenes))]
)
def test_a_scene_sets_each_rate_where_its_surface_has_its_own(key, place):
    """So a better rate for the surface changes no lesson."""
    scene = LESSONS[key].scenes[place].settings
    found = settings_of(scene)
    for name in found["optimizers"]:
        assert name not in found.surface_record.rates or f"{name}.learning_rate" in scene


# What short links leave out


DEFAULTS = Path(__file__).parents[2] / "reference" / "defaults"


def every_default():
    """Each parameter at its default, as an address writes it: `{surface: {parameter: text}}`."""
    groups = [",".join(group) for group in GROUPS]
    choices = [*({"optimizers": group} for group in groups), *({"schedule": key} for key in SCHEDULES)]

    def of(surface):
        written = [parse_qs(write(settings(v=VERSION.default, surface=surface, **choice))) for choice in choices]
        found = {name: texts[0] for one in written for name, texts in one.items()}
        return {name: text for name, text in found.items() if name not in ("v", "surface", "optimizers", "schedule")}

    return {surface: of(surface) for surface in SURFACES}


def test_a_default_that_changes_brings_a_new_version():
    """Links leave out what is at its default. Has one changed on purpose? Then raise the version and keep the old ones there.

    Records that are new are no change; `python -m tests.components.state.test_versions` writes them down.
    """
    kept = json.loads((DEFAULTS / f"v{VERSION.default}.json").read_text())
    now = every_default()
    changed = {
        (surface, name): (text, now[surface][name])
        for surface, texts in kept.items()
        if surface in now
        for name, text in texts.items()
        if name in now[surface] and now[surface][name] != text
    }
    assert changed == {}
    assert set(kept) & set(now), "nothing was compared"


if __name__ == "__main__":
    (DEFAULTS / f"v{VERSION.default}.json").write_text(json.dumps(every_default(), indent=0) + "\n")
