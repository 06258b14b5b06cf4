"""A sentence of a record that states a fact, and the check that it is true."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple


class Fact(NamedTuple):
    """A sentence, and whether it holds: `check(it)` is given `optimizers._evidence`, which runs optimizers on surfaces.

    A surface does not know the optimizers, so the evidence that runs them is passed in. A test checks every record.
    """

    text: str
    check: Callable[[Any], Any]

    def holds(self, it: Any) -> bool:
        return bool(self.check(it))


def text_of(facts: Sequence[Fact]) -> str:
    """The sentences, joined."""
    return " ".join(fact.text for fact in facts)
