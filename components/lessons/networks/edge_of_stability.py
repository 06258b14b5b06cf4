"""The edge of stability: the sharpness rises to the stability limit and stays near it (Cohen et al. 2021, arXiv:2103.00065)."""

from typing import Any

import numpy as np

from components.lessons.networks._network_lesson import NetworkLesson, TrainedClaim, TrainedQuestion, TrainedScene

LIMIT = 2.0 / 0.3


def at(rate: str, epochs: str) -> dict[str, str]:
    return {
        "optimizers": "gradient_descent",
        "gradient_descent.learning_rate": rate,
        "epochs": epochs,
        "metric": "sharpness",
        "seed": "0",
    }


def mostly_at(sharpness: Any, limit: float) -> bool:
    """Whether it is within a quarter of the limit for most of the second half of a run."""
    return bool(np.mean(np.abs(sharpness[len(sharpness) // 2 :] / limit - 1.0) < 0.25) > 0.5)


LESSON = NetworkLesson(
    title="The edge of stability",
    order=5,
    paragraphs=(
        "On a quadratic, gradient descent is stable as long as the sharpness λmax, the largest curvature, stays below 2/α. "
        "At a rate of 0.3 that is 6.67. A network's loss is not quadratic: its sharpness changes during training.",
        "It climbs while the network learns. When it reaches the limit, the run begins to oscillate across the valley, and "
        "that drives it to where the valley is wider: the sharpness hovers around the limit, and the loss keeps falling, "
        "though not at every step.",
    ),
    scenes=(
        TrainedScene(
            "Gradient descent at 0.3",
            "The curve shows the sharpness; the dotted line is the limit 2/α.",
            at("0.3", "1600"),
        ),
        TrainedScene("Gradient descent at 0.15", "The limit is twice as high, and the climb takes longer.", at("0.15", "3000")),
    ),
    question=TrainedQuestion(
        "At half the rate, 0.15: near which sharpness does the run end?",
        ("3.33", "6.67", "13.3"),
        "13.3",
        TrainedClaim(
            "13.3: the limit 2/α is twice as high, and the sharpness climbs on until it gets there.",
            lambda it: mostly_at(it.sharpness(1), 2.0 / 0.15),
        ),
    ),
    claims=(
        TrainedClaim("At the start the sharpness is below half the limit.", lambda it: it.sharpness(0)[0] < 0.5 * LIMIT),
        TrainedClaim(
            "In the second half of the run, with seed 0, it stays within a quarter of the limit most of the time.",
            lambda it: mostly_at(it.sharpness(0), LIMIT),
        ),
        TrainedClaim("Meanwhile the loss keeps falling.", lambda it: it.last(0) < it.halfway(0)),
    ),
)
