"""How to call another library for the same path, and how to compensate for conventions that differ."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Call:
    """A call of another library's optimizer. Its texts are Python expressions in the hyperparameters, by this project's names;
    LOWEST is f at its known minimum, or −∞.

    made      the call, `torch.optim.Adam(lr=learning_rate, …)`, without the parameters to optimize
    gradient  the argument passed in place of `gradient`
    begin     its `state` before the first step (Optax)
    ready     its `state` before a step with this `gradient` (Optax)
    asks      further arguments of its update: of value, grad, value_fn and grad_fn (Optax)
    before    a change of its `state` before each further step; `last` holds the settings of the previous step (PyTorch)
    read      the iterate, from its parameters, `point`, and its `state`
    constant  hyperparameters that must not change during a run, because the library assumes that they are constant
    note      a sentence on the convention that these compensate for
    """

    made: str
    gradient: str = ""
    begin: str = ""
    ready: str = ""
    asks: tuple[str, ...] = ()
    before: str = ""
    read: str = ""
    constant: tuple[str, ...] = ()
    note: str = ""
