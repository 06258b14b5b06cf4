"""The learning rate picks which minimum one ends in."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, claim

GD = "gradient_descent"
CAMEL = {"surface": "three_hump_camel", "optimizers": GD, "x": "-2", "y": "2", "steps": "200", "noise": "0"}

LESSON = Lesson(
    chapter="The learning rate",
    order=1.6,
    title="The rate picks the minimum",
    paragraphs=(
        "Three valleys, one start. A small rate follows the slope down into the nearest valley, which is not the deepest. A "
        "larger one steps across the crest and comes to rest in the middle, in the deepest of all.",
        "Still larger rates come to rest nowhere. So a rate decides not only how soon a run converges, but where. "
        "That it was the better place here is luck, which another surface need not bring.",
    ),
    scenes=(
        Scene("α = 0.05", "The nearest valley.", {**CAMEL, f"{GD}.learning_rate": "0.05"}, asks=("where",)),
        Scene("α = 0.3", "Across the crest, to the deepest.", {**CAMEL, f"{GD}.learning_rate": "0.3"}, asks=("where",)),
        Scene("α = 0.5", "No rest at all.", {**CAMEL, f"{GD}.learning_rate": "0.5"}, asks=("where",)),
    ),
    question="A colleague's run ends at a lower loss than yours, with the same code and start. What do you ask first?",
    answer="For the learning rate (and the seed). Both choose the valley.",
    claims=(
        claim(
            "At {set[gradient_descent.learning_rate]} the run stalls in a local minimum where f is above {f}.",
            lambda it, f: it.verdict(GD).kind == "stalled" and "local minimum" in it.verdict(GD).where and it.f(GD)[-1, 0] > f,
            f=0.2,
        ),
        claim(
            "At {set[gradient_descent.learning_rate]} it converges to the global minimum: it stays there from step {step}.",
            lambda it, step: it.verdict(GD).kind == "converged" and it.verdict(GD).step == step,
            scene=1,
            step=11,
        ),
        claim(
            "At {set[gradient_descent.learning_rate]} its last {steps} steps are each longer than {length}.",
            lambda it, steps, length: 0 < steps <= len(it.moves(GD)) and np.all(it.moves(GD)[-steps:] > length),
            scene=2,
            steps=100,
            length=0.3,
        ),
    ),
)
