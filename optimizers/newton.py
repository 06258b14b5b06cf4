"""Damped Newton's method with the absolute values of the curvatures, so that it never climbs (Dauphin et al. 2014).

Where the surface curves downwards, Newton's own step leads up to a saddle or a hilltop; with |λ| in place of each curvature λ
it leads down and away. Damping bounds the step where there is no curvature. The paper estimates the Hessian, because it has
millions of dimensions; here it is exact.
"""

import numpy as np

from optimizers._optimizer import Array, Hyperparameter, Optimizer, Stateless, learning_rate
from optimizers._requests import Gradient, Hessian, Requests
from optimizers._symmetric import rotation
from surfaces import Fact, Numbers


def init(point: Array) -> Stateless:
    return Stateless()


def step(point: Array, state: Stateless, *, learning_rate: Numbers, damping: Numbers) -> Requests:
    """Turn to the axes of the Hessian, divide the gradient along each by its curvature, and turn back."""
    gradient = yield Gradient(point)
    hessian = yield Hessian(point)
    xx, xy, yy = hessian[0, 0], hessian[0, 1], hessian[1, 1]
    tangent, cosine, sine = rotation(xx, xy, yy)
    along = (cosine * gradient[0] + sine * gradient[1]) / (np.abs(xx + tangent * xy) + damping)
    across = (cosine * gradient[1] - sine * gradient[0]) / (np.abs(yy - tangent * xy) + damping)
    downhill = np.stack([cosine * along - sine * across, cosine * across + sine * along])
    return point - learning_rate * downhill, state


OPTIMIZER: Optimizer = Optimizer(
    title="Newton",
    latex=r"H_t = \nabla^2 f(x_{t-1}) = Q\, \mathrm{diag}(\lambda_1, \lambda_2)\, Q^\top \qquad "
    r"x_t = x_{t-1} - \alpha\, Q\, \mathrm{diag}\!\left(\frac{1}{|\lambda_1| + \delta},\; \frac{1}{|\lambda_2| + \delta}\right)"
    r" Q^\top g_t",
    hyperparameters=(
        learning_rate(
            1.0, "The fraction of Newton's step that is taken; without damping, 1 leads to the minimum of a quadratic."
        ),
        Hyperparameter(
            name="damping",
            symbol="δ",
            default=0.01,
            low=1e-6,
            high=100.0,
            scale="logarithmic",
            about="Added to each curvature: the larger, the shorter the steps, and the more it is gradient descent.",
        ),
    ),
    init=init,
    step=step,
    symbols={
        "hessian": "H_t",
        "half": "h",
        "tangent": r"\tan\varphi",
        "cosine": r"\cos\varphi",
        "sine": r"\sin\varphi",
        "along": "d_1",
        "across": "d_2",
        "downhill": "d_t",
    },
    dimensions=2,
    facts=(
        Fact(
            "It divides the gradient by the curvature along each axis of the Hessian, so that a ravine is as easy as a bowl.",
            lambda it: all(it.end_distance(key, "newton", steps=8) < 0.01 for key in ("bowl", "matyas", "booth", "regression")),
        ),
        Fact(
            "It uses the absolute value of each curvature, so it escapes from saddles.",
            lambda it: np.hypot(*(it.end("beale", "newton", (0.01, 1.0), 5) - (0.0, 1.0))) > 0.1,
        ),
        Fact(
            "Where there is no curvature, damping bounds the step to the gradient over δ.",
            lambda it: np.all(
                it.lengths("easom", "newton", (0.5, 0.5), 1) <= abs(it.run("easom", "newton", (0.5, 0.5), 1).gradients) / 0.01
            ),
        ),
    ),
    reference="Dauphin et al. (2014), arXiv:1406.2572",
    year=2014,
    versus_pytorch="Not in PyTorch.",
    ancestors=("gradient_descent",),
)
