"""A flat step: what is sometimes mistaken for a monkey saddle."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim

GD, MOMENTUM, ADAGRAD = "gradient_descent", "momentum", "adagrad"
MONKEY = {"surface": "monkey", "x": "4", "y": "4", "noise": "1"}
GRID = np.meshgrid(np.linspace(-5, 5, 101), np.linspace(-5, 5, 101))

LESSON = Lesson(
    chapter="Surfaces",
    order=2.2,
    title="A flat step, not a monkey saddle",
    paragraphs=(
        "x³ + 3xy² is sometimes called a monkey saddle. It is not: the monkey saddle is x³ − 3xy². This f never falls towards "
        "larger x, and its gradient vanishes only at the origin. It is a slope with one flat step, unbounded below.",
        "It is instructive nevertheless. Where the gradient fades, gradient descent stalls; momentum is fast enough to "
        "pass through. AdaGrad, whose steps have shrunk on the steep part, creeps.",
    ),
    scenes=(
        Scene(
            "Gradient descent",
            "Slower and slower, before the flat step.",
            {**MONKEY, "optimizers": GD, f"{GD}.learning_rate": "0.01", "steps": "20"},
        ),
        Scene(
            "Momentum",
            "Through it in five steps.",
            {**MONKEY, "optimizers": MOMENTUM, "momentum.learning_rate": "0.01", "momentum.momentum": "0.99", "steps": "5"},
        ),
        Scene(
            "AdaGrad",
            "After 1,000 steps it has not passed.",
            {**MONKEY, "optimizers": ADAGRAD, "adagrad.learning_rate": "0.3", "steps": "1000"},
        ),
    ),
    question="f is unbounded below here. So what is a good result?",
    answer="There is no minimum to reach. You can compare which runs get past the flat step, and how soon.",
    claims=(
        claim(
            "Gradient descent is at about x = {x} after {set[steps]} steps, in the median of {seeds} seeds.",
            lambda it, x: about(np.median(it.x(GD)[-1]), x),
            x=0.64,
        ),
        claim(
            "Nowhere in the window is ∂f/∂x below {least}.",
            lambda it, least: it.surface.gradient(*GRID)[0].min() == least,
            least=0,
        ),
        claim(
            "Momentum is past x = {x} after {set[steps]} steps, for all {seeds} seeds.",
            lambda it, x: np.all(it.x(MOMENTUM)[-1] < x),
            scene=1,
            x=-3,
        ),
        claim(
            "AdaGrad is at about x = {x} after {set[steps]} steps without noise.",
            lambda it, x: about(it.with_({"noise": "0"}).x(ADAGRAD)[-1, 0], x),
            scene=2,
            x=0.146,
        ),
        claim(
            "With noise it has not passed x = {x} at any step either, for all {seeds} seeds.",
            lambda it, x: np.all(it.x(ADAGRAD) > x),
            scene=2,
            x=0,
        ),
    ),
)
