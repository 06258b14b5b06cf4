"""A ravine: steep across, flat along; gradient descent crawls where momentum gathers speed."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim

GD, MOMENTUM = "gradient_descent", "momentum"
RAVINE = {"surface": "matyas", "optimizers": f"{GD},{MOMENTUM}"}
ROUND_OFF = 1e-9


def _across(it):
    return it.x(MOMENTUM) - it.y(MOMENTUM)


def _along(it):
    return it.x(MOMENTUM) + it.y(MOMENTUM)


LESSON = Lesson(
    chapter="Surfaces",
    order=2.1,
    title="The ravine, and momentum",
    paragraphs=(
        "Matyas' function is 25 times as steep across its valley as along it. Momentum keeps a fraction of its last step: "
        "along the valley the steps add up, across it they partly cancel.",
        "The start (4, −4) lies exactly on the steep axis. From there momentum overshoots, but the picture shows no valley: "
        "without noise the run never leaves the axis. Start at (4, 3.5) to see the valley.",
    ),
    scenes=(
        Scene(
            "On the steep axis",
            "Gradient descent crawls; momentum gets there and overshoots.",
            {
                **RAVINE,
                "x": "4",
                "y": "-4",
                f"{GD}.learning_rate": "0.01",
                f"{MOMENTUM}.learning_rate": "0.01",
                f"{MOMENTUM}.momentum": "0.99",
                "noise": "1",
                "steps": "20",
            },
            asks=("where:momentum",),
        ),
        Scene(
            "Along the valley",
            "Down to the valley floor at once, then slowly along it.",
            {
                **RAVINE,
                "x": "4",
                "y": "3.5",
                f"{GD}.learning_rate": "0.5",
                f"{MOMENTUM}.learning_rate": "0.5",
                f"{MOMENTUM}.momentum": "0.8",
                "noise": "0",
                "steps": "200",
            },
        ),
    ),
    question="Why not simply raise the rate of gradient descent until it is fast along the valley?",
    answer="The steep direction sets the limit: above 2 divided by the largest curvature the run leaves the valley.",
    claims=(
        claim(
            "Gradient descent is still more than {far} from the minimum after {set[steps]} steps, for all {seeds} seeds.",
            lambda it, far: np.all(it.distance(GD)[-1] > far),
            far=4.5,
        ),
        claim(
            "Momentum comes within {near} of it on its way, for at least {of} of {seeds} seeds.",
            lambda it, near, of: np.sum(it.distance(MOMENTUM).min(axis=0) < near) >= of,
            near=1,
            of=95,
        ),
        claim(
            "And it overshoots: x − y, {first} at the start, is below {last} at the end, for all {seeds} seeds.",
            lambda it, first, last: np.all(_across(it)[0] == first) and np.all(_across(it)[-1] < last),
            first=8,
            last=-1,
        ),
        claim(
            "Without noise momentum keeps to the steep axis: x + y stays {sum}.",
            lambda it, sum: np.all(abs(_along(it.with_({"noise": "0"})) - sum) < ROUND_OFF),
            sum=0,
        ),
        claim(
            "In the valley, momentum is within {near} of the minimum at step {quick}, gradient descent at step {slow}.",
            lambda it, near, quick, slow: (
                [int(np.argmax(it.distance(key)[:, 0] < near)) for key in (MOMENTUM, GD)] == [quick, slow]
            ),
            scene=1,
            near=0.1,
            quick=23,
            slow=197,
        ),
        claim(
            "After {steps} steps gradient descent is on the floor of the valley (x and y are about equal), "
            "and more than {far} from the minimum.",
            lambda it, steps, far: about(it.x(GD)[steps, 0], it.y(GD)[steps, 0]) and it.distance(GD)[steps, 0] > far,
            scene=1,
            steps=10,
            far=4,
        ),
    ),
)
