"""The learning rate decides in which minimum a run ends."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, claim

GD = "gradient_descent"
CAMEL = {"surface": "three_hump_camel", "optimizers": GD, "x": "-2", "y": "2", "steps": "200", "noise": "0"}

LESSON = Lesson(
    chapter="The learning rate",
    order=1.6,
    title="The rate picks the minimum",
    paragraphs=(
        "Three valleys, one start. A small rate leads down into the nearest valley, which is not the deepest. A larger one "
        "steps across the pass and settles in the middle valley, the deepest of all.",
        "An even larger rate does not settle at all. So the rate decides not only how fast a run converges, but where. "
        "That the larger rate finds the better minimum here is luck; on another surface it may be the other way round.",
    ),
    scenes=(
        Scene("α = 0.05", "The nearest valley.", {**CAMEL, f"{GD}.learning_rate": "0.05"}, asks=("where",)),
        Scene("α = 0.3", "Across the pass, into the deepest.", {**CAMEL, f"{GD}.learning_rate": "0.3"}, asks=("where",)),
        Scene("α = 0.5", "It does not settle.", {**CAMEL, f"{GD}.learning_rate": "0.5"}, asks=("where",)),
    ),
    question="A colleague's run ends at a lower loss than yours, with the same code and start. What do you ask first?",
    answer="The learning rate, and the seed. Either can decide which valley a run ends in.",
    claims=(
        claim(
            "At {set[gradient_descent.learning_rate]} the run stalls in a local minimum where f is above {f}.",
            lambda it, f: (
                it.verdict(GD).outcome == "stalled" and "local minimum" in it.verdict(GD).where and it.f(GD)[-1, 0] > f
            ),
            f=0.2,
        ),
        claim(
            "At {set[gradient_descent.learning_rate]} it converges to the global minimum: it stays there from step {step}.",
            lambda it, step: it.verdict(GD).outcome == "converged" and it.verdict(GD).step == step,
            scene=1,
            step=11,
        ),
        claim(
            "At {set[gradient_descent.learning_rate]} its last {steps} steps are each longer than {length}.",
            lambda it, steps, length: 0 < steps <= len(it.step_lengths(GD)) and np.all(it.step_lengths(GD)[-steps:] > length),
            scene=2,
            steps=100,
            length=0.3,
        ),
    ),
)
