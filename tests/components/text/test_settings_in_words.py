"""The settings in words: each optimizer with its learning rate, what is unusual, and what a scene names."""

import pytest

from components.text.settings_in_words import settings_in_words
from tests.components.tools import settings_of


@pytest.mark.parametrize(
    ("texts", "named", "words"),
    [
        (
            {"optimizers": "gradient_descent", "gradient_descent__learning_rate": "2", "steps": "20"},
            (),
            "Gradient descent α = 2; 20 steps from (4, 3.5)",
        ),
        (
            {"optimizers": "momentum", "momentum__learning_rate": "0.01", "x": "-4", "y": "-0.5", "steps": "1"},
            ("momentum.momentum",),
            "Momentum α = 0.01, γ = 0.9; 1 step from (−4, −0.5)",
        ),
        (
            {"optimizers": "adam", "adam__learning_rate": "0.1", "adam__beta1": "0.5", "adam__epsilon": "1e-7", "noise": "2"},
            (),
            "Adam α = 0.1, β₁ = 0.5, ε = 1e-7; 200 steps from (4, 3.5); noise σ = 2",
        ),
        (
            {"optimizers": "newton,barzilai_borwein", "schedule": "inverse_time", "inverse_time__decay": "0.01"},
            (),
            "schedule: inverse time (k 0.01)",
        ),
        ({"optimizers": "none"}, (), "200 steps from (4, 3.5)"),
    ],
)
def test_settings_are_described_in_words(texts, named, words):
    start = {"v": "2", "x": "4", "y": "3.5"}
    assert settings_in_words(settings_of(**{**start, **texts}), named).endswith(words)
