"""Adam is momentum and RMSProp at once, and its bias correction keeps the first steps in bounds."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim

ADAM = "adam"
FIT = {
    "surface": "regression",
    "optimizers": ADAM,
    "x": "0.017640523459676642",
    "y": "0",
    "adam.beta1": "0.9",
    "adam.beta2": "0.999",
    "noise": "0",
    "steps": "400",
}


def _uncorrected(it):
    """The length of the first step in learning rates, if m and v were used without correction."""
    return abs(it.state(ADAM, "m")[1] / np.sqrt(it.state(ADAM, "v")[1]))[:, 0]


LESSON = Lesson(
    chapter="A regression",
    order=4.2,
    title="Adam and its bias correction",
    paragraphs=(
        "Adam keeps two running means: of the gradients, like momentum, and of their squares, like RMSProp. Both begin at "
        "zero, so at first both are too small, the second far more than the first.",
        "Their quotient would be too large: without correction the first step would be about three times the learning rate. "
        "Dividing by 1 − βᵗ removes the effect of the zeros.",
        "When you compare implementations, check such constants first: code that doubles the step and reports α = 0.1 runs "
        "Adam at α = 0.2.",
    ),
    scenes=(
        Scene("α = 0.2", "A smooth arc that has not reached the minimum yet.", {**FIT, "adam.learning_rate": "0.2"}),
        Scene("α = 0.8", "Four times the rate: it converges.", {**FIT, "adam.learning_rate": "0.8"}),
    ),
    question="For which betas would no correction be needed at the first step?",
    answer="Those with 1 − β₁ = √(1 − β₂): then numerator and denominator are too small by the same factor.",
    claims=(
        claim(
            "The first step changes w and b by about {length} each, which is α.",
            lambda it, length: (
                np.all(about(np.diff(it.points(ADAM)[:2, :, 0], axis=0), length))
                and about(it.settings["adam.learning_rate"], length)
            ),
            length=0.2,
        ),
        claim(
            "Without the correction it would be about {times} times as long.",
            lambda it, times: np.all(about(_uncorrected(it), times)),
            times=3.16,
        ),
        claim(
            "At α = {set[adam.learning_rate]} it ends at w = {w} and b = {b}, to eight decimals, and at a cost of about "
            "{cost}.",
            lambda it, w, b, cost: np.all(np.round(it.points(ADAM)[-1, :, 0], 8) == (w, b)) and about(it.f(ADAM)[-1, 0], cost),
            w=10.59794441,
            b=16.79866031,
            cost=3.04,
        ),
        claim(
            "At α = {set[adam.learning_rate]} the cost is below {cost} after {set[steps]} steps.",
            lambda it, cost: it.f(ADAM)[-1, 0] < cost,
            scene=1,
            cost=1e-8,
        ),
    ),
)
