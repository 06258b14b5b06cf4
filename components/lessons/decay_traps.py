"""Decay that is too strong: the steps die before the way is done."""

from components.lessons._lesson import Lesson, Scene, about, claim

ADAM, GD = "adam", "gradient_descent"
FIT = {
    "surface": "regression",
    "optimizers": ADAM,
    "x": "0.017640523459676642",
    "y": "0",
    "adam.learning_rate": "0.8",
    "noise": "0",
    "steps": "600",
}
BOWL = {"surface": "bowl", "optimizers": GD, "x": "6", "y": "6", f"{GD}.learning_rate": "0.05", "noise": "0", "steps": "200"}

LESSON = Lesson(
    chapter="Decay and noise",
    order=5.2,
    title="Decay that is too strong",
    paragraphs=(
        "A falling rate lets a run settle. A rate that falls too fast lets it settle where it happens to be. Adam, which "
        "would have converged, ends far away from the minimum with k = 0.1.",
        "The text calls its decay α/(1 + kt) exponential. It is not, and the difference matters: its steps shrink "
        "like 1/t, and their sum is infinite, so every distance can be walked, given time.",
        "The steps of a truly exponential decay have a finite sum. What lies beyond is never reached, however long one waits.",
    ),
    scenes=(
        Scene("k = 0.1", "Trapped half-way.", {**FIT, "inverse_time.decay": "0.1"}),
        Scene("k = 0", "The same without decay: it converges.", {**FIT, "inverse_time.decay": "0"}),
        Scene(
            "Truly exponential", "It will never get there.", {**BOWL, "schedule": "exponential", "exponential.factor": "0.9"}
        ),
    ),
    question="A loss curve has become level. How do you tell a minimum from a rate that has died?",
    answer="Raise the rate again: at a minimum nothing is gained; if the rate had died, the loss falls on.",
    claims=(
        claim(
            "With k = {set[inverse_time.decay]} the cost is about {cost} after {set[steps]} steps.",
            lambda it, cost: about(it.f(ADAM)[-1, 0], cost),
            cost=8.82,
        ),
        claim(
            "Without decay it is below {cost}.",
            lambda it, cost: it.f(ADAM)[-1, 0] < cost,
            scene=1,
            cost=1e-8,
        ),
        claim(
            "The rate after one step of k = {set[inverse_time.decay]} is {share:.4f} of the first rate, "
            "and half of it after {half} steps.",
            lambda it, share, half: (
                abs(it.run(ADAM).learning_rates[1, 0] / 0.8 - share) < 5e-5
                and abs(it.run(ADAM).learning_rates[half, 0] - 0.4) < 1e-12
            ),
            share=0.9091,
            half=10,
        ),
        claim(
            "With exponential decay the run is still farther than {far} away after {set[steps]} steps, and after {long} it is "
            "no nearer.",
            lambda it, far, long: (
                it.away(GD)[-1, 0] > far
                and long > it.settings["steps"]
                and it.with_({"steps": str(long)}).away(GD)[-1, 0] > it.away(GD)[-1, 0] - 1e-6
            ),
            scene=2,
            far=3,
            long=5000,
        ),
    ),
)
