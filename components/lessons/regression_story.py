"""One neuron learns a line: five scenes, from gradient descent to a run that settles."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim

GD, MOMENTUM, RMSPROP = "gradient_descent", "momentum", "rmsprop"
FIT = {"surface": "regression", "x": "0.017640523459676642", "y": "0", "noise": "0"}
SMOOTH = {**FIT, "optimizers": RMSPROP, "rmsprop.learning_rate": "0.2", "rmsprop.rho": "0.9", "rmsprop.epsilon": "1e-7"}


def _turns(w):
    """How often a coordinate reverses."""
    return int(np.sum(np.diff(np.sign(np.diff(w))) != 0))


LESSON = Lesson(
    chapter="A regression",
    order=4.1,
    title="One neuron, five scenes",
    paragraphs=(
        "Nine points on the line 10x + 20, one neuron w·x + b, the mean squared error as the cost. It is a ravine: the "
        "curvature along w is over twenty times that along b. Gradient descent finds w at once and b slowly.",
        "Momentum helps b and makes w oscillate. RMSProp scales each coordinate: its path is smooth, but at the end it jumps "
        "back and forth, because its steps never shrink. Decay lets it settle.",
    ),
    scenes=(
        Scene(
            "Descent",
            "w overshoots in a few steps; b creeps.",
            {**FIT, "optimizers": GD, f"{GD}.learning_rate": "0.01", "steps": "600"},
        ),
        Scene(
            "Momentum",
            "The same rate, with half of the last step kept.",
            {**FIT, "optimizers": MOMENTUM, "momentum.learning_rate": "0.01", "momentum.momentum": "0.5", "steps": "600"},
        ),
        Scene(
            "Oscillation",
            "At γ = 0.95 the oscillation dominates.",
            {**FIT, "optimizers": MOMENTUM, "momentum.learning_rate": "0.001", "momentum.momentum": "0.95", "steps": "200"},
        ),
        Scene("RMSProp", "A smooth path that ends in a cycle of two points.", {**SMOOTH, "steps": "400"}),
        Scene(
            "RMSProp with decay",
            "It settles.",
            {**SMOOTH, "schedule": "inverse_time", "inverse_time.decay": "0.01", "steps": "400"},
        ),
    ),
    question="At the end of the fourth scene, is the run at the upper or the lower of the two points?",
    answer="Rounding decides: a change of the start in the twelfth digit can flip it. Only the cycle is reproducible.",
    claims=(
        claim(
            "Gradient descent is stable at a rate of {stable} (f falls in {set[steps]} steps) and unstable at {unstable} (it "
            "rises).",
            lambda it, stable, unstable: (
                [it.with_({f"{GD}.learning_rate": str(rate)}).f(GD)[-1, 0] < it.f(GD)[0, 0] for rate in (stable, unstable)]
                == [True, False]
            ),
            stable=0.0427,
            unstable=0.0428,
        ),
        claim(
            "At {set[gradient_descent.learning_rate]} it ends at a cost of about {cost}, after {set[steps]} steps.",
            lambda it, cost: about(it.f(GD)[-1, 0], cost),
            cost=0.0959,
        ),
        claim(
            "Momentum ends at w = {w} and b = {b}, to eight decimals, and at a cost of about {cost}.",
            lambda it, w, b, cost: (
                np.all(np.round(it.points(MOMENTUM)[-1, :, 0], 8) == (w, b)) and about(it.f(MOMENTUM)[-1, 0], cost)
            ),
            scene=1,
            w=10.00301801,
            b=19.98311309,
            cost=8.39e-5,
        ),
        claim(
            "At γ = {set[momentum.momentum]}, w peaks at about {w}, at step {step}.",
            lambda it, w, step: np.argmax(it.x(MOMENTUM)[:, 0]) == step and about(it.x(MOMENTUM)[:, 0].max(), w),
            scene=2,
            w=22.1,
            step=14,
        ),
        claim(
            "In its {set[steps]} steps w reverses {turns} times.",
            lambda it, turns: _turns(it.x(MOMENTUM)[:, 0]) == turns,
            scene=2,
            turns=13,
        ),
        claim(
            "RMSProp's w reverses only {turns} time in the first {steps} steps.",
            lambda it, turns, steps: _turns(it.x(RMSPROP)[:steps, 0]) == turns,
            scene=3,
            turns=1,
            steps=100,
        ),
        claim(
            "Its last {steps} points are about {off} away from {w} in w, on alternating sides.",
            lambda it, steps, off, w: (
                steps > 0
                and np.all(about(abs(it.x(RMSPROP)[-steps:] - w), off))
                and np.all(np.diff(np.sign(it.x(RMSPROP)[-steps:] - w), axis=0) != 0)
            ),
            scene=3,
            steps=40,
            off=0.1,
            w=10,
        ),
        claim(
            "With decay it ends within {near} of the minimum in both coordinates.",
            lambda it, near: np.all(abs(it.points(RMSPROP)[-1, :, 0] - it.surface.minima[0]) < near),
            scene=4,
            near=0.02,
        ),
    ),
)
