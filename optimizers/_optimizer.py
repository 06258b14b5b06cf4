"""The record of an optimizer: a pure step from point and gradient to the next point, and its hyperparameters."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import numpy as np

from optimizers._library_call import Call
from surfaces import Fact
from surfaces._fact import text_of
from surfaces._former import former_names
from surfaces._numbers import Array as Array


def as_numbers(name: str, value: Any) -> Array:
    """`value`, a real number or an array of them, as float64. Raises ValueError naming it for anything else, such as text."""
    try:
        numbers = np.asarray(value)
    except ValueError:  # a ragged list
        numbers = np.asarray(None)
    if numbers.dtype.kind not in "iuf":
        raise ValueError(f"{name} must be a number, not {value!r}")
    return numbers.astype(np.float64)


@dataclass(frozen=True, kw_only=True)
class Hyperparameter:
    """A number that a user sets: its range, its default, and its slider.

    `low`, `high`, `scale` and `step` describe the slider; a logarithmic one lands on every value of two digits (and,
    where `zero` is set, on 0 to the left of `low`). `at_least` and `below` bound the valid values: one outside raises
    ValueError, wherever it comes from.
    """

    name: str
    symbol: str
    default: float
    low: float
    high: float
    about: str
    scale: Literal["linear", "logarithmic"] = "linear"
    step: float = 0.01
    zero: bool = False
    at_least: float = 0.0
    below: float = np.inf

    @property
    def title(self) -> str:
        return self.name.replace("_", " ")

    def check(self, value: Any) -> Any:
        """Return `value`, a number or an array of them, as float64. Raises ValueError if any is outside the valid range."""
        numbers = as_numbers(self.name, value)
        if not numbers.size or not np.all((self.at_least <= numbers) & (numbers < self.below)):  # also fails for NaN
            raise ValueError(f"{self.name} must lie in [{self.at_least:g}, {self.below:g}), not {value!r}")
        return numbers if numbers.ndim else float(numbers)


def learning_rate(default: float, about: str = "Scales every step.") -> Hyperparameter:
    """The learning rate, with the same slider for every optimizer: seven decades."""
    return Hyperparameter(
        name="learning_rate", symbol="α", default=default, low=1e-5, high=100.0, scale="logarithmic", about=about
    )


def decay_rate(name: str, symbol: str, default: float, about: str, step: float = 0.01) -> Hyperparameter:
    """The weight, in [0, 1), that a running mean (or a velocity) gives to its previous value."""
    return Hyperparameter(
        name=name, symbol=symbol, default=default, low=0.0, high=1.0 - step, step=step, below=1.0, about=about
    )


def epsilon(
    default: float, about: str = "Keeps the division finite where the gradient vanishes.", low: float = 1e-12
) -> Hyperparameter:
    return Hyperparameter(name="epsilon", symbol="ε", default=default, low=low, high=1.0, scale="logarithmic", about=about)


def weight_decay(default: float) -> Hyperparameter:
    """Decoupled weight decay: shrinks the point towards the origin, independently of the gradient."""
    about = "Each step also shrinks the point towards (0, 0), by a fraction αλ."
    return Hyperparameter(
        name="weight_decay", symbol="λ", default=default, low=1e-5, high=1.0, scale="logarithmic", zero=True, about=about
    )


Role = Literal["displacement", "squared displacement", "step length", "gradient", "squared gradient", "gradient size", "point"]


class Stateless(NamedTuple):
    """The state of an optimizer without memory."""


@former_names(adds="summary")
@dataclass(frozen=True, kw_only=True)
class Optimizer:
    """An update rule as a pure function, and what a student should know about it.

    `init(point)` gives the state before the first step, a NamedTuple of arrays of any shape. `step(point, gradient, state, *,
    <hyperparameters>)` gives the next point and state; points and gradients are (d, n) float64 arrays, a column a member, and
    hyperparameters are numbers or (n,) arrays. A step that wants the gradient elsewhere, or f, or the Hessian, is a generator
    without that argument, `step(point, state, *, <hyperparameters>)`, which asks: `gradient = yield Gradient(point)`; see
    `optimizers.Gradient` and its like. `dimensions` is the d that it needs, None for any. Where it has a hyperparameter called
    `learning_rate`, schedules set it. `line_by_line` says whether a worksheet can work through its code, which then holds
    assignments and calls only. `rate_limit(**hyperparameters)`, where theory knows it, is the largest learning_rate × λ at
    which the method is stable on a quadratic of curvature λ.

    `symbols` is the LaTeX of names in the code of `step` that have no conventional symbol (m is m_t, corrected_v \\hat v_t and
    beta1_power β₁ᵗ by convention). `drawn` says how each (d, n) field of the state is drawn on the map: as a displacement
    (minus the update), the square of one, or the length of a step in units of the learning rate; as a gradient, the square of
    one, or the magnitude of one; or as a point.

    `facts` are sentences on what it does, each with its check; `summary` is their text. `versus_pytorch` says how PyTorch, or
    Optax, differs. `ancestors` are the keys of the optimizers that it builds on. `names` are its names in other libraries, with
    the arguments that make it equivalent: {"PyTorch": "torch.optim.Adam(amsgrad=True)"}; a function that takes another path
    does not belong here. `calls` says how to call PyTorch and Optax for the same path; see `Call`.
    """

    title: str
    latex: str
    hyperparameters: tuple[Hyperparameter, ...]
    init: Callable[[Array], Any]
    step: Callable[..., Any]
    reference: str
    year: int
    facts: tuple[Fact, ...] = ()
    summary: str = ""
    versus_pytorch: str = ""
    ancestors: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    calls: Mapping[str, Call] = field(default_factory=dict)
    symbols: Mapping[str, str] = field(default_factory=dict)
    drawn: Mapping[str, Role] = field(default_factory=dict)
    dimensions: int | None = None
    line_by_line: bool = True
    rate_limit: Callable[..., Any] | None = None
    stationary: Callable[..., Any] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "summary", text_of(self.facts) or self.summary)

    @property
    def has_learning_rate(self) -> bool:
        """Whether a schedule can set its learning rate and the learning-rate lab can vary it."""
        return any(parameter.name == "learning_rate" for parameter in self.hyperparameters)

    def complete(self, hyperparameters: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Every hyperparameter of this optimizer with its value: the given one, after a check, or the default.

        Raises ValueError naming an unknown hyperparameter or a value outside its range.
        """
        if not isinstance(hyperparameters, Mapping | None):
            raise ValueError(f"hyperparameters must be a mapping of names to numbers, not {hyperparameters!r}")
        given = dict(hyperparameters or {})
        known = {parameter.name: parameter for parameter in self.hyperparameters}
        for name in given:
            if name not in known:
                raise ValueError(f"{name!r} is not a hyperparameter of {self.title}; it has {', '.join(known)}")
        return {name: parameter.check(given.get(name, parameter.default)) for name, parameter in known.items()}
