"""How to call another library for the same path, and how to compensate for conventions that differ."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Call:
    """A call of another library's optimizer. Its texts are Python expressions in the hyperparameters, by this project's names;
    LOWEST is f at its known minimum, or −∞.

    made      the call, `torch.optim.Adam(lr=learning_rate, …)`, without the parameters that it optimizes
    gradient  what it is given instead of the `gradient`
    begin     what its `state` is to be before the first step (Optax)
    ready     what its `state` is to be before a step with this `gradient` (Optax)
    asks      what its update is given beside the gradient: of value, grad, value_fn and grad_fn (Optax)
    before    what is done to its `state` before each further step; `last` is what the step before was set to (PyTorch)
    read      where the run is, from its parameters, `point`, and its `state`
    constant  hyperparameters that may not change during a run, for the library computes as if they never had
    note      the convention that these make up for, in a sentence
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
