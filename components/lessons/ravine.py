"""A ravine: steep across, flat along; where plain descent crawls, momentum gathers speed."""

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
    chapter="The ground",
    order=2.1,
    title="The ravine, and momentum",
    paragraphs=(
        "Matyas' function is 25 times as steep across its valley as along it. Momentum keeps a share of its last step: along "
        "the valley the steps add up, across it they cancel, in part.",
        "The course starts at (4, −4). That lies exactly on the steep axis, so its picture shows momentum overshooting, but no "
        "valley: without noise the run never learns that there is one. Start at (4, 3.5) to see it.",
    ),
    scenes=(
        Scene(
            "The course's start",
            "Plain descent crawls; momentum gets there and runs past.",
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
            "Down to the bottom of the valley at once, then the long way along it.",
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
    question="Why not simply raise the learning rate of plain descent until it is quick along the valley?",
    answer="Because the steep side sets the limit: above 2 divided by the steepest curvature it bounces out of the valley.",
    claims=(
        claim(
            "Gradient descent is still farther than {far} from the minimum after {set[steps]} steps, for all {seeds} seeds.",
            lambda it, far: np.all(it.away(GD)[-1] > far),
            far=4.5,
        ),
        claim(
            "Momentum comes within {near} of it on its way, for at least {of} of {seeds} seeds.",
            lambda it, near, of: np.sum(it.away(MOMENTUM).min(axis=0) < near) >= of,
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
                [int(np.argmax(it.away(key)[:, 0] < near)) for key in (MOMENTUM, GD)] == [quick, slow]
            ),
            scene=1,
            near=0.1,
            quick=23,
            slow=197,
        ),
        claim(
            "After {steps} steps gradient descent is on the bottom of the valley (x and y are about equal), "
            "and farther than {far} from the minimum.",
            lambda it, steps, far: about(it.x(GD)[steps, 0], it.y(GD)[steps, 0]) and it.away(GD)[steps, 0] > far,
            scene=1,
            steps=10,
            far=4,
        ),
    ),
)
