"""A program: an ES module of straight-line code, and whether all of its arithmetic is exact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizers._programs import javascript
from surfaces._code import CALL, EXACT, Node, needed


@dataclass(frozen=True)
class Program:
    """The functions of a module, and their operations.

    `exact` says whether its results equal Python's to the last bit on every machine: whether they use only + − × ÷ √ and
    comparisons, except at points that are repaired. `called` names further functions that JavaScript lacks.
    """

    functions: tuple[str, ...]
    operations: tuple[Node, ...]
    exact: bool
    called: tuple[str, ...] = ()

    def module(self, arithmetic: str) -> str:
        """The module's source; `arithmetic` is the URL of the functions that JavaScript lacks."""
        polyfills = dict.fromkeys([*javascript.polyfills(self.operations), *self.called])
        head = [f'import {{ {", ".join(polyfills)} }} from "{arithmetic}";'] if polyfills else []
        return "\n\n".join([*head, *self.functions]) + "\n"


def function(title: str, parameters: str, ends: Sequence[Node], names: Mapping[str, str], *last: str) -> str:
    """A function that computes these values; the lines in `last` hold `{0}`, `{1}`, … where they are used."""
    values = [javascript.value(end, names) for end in ends]
    body = [*javascript.lines(needed(ends), names, ends), *(line.format(*values) for line in last)]
    return "\n  ".join([f"export function {title}({parameters}) {{", *body]) + "\n}"


def exact(nodes: Sequence[Node]) -> bool:
    return all(node.operation in EXACT or node.operation == CALL for node in nodes)
