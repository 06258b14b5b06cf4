"""Decay that is too strong: the steps vanish before the run has converged."""

from components.lessons._lesson import Lesson, Scene, about, claim

ADAM, GD = "adam", "gradient_descent"
FIT = {
    "surface": "regression",
    "optimizers": ADAM,
    "x": "0.017640523459676642",
    "y": "0",
    "adam.learning_rate": "0.8",
    "schedule": "inverse_time",
    "noise": "0",
    "steps": "600",
}
BOWL = {"surface": "bowl", "optimizers": GD, "x": "6", "y": "6", f"{GD}.learning_rate": "0.05", "noise": "0", "steps": "200"}

LESSON = Lesson(
    chapter="Decay and noise",
    order=5.2,
    title="Decay that is too strong",
    paragraphs=(
        "A falling rate lets a run settle. A rate that falls too fast makes it settle wherever it happens to be. Adam, which "
        "converges without decay, ends far from the minimum with k = 0.1.",
        "The decay α/(1 + kt) is sometimes called exponential. It is not, and the difference matters: these rates shrink "
        "like 1/t, and their sum is infinite, so any distance can be covered, given time.",
        "The rates of a truly exponential decay have a finite sum. A run may stop short of the minimum, however long it runs.",
    ),
    scenes=(
        Scene("k = 0.1", "It stops on the way.", {**FIT, "inverse_time.decay": "0.1"}),
        Scene("k = 0", "The same without decay: it converges.", {**FIT, "inverse_time.decay": "0"}),
        Scene("Truly exponential", "It never gets there.", {**BOWL, "schedule": "exponential", "exponential.factor": "0.9"}),
    ),
    question="A loss curve has become flat. Has the run reached a minimum, or is its rate too small?",
    answer="Raise the rate again: if the loss starts to fall, the rate was too small; at a minimum it does not fall.",
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
            "With exponential decay the run is still more than {far} away after {set[steps]} steps, and no closer after "
            "{long}.",
            lambda it, far, long: (
                it.distance(GD)[-1, 0] > far
                and long > it.settings.steps
                and it.with_({"steps": str(long)}).distance(GD)[-1, 0] > it.distance(GD)[-1, 0] - 1e-6
            ),
            scene=2,
            far=3,
            long=5000,
        ),
    ),
)
