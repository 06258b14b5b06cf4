"""The lessons: every claim holds on the computed paths, and could fail; every experiment of the texts has its lesson."""

import itertools
import re

import numpy as np
import pytest

from components.lessons import LESSONS
from components.lessons._lesson import SEEDS
from components.results.claims import Paths, checked, paths_of, settings_of
from components.state.address import read, write
from components.state.parameter_types import Integer, Number
from components.state.parameters import FORMER_LESSONS

CLAIMS = [(key, number) for key, lesson in LESSONS.items() for number in range(len(lesson.claims))]
SCENES = [(key, number) for key, lesson in LESSONS.items() for number in range(len(lesson.scenes))]
ALWAYS = {"surface", "optimizers", "x", "y", "noise", "steps"}  # what a scene must set, whatever the defaults are
MAX_WORDS = 60
FACTORS = (0.0, 0.1, 0.5, 0.9, 1.1, 2.0, 10.0, -1.0)

# The experiments of the course, and the lessons that teach them: surface, start, optimizer, learning rate.
EXPERIMENTS = [
    ("too_high", "bowl", (6, 6), "gradient_descent", 2),
    ("too_low", "bowl", (6, 6), "gradient_descent", 0.01),
    ("just_right", "bowl", (6, 6), "gradient_descent", 0.1),
    ("adam_even_steps", "bowl", (6, 6), "adam", 0.1),
    ("ravine", "matyas", (4, -4), "gradient_descent", 0.01),
    ("ravine", "matyas", (4, -4), "momentum", 0.01),
    ("ravine", "matyas", (4, 3.5), "momentum", 0.5),
    ("saddle", "monkey", (4, 4), "gradient_descent", 0.01),
    ("saddle", "monkey", (4, 4), "momentum", 0.01),
    ("saddle", "monkey", (4, 4), "adagrad", 0.3),
    ("true_saddle", "monkey_saddle", (4, 4), "gradient_descent", 0.01),
    ("true_saddle", "monkey_saddle", (4, 4), "momentum", 0.01),
    ("true_saddle", "monkey_saddle", (4, 4), "adagrad", 0.3),
    ("local_minimum", "mult", (0.8, 0.8), "adam", 0.7),
    ("local_minimum", "mult", (0.8, 0.8), "adagrad", 0.7),
    ("local_minimum", "mult", (0.8, 0.8), "momentum", 0.7),
    ("local_minimum", "mult", (0.8, 0.8), "gradient_descent", 0.7),
    ("needle", "easom", (2.5, 2.5), "momentum", 0.01),
    ("needle", "easom", (0, 0), "momentum", 0.01),
    ("regression_story", "regression", (0.017640523459676642, 0), "momentum", 0.01),
    ("regression_story", "regression", (0.017640523459676642, 0), "momentum", 0.001),
    ("regression_story", "regression", (0.017640523459676642, 0), "rmsprop", 0.2),
    ("bias_correction", "regression", (0.017640523459676642, 0), "adam", 0.2),
    ("decay_traps", "regression", (0.017640523459676642, 0), "adam", 0.8),
    ("tuning", "regression", (0.017640523459676642, 0), "adam", 0.4),
]
THEMES = {
    *("explosion", "loss_curves", "which_minimum", "decay_traps", "shallow_minima", "regression_story", "bias_correction"),
    *("changing_midway", "tuning", "adagrad_fades", "adadelta_slow_start", "noise_and_decay"),
}


def holds(claim, paths, **numbers):
    """Whether a claim holds on other paths or with other numbers; where it cannot even be asked, it does not."""
    try:
        with np.errstate(all="ignore"):
            return bool(claim.check(paths, **{**claim.numbers, **numbers}))
    except (AssertionError, IndexError, KeyError, ValueError, ZeroDivisionError):
        return False


def others(value):
    """A number changed in every way that a slip of the pen might change it: a count to its neighbors, a size by a tenth."""
    if isinstance(value, int):
        yield from (value + 1, value - 1)
    for factor in FACTORS:
        yield type(value)(value * factor)
    if not value:
        yield from (0.1, -0.1)


def changed_scenes(scene):
    """The scene on another surface, or with one of its numbers changed."""
    settings, table = settings_of(scene), settings_of(scene).table
    common = {name: text for name, text in scene.items() if not name.startswith(("zoom", "camera", "window"))}
    for surface in ("bowl", "monkey_saddle"):
        yield {**common, "surface": surface, "x": "1", "y": "2", "noise": "0.5"}
    for name in scene:
        parameter_type = table[name]
        if isinstance(parameter_type, Number | Integer):
            for factor in (0.1, 0.9, 1.5, 10.0):
                value = min(max(parameter_type.low, settings[name] * factor), parameter_type.high)
                yield {
                    **scene,
                    name: parameter_type.write(min(int(value), 600) if isinstance(parameter_type, Integer) else value),
                }


@pytest.mark.parametrize(("key", "number"), CLAIMS)
def test_every_claim_holds(key, number):
    assert checked(key)[number], LESSONS[key].text(LESSONS[key].claims[number])


@pytest.mark.parametrize(("key", "number"), CLAIMS)
def test_every_number_of_a_claim_matters(key, number):
    """For each number there is a wrong one that the check refuses."""
    claim = LESSONS[key].claims[number]
    for name, value in claim.numbers.items():
        assert not all(holds(claim, paths_of(key, claim.scene), **{name: other}) for other in others(value)), name


@pytest.mark.parametrize(("key", "number"), CLAIMS)
def test_every_claim_is_about_its_scene(key, number):
    """There is another scene, a number away, of which it is not true."""
    claim = LESSONS[key].claims[number]
    scene = LESSONS[key].scenes[claim.scene].settings
    assert any(not holds(claim, Paths(other)) for other in changed_scenes(scene))


@pytest.mark.parametrize("former", FORMER_LESSONS)
def test_an_old_link_opens_a_lesson_that_has_been_renamed(former):
    settings, problems = read({"lesson": [former]})
    assert problems == []
    assert settings["lesson"] == FORMER_LESSONS[former] in LESSONS
    assert former not in {*LESSONS, *write(settings).replace("&", "=").split("=")}


@pytest.mark.parametrize(("key", "number"), SCENES)
def test_every_scene_is_an_address_in_which_nothing_is_wrong(key, number):
    scene = LESSONS[key].scenes[number].settings
    settings = settings_of(scene)
    assert set(scene) >= ALWAYS
    assert {f"{optimizer}.learning_rate" for optimizer in settings["optimizers"]} <= set(scene)


@pytest.mark.parametrize("key", LESSONS)
def test_the_texts_are_short_and_whole(key):
    lesson = LESSONS[key]
    assert 2 <= len(lesson.paragraphs) <= 3
    assert lesson.claims
    assert lesson.question.endswith("?")
    claimed = [lesson.text(claim) for claim in lesson.claims]
    for text in (*lesson.paragraphs, lesson.answer, *claimed, *(scene.text for scene in lesson.scenes)):
        assert text.endswith(".")
        assert len(text.split()) <= MAX_WORDS
        assert "  " not in text
    assert not any(title.endswith(".") for title in (lesson.title, *(scene.title for scene in lesson.scenes)))


@pytest.mark.parametrize(("key", "number"), CLAIMS)
def test_a_sentence_has_no_number_but_those_that_are_checked(key, number):
    claim = LESSONS[key].claims[number]
    assert not re.search(r"[0-9]", re.sub(r"\{[^}]*\}", "", claim.template))
    used = set(re.findall(r"\{(\w+)", claim.template)) - {"set", "seeds"}
    assert used == set(claim.numbers)


@pytest.mark.parametrize(("key", "surface", "start", "optimizer", "rate"), EXPERIMENTS)
def test_every_experiment_of_the_texts_is_a_scene(key, surface, start, optimizer, rate):
    scenes = [settings_of(scene.settings) for scene in LESSONS[key].scenes]
    assert any(
        scene["surface"] == surface
        and (scene["x"], scene["y"]) == start
        and optimizer in scene["optimizers"]
        and scene[f"{optimizer}.learning_rate"] == rate
        for scene in scenes
    )


def test_every_theme_of_the_texts_has_its_lesson():
    assert not THEMES - set(LESSONS)
    assert len(LESSONS) >= 16


def test_the_lessons_are_in_order_and_chapters_in_one_piece():
    orders = [lesson.order for lesson in LESSONS.values()]
    assert orders == sorted(set(orders))
    chapters = [chapter for chapter, _ in itertools.groupby(lesson.chapter for lesson in LESSONS.values())]
    assert len(chapters) == len(set(chapters))
    titles = [lesson.title for lesson in LESSONS.values()]
    assert len(titles) == len(set(titles))


def test_the_first_of_many_seeds_is_the_run_of_the_picture():
    scene = LESSONS["too_low"].scenes[0].settings
    alone = Paths({**scene, "noise": "0"})
    noisy = Paths({**scene, "seed": "7"})
    assert alone.x("gradient_descent").shape == (21, 1)
    assert noisy.x("gradient_descent").shape == (21, SEEDS)
    np.testing.assert_array_equal(noisy.x("gradient_descent")[:, 0], Paths(scene).x("gradient_descent")[:, 7])
