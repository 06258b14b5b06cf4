"""The edge of stability: the sharpness rises to the stability limit and stays near it (Cohen et al. 2021, arXiv:2103.00065)."""

from typing import Any

import numpy as np

from components.lessons.networks._network_lesson import NetworkLesson, TrainedClaim, TrainedScene

LIMIT = 2.0 / 0.3

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
            {
                "optimizers": "gradient_descent",
                "gradient_descent.learning_rate": "0.3",
                "epochs": "1600",
                "metric": "sharpness",
            },
        ),
    ),
    claims=(
        TrainedClaim("At the start the sharpness is below half the limit.", lambda it: it.sharpness(0)[0] < 0.5 * LIMIT),
        TrainedClaim(
            "In the second half of the run it stays within a quarter of the limit most of the time.",
            lambda it: np.mean(np.abs(second_half(it) / LIMIT - 1.0) < 0.25) > 0.5,
        ),
        TrainedClaim("Meanwhile the loss goes on falling.", lambda it: it.last(0) < it.halfway(0)),
    ),
)


def second_half(it: Any) -> Any:
    found = it.sharpness(0)
    return found[len(found) // 2 :]
