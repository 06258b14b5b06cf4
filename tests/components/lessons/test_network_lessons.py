"""Every lesson on a network is true: each claim is checked on the trainings of its scenes."""

import pytest

from components.lessons.networks import NETWORK_LESSONS
from components.results.network_claims import Trainings, settings_of

CLAIMS = [(key, place) for key, lesson in NETWORK_LESSONS.items() for place in range(len(lesson.claims))]


@pytest.fixture(scope="module")
def trainings():
    return {key: Trainings(lesson) for key, lesson in NETWORK_LESSONS.items()}


@pytest.mark.slow
@pytest.mark.parametrize(("key", "place"), CLAIMS)
def test_a_claim_holds(key, place, trainings):
    claim = NETWORK_LESSONS[key].claims[place]
    assert claim.holds(trainings[key]), claim.text


@pytest.mark.slow
@pytest.mark.parametrize("key", NETWORK_LESSONS)
def test_the_right_answer_of_a_question_is_one_of_its_answers_and_right(key, trainings):
    question = NETWORK_LESSONS[key].question
    assert question.options.count(question.right) == 1
    assert question.text.endswith("?")
    assert question.because.text.startswith((question.right, f"With {question.right.lower()}", f"{question.right} is"))
    assert question.because.holds(trainings[key]), question.because.text


def test_lessons_are_in_order_and_have_text():
    assert len(NETWORK_LESSONS) >= 6
    orders = [lesson.order for lesson in NETWORK_LESSONS.values()]
    assert orders == sorted(set(orders))
    for lesson in NETWORK_LESSONS.values():
        assert lesson.paragraphs
        assert lesson.claims
        for text in (*lesson.paragraphs, *(claim.text for claim in lesson.claims), *(scene.note for scene in lesson.scenes)):
            assert text.endswith((".", "…"))


@pytest.mark.parametrize("key", NETWORK_LESSONS)
def test_the_settings_of_every_scene_can_be_read(key):
    lesson = NETWORK_LESSONS[key]
    for scene in range(len(lesson.scenes)):
        assert settings_of(scene, lesson).choices.optimizers


@pytest.mark.slow
def test_a_false_claim_would_be_noticed(trainings):
    it = trainings["dying_units"]
    assert it.without_gradient(0) >= it.dead(0) > 0
    assert not it.diverges(0)
