"""Tuning by hand and by search: to compare two methods, tune both."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim
from optimizers import OPTIMIZERS, sweep

ADAM, MOMENTUM = "adam", "momentum"
FIT = {"surface": "regression", "x": "0.017640523459676642", "y": "0", "noise": "0"}
LOW, HIGH = 1e-5, 100.0  # the range of the learning-rate slider


def _costs(it, key, rates):
    """The final cost for each learning rate, all else as in the scene; inf for a run that diverges."""
    given = {item.name: it.settings[f"{key}.{item.name}"] for item in OPTIMIZERS[key].hyperparameters}
    given["learning_rate"] = np.geomspace(LOW, HIGH, rates)
    values = sweep(it.surface, OPTIMIZERS[key], it.settings.start, given, it.settings.steps).values
    return np.where(np.isfinite(values), values, np.inf)


LESSON = Lesson(
    chapter="A regression",
    order=4.3,
    title="Tuning by hand, tuning by search",
    paragraphs=(
        "Suppose you tune Adam by hand, to α = 0.4 with a decay of 0.001. It then seems that Adam cannot beat momentum here. "
        "But 0.8 without decay does, and in fewer steps.",
        "A search over all rates takes a moment. It finds better rates for momentum as well, so this does not show "
        "which method is better. It shows that you should not compare a tuned method with an untuned one.",
    ),
    scenes=(
        Scene(
            "By hand",
            "Adam, tuned by hand.",
            {
                **FIT,
                "optimizers": ADAM,
                "adam.learning_rate": "0.4",
                "schedule": "inverse_time",
                "inverse_time.decay": "0.001",
                "steps": "600",
                "scale": "log",
            },
        ),
        Scene(
            "Twice the rate",
            "α = 0.8, no decay, 400 steps.",
            {**FIT, "optimizers": ADAM, "adam.learning_rate": "0.8", "steps": "400", "scale": "log"},
        ),
        Scene(
            "Momentum",
            "Momentum, also tuned by hand.",
            {
                **FIT,
                "optimizers": MOMENTUM,
                "momentum.learning_rate": "0.01",
                "momentum.momentum": "0.5",
                "steps": "600",
                "scale": "log",
            },
        ),
    ),
    question="A paper reports that its new method beats Adam. What do you look for?",
    answer="Whether Adam was tuned with the same effort, over a range that holds its best rate.",
    claims=(
        claim(
            "Tuned by hand, Adam ends at a cost of about {cost} after {set[steps]} steps.",
            lambda it, cost: about(it.f(ADAM)[-1, 0], cost),
            cost=0.00415,
        ),
        claim(
            "With α = {set[adam.learning_rate]} and no decay it ends below {cost}, after {set[steps]} steps.",
            lambda it, cost: it.f(ADAM)[-1, 0] < cost,
            scene=1,
            cost=2e-9,
        ),
        claim(
            "Of {rates} rates, {better} or more end below {cost} in {set[steps]} steps: each of them beats tuning by hand.",
            lambda it, rates, better, cost: np.sum(_costs(it, ADAM, rates) < cost) >= better,
            scene=1,
            rates=181,
            better=50,
            cost=0.00415,
        ),
        claim(
            "Momentum tuned by hand ends at about {cost}, and the best of {rates} rates for it ends below {best}.",
            lambda it, cost, rates, best: about(it.f(MOMENTUM)[-1, 0], cost) and _costs(it, MOMENTUM, rates).min() < best,
            scene=2,
            cost=8.39e-5,
            rates=181,
            best=1e-20,
        ),
    ),
)
