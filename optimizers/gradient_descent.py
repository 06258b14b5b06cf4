"""Gradient descent: straight down the slope (Cauchy 1847); with a noisy gradient it is SGD (Robbins & Monro 1951)."""

from optimizers._optimizer import Array, Optimizer, Stateless, learning_rate


def init(point: Array) -> Stateless:
    return Stateless()


def step(point: Array, gradient: Array, state: Stateless, *, learning_rate) -> tuple[Array, Stateless]:
    return point - learning_rate * gradient, state


OPTIMIZER = Optimizer(
    title="Gradient descent",
    latex=r"x_{t} = x_{t-1} - \alpha\, g_t",
    hyperparameters=(learning_rate(0.05),),
    init=init,
    step=step,
    rate_limit=lambda **_: 2.0,
    adds="The step follows the slope and nothing else. With noise on the gradient it is SGD.",
    reference="Cauchy (1847), Comptes rendus 25; Robbins & Monro (1951), doi:10.1214/aoms/1177729586",
    year=1847,
    names={"PyTorch": "torch.optim.SGD", "Optax": "optax.sgd"},
)
