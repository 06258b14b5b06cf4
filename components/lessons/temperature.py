"""Noise has a temperature: the variance of the cloud about the minimum grows with the learning rate, as theory says."""

import numpy as np

from components.lessons._lesson import Lesson, Scene, about, claim

DESCENT, MOMENTUM = "gradient_descent", "momentum"
VALLEY = {"surface": "booth", "x": "1", "y": "3", "steps": "250", "noise": "5", "zoom": "-1,3,1,5"}


def _plain(rate, **more):
    numbers = {f"{DESCENT}.learning_rate": rate, "ensemble": DESCENT}
    return {**VALLEY, "optimizers": DESCENT, **numbers, **more}


def _near(it, key, percent):
    return np.all(np.abs(it.variance(key) / it.stationary_variance(key) - 1.0) < percent / 100)


def _hotter(it):
    """How many times the variance along each axis is that of the first scene, by theory."""
    return it.stationary_variance(DESCENT) / it.of(_plain("0.025")).stationary_variance(DESCENT)


LESSON = Lesson(
    chapter="Decay and noise",
    order=5.15,
    title="Noise has a temperature",
    paragraphs=(
        "Many seeds of one run make a cloud. Once the start is forgotten, the cloud keeps its size: noise drives the members "
        "apart, the gradient pulls them back.",
        "On a quadratic with curvature λ the variance of gradient descent is ασ²/(λ(2 − αλ)). While αλ is small that is "
        "T/λ with T = ασ²/2: the spread of a particle in a potential at a temperature T. The learning rate sets the "
        "temperature, and a schedule that lowers it cools the cloud.",
    ),
    scenes=(
        Scene("A warm cloud", "The dashed ellipse is theory: it holds 95 % of the seeds.", _plain("0.025")),
        Scene("Twice the rate", "A hotter cloud, especially across the valley.", _plain("0.05")),
        Scene("Cooling", "The rate falls to zero, and the cloud shrinks.", _plain("0.05", schedule="cosine")),
        Scene(
            "Momentum",
            "A tenth of the rate, just as hot along the valley.",
            {
                **VALLEY,
                "optimizers": MOMENTUM,
                f"{MOMENTUM}.learning_rate": "0.0025",
                f"{MOMENTUM}.momentum": "0.9",
                "ensemble": MOMENTUM,
            },
        ),
    ),
    question="A run must end within a given distance of the minimum despite the noise. What does that mean for the last rates?",
    answer="They must be small: for gradient descent the variance stays at ασ²/(2λ) or more, however long it runs at α.",
    claims=(
        claim(
            "At {set[gradient_descent.learning_rate]} the variance along both axes, over {seeds} seeds, is within {within} % "
            "of theory.",
            lambda it, within: _near(it, DESCENT, within),
            within=10,
        ),
        claim(
            "Twice the rate makes the variance about {flat} times as large along the valley, and {steep} times across it.",
            lambda it, flat, steep: _near(it, DESCENT, 10) and np.all(about(_hotter(it), np.array([flat, steep]))),
            scene=1,
            flat=2.05,
            steep=2.82,
        ),
        claim(
            "At the end of the cosine schedule the median distance is less than half of what it is at the constant rate.",
            lambda it: (
                np.median(it.distance(DESCENT)[-1]) < 0.5 * np.median(it.with_({"schedule": "constant"}).distance(DESCENT)[-1])
            ),
            scene=2,
        ),
        claim(
            "Momentum at {set[momentum.learning_rate]} spreads along the valley as gradient descent does at ten times the "
            "rate: by theory the variances are less than {apart} % apart.",
            lambda it, apart: (
                _near(it, MOMENTUM, 10)
                and abs(it.stationary_variance(MOMENTUM)[0] / it.of(_plain("0.025")).stationary_variance(DESCENT)[0] - 1)
                < apart / 100
            ),
            scene=3,
            apart=3,
        ),
    ),
)
