"""Which activation dies: the same deep network with three activations, at a high rate."""

from components.lessons.networks._network_lesson import NetworkLesson, TrainedClaim, TrainedQuestion, TrainedScene


def of(activation: str) -> dict[str, str]:
    return {
        "layers": ",".join([f"16:{activation}"] * 3),
        "optimizers": "gradient_descent",
        "gradient_descent.learning_rate": "1",
        "start": "he",
        "epochs": "400",
    }


LESSON = NetworkLesson(
    title="Which activation dies",
    order=6,
    paragraphs=(
        "A ReLU unit whose sums are negative for all examples passes on 0, and its gradient is 0: it is dead, and no step "
        "changes its weights again. One step that is too long can do that. Only a change in an earlier layer can revive it.",
        "Leaky ReLU leaves a slope of 0.01 below 0, so a unit can come back. tanh units do not die, but where their sums are "
        "large they saturate, and learn slowly.",
    ),
    scenes=(
        TrainedScene("ReLU", "Count the dead units in the table of the layers, step by step: some come back.", of("relu")),
        TrainedScene("Leaky ReLU", "None of them dies.", of("leaky_relu")),
        TrainedScene("tanh", "None dies; some saturate.", of("tanh")),
    ),
    question=TrainedQuestion(
        "Which of the three networks ends with the lowest loss?",
        ("ReLU", "Leaky ReLU", "tanh"),
        "Leaky ReLU",
        TrainedClaim(
            "Leaky ReLU, with less than a tenth of the loss of either of the others.",
            lambda it: it.last(1) < 0.1 * min(it.last(0), it.last(2)),
        ),
    ),
    claims=(
        TrainedClaim("At least two ReLU units are dead at the end.", lambda it: it.dead(0) >= 2),
        TrainedClaim("From the first dead unit on, at least one unit is dead at every snapshot.", lambda it: it.stays_dead(0)),
        TrainedClaim("Some dead units come back to life.", lambda it: it.revives(0)),
        TrainedClaim(
            "At the end a gradient still reaches every unit of leaky ReLU and of tanh.",
            lambda it: it.without_gradient(1) == it.without_gradient(2) == 0 < it.without_gradient(0),
        ),
        TrainedClaim(
            "More than a tenth of the activations of some tanh layer are saturated.", lambda it: it.saturated(2) > 0.1
        ),
    ),
)
