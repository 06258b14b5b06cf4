"""The same rate for four optimizers: it means something else to each."""

import numpy as np

from components.lessons.networks._network_lesson import NetworkLesson, TrainedClaim, TrainedQuestion, TrainedScene
from optimizers import OPTIMIZERS

KEYS = ("gradient_descent", "momentum", "rmsprop", "adam")

LESSON = NetworkLesson(
    title="One rate, four optimizers",
    order=2,
    paragraphs=(
        "All four start from the same weights and see the same examples, and all have a learning rate of 0.05. For gradient "
        "descent that is a share of the gradient, which is small here. Momentum adds up gradients, and so moves up to ten "
        "times as far.",
        "RMSProp and Adam divide by the size of the gradient: for them 0.05 is about how far each weight moves in a step, "
        "however small the gradient. So “the same learning rate” is not a fair comparison.",
    ),
    scenes=(
        TrainedScene(
            "All at 0.05",
            "Compare the regions, then the step lengths in the table of the layers.",
            {
                "arms": "3",
                "points": "300",
                "layers": "32:relu",
                "start": "he",
                "epochs": "1000",
                "optimizers": ",".join(KEYS),
                **{f"{key}.learning_rate": "0.05" for key in KEYS},
            },
        ),
    ),
    question=TrainedQuestion(
        "Which of the four is the first to classify 90 % of the training examples correctly?",
        tuple(OPTIMIZERS[key].title for key in KEYS),
        OPTIMIZERS["adam"].title,
        TrainedClaim(
            "Adam is first, after less than 300 steps. RMSProp follows; gradient descent and momentum do not get there.",
            lambda it: (
                it.reaches(0, "adam", 0.9) < 300 < it.reaches(0, "rmsprop", 0.9)
                and it.reaches(0, "gradient_descent", 0.9) == it.reaches(0, "momentum", 0.9) == np.inf
            ),
        ),
    ),
    claims=(
        TrainedClaim("Adam reaches a training accuracy of more than 97 %.", lambda it: it.accuracy(0, "adam") > 0.97),
        TrainedClaim("Gradient descent stays below 60 %.", lambda it: it.accuracy(0, "gradient_descent") < 0.6),
        TrainedClaim(
            "Adam's first step is more than five times as long as that of gradient descent.",
            lambda it: it.first_step(0, "adam") > 5.0 * it.first_step(0, "gradient_descent"),
        ),
    ),
)
