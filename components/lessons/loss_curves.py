"""Loss curves of four learning rates in one picture: too low, good, high, too high."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim

LOW, GOOD, HIGH, TOO_HIGH = "gradient_descent", "momentum", "nesterov", "qhm"

LESSON = Lesson(
    chapter="The learning rate",
    order=1.5,
    title="Loss curves of four rates",
    paragraphs=(
        "Four rates in one race: too low, good, high and too high. All four runs are gradient descent: momentum, Nesterov and "
        "QHM without memory (γ = 0, ν = 0) are the same method, so each can have its own rate.",
        "On a logarithmic scale each curve is a line whose slope depends on the rate. One surprise: 0.1 and 0.9 have the same "
        "curve, although one approaches smoothly and the other jumps across the minimum at each step. A loss curve does not "
        "show the path.",
    ),
    scenes=(
        Scene(
            "Four rates",
            "Look at the curves first, then at the map.",
            {
                "surface": "bowl",
                "optimizers": "gradient_descent,momentum,nesterov,qhm",
                "x": "6",
                "y": "6",
                "window": "4",
                "gradient_descent.learning_rate": "0.01",
                "momentum.learning_rate": "0.1",
                "momentum.momentum": "0",
                "nesterov.learning_rate": "0.9",
                "nesterov.momentum": "0",
                "qhm.learning_rate": "1.05",
                "qhm.nu": "0",
                "steps": "40",
                "noise": "0",
                "scale": "log",
            },
            asks=("first", "diverges"),
        ),
    ),
    question="Two runs have the same loss curve. Do they take the same path?",
    answer="Not necessarily. The loss is one number; the point has two coordinates here, and millions in a network.",
    claims=(
        claim(
            "Too low, {set[gradient_descent.learning_rate]}: after {set[steps]} steps f is still above {f}.",
            lambda it, f: it.f(LOW)[-1, 0] > f,
            f=10,
        ),
        claim(
            "Good, {set[momentum.learning_rate]}: each step leaves about {factor} of f.",
            lambda it, factor: np.all(about(it.f(GOOD)[1:] / it.f(GOOD)[:-1], factor)),
            factor=0.64,
        ),
        claim(
            "High, {set[nesterov.learning_rate]}: each step leaves about {factor} as well, and x changes its sign {times} "
            "times.",
            lambda it, factor, times: (
                np.all(about(it.f(HIGH)[1:] / it.f(HIGH)[:-1], factor))
                and np.sum(it.x(HIGH)[1:] * it.x(HIGH)[:-1] < 0) == times
            ),
            factor=0.64,
            times=40,
        ),
        claim(
            "Too high, {set[qhm.learning_rate]}: each step multiplies f by about {factor}.",
            lambda it, factor: np.all(about(it.f(TOO_HIGH)[1:] / it.f(TOO_HIGH)[:-1], factor)),
            factor=1.21,
        ),
    ),
)
