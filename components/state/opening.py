"""The opening scene of a first visit: three optimizers that separate and meet again at the minimum."""

OPENING = {
    "v": "2",
    "surface": "matyas",
    "x": "-1.5",
    "y": "4.5",
    "steps": "80",
    "optimizers": "adam,gradient_descent,momentum",
    "adam.learning_rate": "0.4",
    "gradient_descent.learning_rate": "1.85",
    "momentum.learning_rate": "0.2",
}
