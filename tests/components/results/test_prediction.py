"""The questions before a scene is shown: every scene has one, and the answers follow from the paths."""

import re

import numpy as np
import pytest

from components.lessons import LESSONS
from components.results.claims import paths_of
from components.results.claims import settings_of as settings_of_scene
from components.results.experiment import experiment
from components.results.prediction import COUNTS, NONE, QUESTIONS, diverges, questions, usual
from optimizers import OPTIMIZERS, sweep, tolerance
from tests.components.tools import settings_of

SCENES = [(key, number) for key, lesson in LESSONS.items() for number in range(len(lesson.scenes))]


def asked_in(key, number):
    """(experiment, questions by name) of a scene."""
    scene = LESSONS[key].scenes[number]
    result = experiment(settings_of_scene(scene.settings))
    return result, by_name(questions(result, scene.asks))


def by_name(asked):
    return {question.name.partition(":")[0]: question for question in asked}


def asked_of(asks=(), **texts):
    """(experiment, questions by name) of settings."""
    result = experiment(settings_of(**texts))
    return result, by_name(questions(result, asks))


def inside(result, points):
    """Which points lie in the window, worked out anew."""
    (x_low, x_high), (y_low, y_high) = result.settings.plane_window
    x, y = points.T
    return (x_low <= x) & (x <= x_high) & (y_low <= y) & (y <= y_high)


def reached(result):
    """The first step within the tolerance, by optimizer, from the path itself; of those that have one."""
    near = {}
    for key, run_result in result.results.items():
        steps = np.flatnonzero(result.surface.distance(*run_result.trajectory.points.T) <= tolerance(result.surface))
        near |= {key: steps[0]} if steps.size else {}
    return near


# Every scene of every lesson


@pytest.mark.parametrize(("key", "number"), SCENES)
def test_every_scene_asks_something_that_can_be_answered(key, number):
    scene = LESSONS[key].scenes[number]
    result, asked = asked_in(key, number)
    assert asked
    assert len(asked) == len(questions(result, scene.asks))  # no question twice: there is only one guess on the map
    for question in asked.values():
        assert len(question.options) >= 2
        assert question.truth
        assert set(question.truth) <= set(question.options)
        assert set(question.truth) != set(question.options)  # at least one answer is wrong
        assert question.text.endswith("?")
        assert question.explanation.endswith(".")
        assert not re.search(r"nan|inf\b|None|e-0|−0[,)]", question.explanation)


@pytest.mark.parametrize(("key", "number"), SCENES)
def test_what_a_scene_asks_for_is_asked(key, number):
    scene = LESSONS[key].scenes[number]
    _, asked = asked_in(key, number)
    assert all(ask.partition(":")[0] in QUESTIONS for ask in scene.asks)
    if scene.asks:
        assert [ask.partition(":")[0] for ask in scene.asks] == list(asked)
        named = [ask for ask in scene.asks if ":" in ask]
        assert named == [question.name for question in asked.values() if question.name in named]


@pytest.mark.parametrize(("key", "number"), SCENES)
def test_one_run_is_not_asked_twice_for_its_divergence(key, number):
    """`where` may be answered with outside, so `diverges` beside it would be the same question again."""
    result, asked = asked_in(key, number)
    assert len(result.results) > 1 or not {"where", "diverges"} <= set(asked)


@pytest.mark.parametrize(("key", "number"), SCENES)
def test_the_truth_is_that_of_the_path(key, number):
    result, _ = asked_in(key, number)
    runs = result.results
    asked = by_name(questions(result, ("first", "diverges")))
    settings, surface = result.settings, result.surface
    options = {"noise": settings["noise"], "seed": settings["seed"], "schedule": settings.bound_schedule}
    start = settings["x"], settings["y"]
    for run, run_result in runs.items():
        if not run_result.run.changes:
            outcome = sweep(surface, OPTIMIZERS[run], start, settings.hyperparameters(run), settings["steps"], **options)
            assert diverges(run_result) == (outcome.diverged_at[0] >= 0)
    assert asked["diverges"].truth == (("yes",) if any(map(diverges, runs.values())) else ("no",))
    lost = {
        run
        for run, run_result in runs.items()
        if run_result.trajectory.diverged_at is not None or not inside(result, run_result.trajectory.points)[-1]
    }
    if "first" in asked:
        near = reached(result)
        first = {run for run, step in near.items() if step == min(near.values())}
        if len(runs) == 1:
            assert asked["first"].truth == (("yes",) if near else ("no",))
        else:
            assert set(asked["first"].truth) == (first or {NONE})
        assert not near or f"at step {min(near.values())}." in asked["first"].explanation
        for stated in re.findall(r"It stays from step (\d+)", asked["first"].explanation):
            (run_result,) = runs.values()
            assert (run_result.verdict.outcome, run_result.verdict.step) == ("converged", int(stated))
    else:
        assert result.surface.lowest is None
    for run, run_result in runs.items():
        (where,) = questions(result, (f"where:{run}",))
        assert where.truth == (("outside",) if run in lost else ("inside",))
        assert where.end == (None if run in lost else tuple(run_result.trajectory.points[-1]))


@pytest.mark.parametrize(("key", "number"), SCENES)
def test_explanations_agree_with_the_verdict_that_claims_are_checked_on(key, number):
    result, asked = asked_in(key, number)
    for run, run_result in result.results.items():
        verdict = paths_of(key, number).verdict(run)
        assert verdict.outcome == run_result.verdict.outcome
        assert verdict.step == run_result.verdict.step
        if "where" in asked and asked["where"].run == run:
            assert verdict.text in asked["where"].explanation
        if "diverges" in asked and diverges(run_result):
            assert f"{run_result.title} {verdict.text}." in asked["diverges"].explanation


@pytest.mark.parametrize(
    ("key", "number", "question", "claim", "name"),
    [
        ("explosion", 0, "diverges", 1, "step"),
        ("explosion", 1, "diverges", 2, "step"),
        ("true_saddle", 0, "diverges", 1, "step"),
    ],
)
def test_a_claim_and_the_truth_name_the_same_step(key, number, question, claim, name):
    _, asked = asked_in(key, number)
    step = LESSONS[key].claims[claim].numbers[name]
    assert LESSONS[key].claims[claim].scene == number
    assert re.search(rf"step {step}\b", asked[question].explanation)


@pytest.mark.parametrize(("key", "number"), SCENES)
def test_how_near_a_run_never_gets_is_true_and_nearly_exact(key, number):
    result, _ = asked_in(key, number)
    for run, run_result in result.results.items():
        explanations = " ".join(question.explanation for question in questions(result, ("first",)) if question.name == "first")
        stated = re.findall(rf"{re.escape(run_result.title)} never gets within ([\d.]+)\.(?= |$)", explanations)
        assert len(stated) == (result.surface.lowest is not None and run not in reached(result))
        for never in stated:
            nearest = result.surface.distance(*run_result.trajectory.points.T).min()
            assert float(never) <= nearest < 1.1 * float(never)


# What is asked of any settings


def test_the_usual_questions():
    assert list(asked_of(surface="bowl", optimizers="adam")[1]) == ["first", "where"]
    assert list(asked_of(surface="bowl", optimizers="adam,momentum")[1]) == ["first", "where"]
    assert list(asked_of(surface="monkey_saddle", optimizers="adam")[1]) == ["where"]
    assert list(asked_of(surface="monkey_saddle", optimizers="adam,momentum")[1]) == ["diverges", "where"]
    assert all(set(usual(asked_of(surface=surface)[0])) <= set(QUESTIONS) for surface in ("bowl", "monkey_saddle"))


def test_without_optimizers_there_are_no_questions():
    assert questions(experiment(settings_of(optimizers="none")), ("diverges",)) == []


def test_what_the_settings_do_not_allow_is_not_asked():
    _, asked = asked_of(("where:adam", "diverges"), surface="bowl", optimizers="momentum")
    assert list(asked) == ["diverges"]
    _, asked = asked_of(("where:adam",), surface="bowl", optimizers="momentum")
    assert asked["where"].run == "momentum"  # none of the requested questions applies: the defaults
    _, asked = asked_of(("first",), surface="monkey_saddle", optimizers="momentum")
    assert list(asked) == ["where"]


def test_an_unknown_question_is_an_error():
    with pytest.raises(KeyError, match="whither"):
        asked_of(("whither",), surface="bowl", optimizers="adam")


def test_all_runs_that_reach_it_together_count_as_right():
    _, asked = asked_in("loss_curves", 0)
    assert asked["first"].truth == ("momentum", "nesterov")
    assert asked["first"].explanation.startswith("Momentum and Nesterov together, at step ")


def test_reaching_the_minimum_and_leaving_it_is_reported():
    result, asked = asked_of(surface="bowl", optimizers="gradient_descent", noise="1", seed="3", steps="300")
    assert result.results["gradient_descent"].verdict.outcome != "converged"
    assert asked["first"].truth == ("yes",)
    assert asked["first"].explanation.endswith("It does not stay.")
    _, asked = asked_of(surface="bowl", optimizers="momentum")
    assert asked["first"].explanation == "Yes, at step 37. It stays from step 103."


def test_the_question_defines_diverging():
    _, asked = asked_of(("diverges",), surface="bowl", optimizers="gradient_descent", gradient_descent__learning_rate="2")
    assert asked["diverges"].about == COUNTS
    assert "still rising" in COUNTS
    assert "no longer finite" in COUNTS


def test_a_run_that_leaves_is_outside_wherever_it_was_before():
    texts = {"surface": "bowl", "optimizers": "gradient_descent", "gradient_descent__learning_rate": "1.02"}
    result, asked = asked_of(**texts, steps="50")
    step = result.results["gradient_descent"].verdict.step
    assert asked["where"].truth == ("outside",)
    assert asked["where"].explanation == f"Gradient descent diverged from step {step}."
    step = next(t for t in range(50) if 6.0 * 1.04**t > 7.0)
    result, asked = asked_of(**texts, steps=str(step))
    assert asked["where"].truth == ("outside",)
    assert f"left the window at step {step}, near (" in asked["where"].explanation
    _, asked = asked_of(**texts, steps=str(step - 1))
    assert asked["where"].truth == ("inside",)
    _, asked = asked_of(**texts, steps=str(step), window="8")  # the prediction is about what is shown
    assert asked["where"].truth == ("inside",)


def test_a_run_that_cannot_start_is_reported():
    texts = {"surface": "own", "formula": "log(x)+y**2", "domain": "-1,1,-1,1", "x": "-0.5", "y": "0"}
    for optimizers in ("adam", "adam,momentum"):
        result, asked = asked_of(("first", "where", "diverges"), **texts, optimizers=optimizers)
        assert all(not len(run_result.trajectory.points) for run_result in result.results.values())
        assert asked["where"].truth == ("outside",)
        assert asked["diverges"].truth == ("yes",)
        if "first" in asked:
            assert "Adam cannot start." in asked["first"].explanation


def test_places_are_given_to_visible_precision():
    _, asked = asked_of(surface="bowl", optimizers="adam", steps="2000")
    assert asked["where"].explanation.startswith("Adam ends at (0, 0), converged from step ")
    _, asked = asked_of(surface="easom", optimizers="adam", x="2.5", y="2.5", steps="500")
    assert asked["where"].explanation.startswith("Adam ends at (3.142, 3.142), ")
