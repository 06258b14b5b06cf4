"""A needle in a plain: without a gradient to follow, the minimum is not found."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, claim

MOMENTUM = "momentum"
EASOM = {
    "surface": "easom",
    "optimizers": MOMENTUM,
    "momentum.learning_rate": "0.01",
    "momentum.momentum": "0.9",
    "noise": "0",
}


def _gradient_norm(it):
    """At the start."""
    return np.hypot(*it.surface.gradient(*it.settings.start))


LESSON = Lesson(
    chapter="Surfaces",
    order=2.6,
    title="A needle in a plain",
    paragraphs=(
        "Easom's function is flat almost everywhere, with one narrow hole in it. From near the hole momentum falls in. From "
        "the origin it does not: there is almost no gradient, and nothing else shows the way.",
        "The run stops, the gradient is nearly zero, the loss no longer falls. It looks as if it had converged, "
        "but it has not.",
    ),
    scenes=(
        Scene("From near", "It falls in.", {**EASOM, "x": "2.5", "y": "2.5", "steps": "400"}),
        Scene("From far", "2,000 steps without moving.", {**EASOM, "x": "0", "y": "0", "steps": "2000"}),
    ),
    question="The gradient is zero. Is this a minimum?",
    answer="It may be one, or a saddle, or a plain. A vanishing gradient shows that descent has ended, not that it succeeded.",
    claims=(
        claim(
            "From near, the run first reaches the minimum at step {first}, and stays there from step {step}.",
            lambda it, first, step: (
                it.verdict(MOMENTUM).outcome == "converged"
                and (it.verdict(MOMENTUM).reached_at, it.verdict(MOMENTUM).step) == (first, step)
            ),
            first=37,
            step=85,
        ),
        claim(
            "At the origin the gradient norm is below {norm}.",
            lambda it, norm: _gradient_norm(it) < norm,
            scene=1,
            norm=1e-7,
        ),
        claim(
            "In {set[steps]} steps the run gets no farther than {far} from where it starts.",
            lambda it, far: np.all(it.radius(MOMENTUM) < far),
            scene=1,
            far=0.01,
        ),
    ),
)
