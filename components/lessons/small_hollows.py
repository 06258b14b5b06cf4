"""Small hollows on a large slope: momentum carries through them, and too much of it carries past the minimum."""

from components.lessons._lesson import Lesson, Scene, about, claim

GD, MOMENTUM = "gradient_descent", "momentum"
LEVY = {"surface": "levy", "x": "-6.2", "y": "-0.3", "noise": "0", "steps": "400"}

LESSON = Lesson(
    chapter="Surfaces",
    order=2.5,
    title="Through small hollows",
    paragraphs=(
        "Levy's function is a large valley with small hollows in its sides. In the first hollow the gradient vanishes, and "
        "gradient descent has nothing else to follow: it stays there.",
        "Momentum comes with speed. The hollow slows it down a little and lets it go. It behaves like a ball, and a ball with "
        "too much speed rolls past the minimum as well.",
    ),
    scenes=(
        Scene(
            "The first hollow",
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
            "Past the minimum, and into a hollow on the other side.",
            {**LEVY, "optimizers": MOMENTUM, "momentum.learning_rate": "0.03", "momentum.momentum": "0.95"},
        ),
    ),
    question="Does momentum find the global minimum?",
    answer="Not by itself. It passes every hollow that is small for its speed, including the one that holds the minimum.",
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
