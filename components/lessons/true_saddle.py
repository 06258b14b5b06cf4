"""The true monkey saddle: three ways down, and a ridge on which a run gets stuck."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, claim

GD, RUNS = "gradient_descent", ("gradient_descent", "momentum", "adagrad")
SADDLE = {"surface": "monkey_saddle", "steps": "20"}
RIDGE = {**SADDLE, "x": "4", "y": "0", "optimizers": GD, f"{GD}.learning_rate": "0.01", "steps": "500"}

LESSON = Lesson(
    chapter="Surfaces",
    order=2.3,
    title="The true saddle",
    paragraphs=(
        "The monkey saddle is x³ − 3xy²: two legs and a tail go down, with three ridges between them. From the start "
        "(4, 4) you do not see the saddle: that point is already on a leg, and every run descends.",
        "Start on a ridge instead, at (4, 0). The gradient leads straight to the saddle and fades there. Only a push to the "
        "side helps, and the slightest noise is enough. Exact gradients can be a disadvantage.",
    ),
    scenes=(
        Scene(
            "On a leg",
            "All runs go down a leg, gradient descent into overflow.",
            {
                **SADDLE,
                "x": "4",
                "y": "4",
                "optimizers": ",".join(RUNS),
                f"{GD}.learning_rate": "0.01",
                "momentum.learning_rate": "0.01",
                "momentum.momentum": "0.99",
                "adagrad.learning_rate": "0.3",
                "noise": "1",
            },
            asks=("diverges",),
        ),
        Scene("On the ridge", "It creeps towards the saddle and stays there.", {**RIDGE, "noise": "0"}),
        Scene("On the ridge, with noise", "A push to the side, and it leaves.", {**RIDGE, "noise": "1"}, asks=("diverges",)),
    ),
    question="Why do saddles matter less in training a network than this picture suggests?",
    answer="Gradients from mini-batches are noisy, and noise pushes a run off the ridge.",
    claims=(
        claim(
            "From the start, at f = {f}, the first step leads down, for all three and for all {seeds} seeds.",
            lambda it, f: all(np.all(it.f(key)[0] == f) and np.all(it.f(key)[1] < f) for key in RUNS),
            f=-128,
        ),
        claim(
            "Gradient descent overflows at step {step}.",
            lambda it, step: it.diverged_at(GD) == step,
            step=16,
        ),
        claim(
            "On the ridge y is {y} at each of the {set[steps]} steps, and x is still above {x} at the end.",
            lambda it, y, x: np.all(it.y(GD) == y) and it.x(GD)[-1, 0] > x,
            scene=1,
            y=0,
            x=0.06,
        ),
        claim(
            "With noise it leaves the ridge, and overflows, for at least {of} of {seeds} seeds.",
            lambda it, of: np.sum(it.run(GD).diverged_at > 0) >= of,
            scene=2,
            of=95,
        ),
    ),
)
