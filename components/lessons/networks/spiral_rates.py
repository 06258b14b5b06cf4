"""A spiral: the same network at four learning rates."""

from components.lessons.networks._network_lesson import NetworkLesson, TrainedClaim, TrainedQuestion, TrainedScene

NETWORK = {"arms": "3", "points": "300", "layers": "32:relu", "start": "he", "optimizers": "gradient_descent", "epochs": "2000"}


def at(rate: str) -> dict[str, str]:
    return {**NETWORK, "gradient_descent.learning_rate": rate}


LESSON = NetworkLesson(
    title="A spiral at four learning rates",
    order=1,
    paragraphs=(
        "Three arms of a hundred points wind around each other. A network with one hidden layer has to bend the plane so that "
        "the arms are separated. Whether it succeeds depends mostly on the learning rate.",
        "Watch the regions while the clock runs: they are wedges at first and wind only later.",
    ),
    scenes=(
        TrainedScene("Too low: 0.01", "The regions have hardly begun to bend after 2,000 steps.", at("0.01")),
        TrainedScene("High: 1", "It learns, but the loss oscillates: each step is longer than the valley is wide.", at("1")),
        TrainedScene("Too high: 10", "The loss jumps about and the network learns nothing.", at("10")),
        TrainedScene("Diverging: 100", "After the first steps the loss is more than 10²⁰ times as high.", at("100")),
    ),
    question=TrainedQuestion(
        "At the lowest rate, 0.01: how many of the training examples are classified correctly after 2,000 steps?",
        ("Less than half", "About two thirds", "More than 90 %"),
        "Less than half",
        TrainedClaim(
            "Less than half: hardly more than by chance, which is a third of the examples of three arms.",
            lambda it: 1 / 3 < it.accuracy(0) < 0.5,
        ),
    ),
    claims=(
        TrainedClaim("At 0.01 the training accuracy is below 60 % after 2,000 steps.", lambda it: it.accuracy(0) < 0.6),
        TrainedClaim("At 1 the loss falls below half of what it was at the start.", lambda it: it.least(1) < 0.5 * it.first(1)),
        TrainedClaim(
            "At 1 the loss rises again and again: in more than a tenth of the sampled steps.",
            lambda it: it.rises(1) > 0.1,
        ),
        TrainedClaim("At 10 the loss never falls below 1.", lambda it: it.least(2) > 1.0),
        TrainedClaim(
            "At 100 it diverges: its loss rises to more than 10²⁰ times that of the start.",
            lambda it: it.diverges(3) and it.highest(3) > 1e20 * it.first(3),
        ),
    ),
)
