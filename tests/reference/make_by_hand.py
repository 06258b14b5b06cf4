"""Write the reference trajectories of the optimizers that no library has: the papers' arithmetic by hand.

    pip install numpy && python tests/reference/make_by_hand.py

The gradients are written out on paper. `recorder.py` says what a file holds.
"""

from collections.abc import Mapping

import numpy as np
from recorder import STARTS, record

DATA = np.arange(9.0)


def easom(x, y):
    bell = np.exp(-((x - np.pi) ** 2) - (y - np.pi) ** 2)
    by_x = bell * np.cos(y) * (np.sin(x) + 2.0 * (x - np.pi) * np.cos(x))
    return by_x, bell * np.cos(x) * (np.sin(y) + 2.0 * (y - np.pi) * np.cos(y))


def mult(x, y):
    r = np.hypot(x, y)
    return np.cos(r) * x / r, np.cos(r) * y / r


def regression(w, b):
    off = w * DATA + b - (10.0 * DATA + 20.0)
    return 2.0 * np.mean(off * DATA), 2.0 * np.mean(off)


GRADIENTS = {
    "bowl": lambda x, y: (2.0 * x, 2.0 * y),
    "matyas": lambda x, y: (0.52 * x - 0.48 * y, 0.52 * y - 0.48 * x),
    "easom": easom,
    "mult": mult,
    "regression": regression,
    "monkey": lambda x, y: (3.0 * x * x + 3.0 * y * y, 6.0 * x * y),
}


def barzilai_borwein(surface: str, chosen: Mapping[str, float], decay: float, noise: np.ndarray):
    """Barzilai & Borwein (1988), equation 5, held at the longest step, which is also that of Raydan (1997) where ΔxᵀΔg ≤ 0."""
    x, points, last_x, last_g = np.array(STARTS[surface]), [STARTS[surface]], None, None
    for t, disturbance in enumerate(noise):
        g = np.array(GRADIENTS[surface](*x)) + disturbance
        length = chosen["first_step"]
        if t:
            s, y = x - last_x, g - last_g
            bend = s[0] * y[0] + s[1] * y[1]
            length = min((s[0] * s[0] + s[1] * s[1]) / bend, chosen["longest_step"]) if bend > 0.0 else chosen["longest_step"]
        last_x, last_g = x, g
        x = x - length * g
        points.append(x)
    return {"points": np.array(points)}


def shampoo(surface: str, chosen: Mapping[str, float], decay: float, noise: np.ndarray):
    """Gupta et al. (2018), algorithm 2 with k = 1: the inverse root by numpy's eigenvalues."""
    x, points, matrix = np.array(STARTS[surface]), [STARTS[surface]], chosen["epsilon"] * np.eye(2)
    for t, disturbance in enumerate(noise):
        g = np.array(GRADIENTS[surface](*x)) + disturbance
        matrix = matrix + np.outer(g, g)
        values, axes = np.linalg.eigh(matrix)
        x = x - chosen["learning_rate"] / (1.0 + decay * t) * (axes @ np.diag(1.0 / np.sqrt(values)) @ axes.T @ g)
        points.append(x)
    return {"points": np.array(points)}


OPTIMIZERS = {
    "barzilai_borwein": (
        barzilai_borwein,
        [{"first_step": first, "longest_step": longest} for first, longest in ((0.01, 10.0), (0.1, 0.5), (0.001, 100.0))],
    ),
    "shampoo": (
        shampoo,
        [{"learning_rate": rate, "epsilon": epsilon} for rate, epsilon in ((0.5, 1.0), (0.1, 10.0), (2.0, 0.1))],
    ),
}


def main():
    for key, (trajectory, settings) in OPTIMIZERS.items():
        record(key, f"numpy {np.__version__}, by hand", settings, key == "shampoo", trajectory, shake=True)


if __name__ == "__main__":
    main()
