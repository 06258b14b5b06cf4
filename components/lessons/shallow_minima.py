"""Shallow local minima on a large slope: momentum carries a run through them, and too much of it past the global minimum."""

from components.lessons._lesson import Lesson, Scene, about, claim

GD, MOMENTUM = "gradient_descent", "momentum"
LEVY = {"surface": "levy", "x": "-6.2", "y": "-0.3", "noise": "0", "steps": "400"}

LESSON = Lesson(
    chapter="Surfaces",
    order=2.5,
    title="Through shallow minima",
    former=("small_hollows",),
    paragraphs=(
        "Levy's function is a large valley with shallow local minima in its sides. In the first of them the gradient "
        "vanishes, and gradient descent has nothing else to follow: it stays there.",
        "Momentum arrives with speed. The dip slows it down a little, but does not hold it. It behaves like a ball, and a ball "
        "with too much speed rolls past the global minimum as well.",
    ),
    scenes=(
        Scene(
            "The first local minimum",
            "Same start and rate, with and without momentum.",
            {
                **LEVY,
                "optimizers": f"{GD},{MOMENTUM}",
                f"{GD}.learning_rate": "0.01",
                "momentum.learning_rate": "0.01",
                "momentum.momentum": "0.9",
            },
        ),
        Scene(
            "Too fast",
            "Past the global minimum, and into a local one on the other side.",
            {**LEVY, "optimizers": MOMENTUM, "momentum.learning_rate": "0.03", "momentum.momentum": "0.95"},
        ),
    ),
    question="Does momentum find the global minimum?",
    answer="Not by itself. It passes every minimum that is shallow for its speed, and that may be the global one.",
    claims=(
        claim(
            "Gradient descent gets stuck: after {set[steps]} steps x is about {x}, and f is above {f}.",
            lambda it, x, f: about(it.x(GD)[-1, 0], x) and it.f(GD)[-1, 0] > f,
            x=-4.2,
            f=0.5,
        ),
        claim(
            "Momentum converges to the minimum: it stays there from step {step}.",
            lambda it, step: it.verdict(MOMENTUM).outcome == "converged" and it.verdict(MOMENTUM).step == step,
            step=194,
        ),
        claim(
            "At γ = {set[momentum.momentum]} and α = {set[momentum.learning_rate]} it stalls at about x = {x}, "
            "beyond the minimum at x = {minimum}.",
            lambda it, x, minimum: (
                it.verdict(MOMENTUM).outcome == "stalled"
                and about(it.x(MOMENTUM)[-1, 0], x)
                and it.surface.minima[0][0] == minimum < it.x(MOMENTUM)[-1, 0]
            ),
            scene=1,
            x=3.79,
            minimum=1,
        ),
    ),
)
