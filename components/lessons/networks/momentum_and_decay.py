"""Momentum and decay on the spiral: both damp the oscillation, and decay can stop the run too early."""

from components.lessons.networks._network_lesson import NetworkLesson, TrainedClaim, TrainedQuestion, TrainedScene


def with_(momentum: str, decay: str) -> dict[str, str]:
    return {
        "arms": "3",
        "points": "300",
        "layers": "32:relu",
        "start": "he",
        "epochs": "2000",
        "optimizers": "momentum",
        "momentum.learning_rate": "1",
        "momentum.momentum": momentum,
        "schedule": "inverse_time",
        "inverse_time.decay": decay,
    }


LESSON = NetworkLesson(
    title="Momentum and decay",
    order=3,
    paragraphs=(
        "At a rate of 1 plain gradient descent oscillates. A falling rate damps it: the rate at step t is 1/(1 + k (t − 1)). "
        "With k = 0.01 it has halved after 100 steps, and after 2,000 it is a twentieth: the run is trapped where it happens "
        "to be.",
        "A little momentum does more: gradients that alternate cancel, and those that agree add up.",
    ),
    scenes=(
        TrainedScene("Neither", "It learns, but the loss oscillates.", with_("0", "0")),
        TrainedScene("Decay alone", "Smooth, but slow at the end.", with_("0", "0.01")),
        TrainedScene("Momentum 0.5", "The lowest loss of the three.", with_("0.5", "0")),
    ),
    question=TrainedQuestion(
        "In which of the three runs does the loss rise least often?",
        ("Neither", "Decay alone", "Momentum 0.5"),
        "Decay alone",
        TrainedClaim(
            "With decay alone: its rate falls, and with it the oscillation. With momentum 0.5 the loss rises more often, and "
            "yet it ends at less than half.",
            lambda it: it.rises(1) < it.rises(2) < it.rises(0) and it.last(2) < 0.5 * it.last(1),
        ),
    ),
    claims=(
        TrainedClaim(
            "With decay the loss rises less often than without.",
            lambda it: it.rises(1) < it.rises(0),
        ),
        TrainedClaim(
            "With decay the steps at the end are less than a tenth of those at the beginning.",
            lambda it: it.last_step(1) < 0.1 * it.first_step(1),
        ),
        TrainedClaim(
            "With momentum 0.5 the lowest loss is lower than with decay alone, and than with neither.",
            lambda it: it.least(2) < min(it.least(0), it.least(1)),
        ),
    ),
)
