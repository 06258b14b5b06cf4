"""Autograd's computation, written out once as straight-line numpy, and then run without autograd.

With few points, tracing f at every step costs far more than its arithmetic. But f is elementwise, so the trace does not depend
on the points or their number. So one forward and one backward pass of autograd are recorded, duplicate and unused operations
are removed, and the rest is written as the source of a Python function. For the bowl x² + y² and `value_and_partials` that is

    def replay(x, y):
        v2 = multiply(x, x)
        v3 = multiply(y, y)
        v4 = add(v2, v3)
        del v2, v3
        v6 = add(y, y)
        v8 = add(v4, v6)
        v7 = add(x, x)
        v9 = add(v8, v7)
        del v8
        return v4, v7, v6, v9

It performs the operations of the trace in their order, so exact operations (+ − × ÷ √, comparisons) give the same bits. Other
results may differ by 2 units in the last place, because numpy's sin, exp and power depend on the processor, on the length of
the array, and on whether an operator or a function is used. (One more difference: for a single point, autograd inserts sums
over it, which turn −0 into 0 and may change the order of the terms of a Hessian. A replay treats one point like many.)

The last result of a replay is the witness, which is finite where no intermediate value was infinite or NaN; see
`surfaces/_record.py`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from surfaces._code import Node, operands
from surfaces._differentiate import Function
from surfaces._record import Compute, Recorded, is_step, recorded


@dataclass(frozen=True)
class Replay:
    """A computation of x and y without autograd: `run` returns its results followed by the witness.

    functions  of numpy that it calls
    source     its source; empty if it could not be written out and is traced at each call, with the witness 0
    computes   compute and f, the arguments of `replayed`
    divides    whether f divides by something that depends on x or y
    """

    run: Callable[[Any, Any], Sequence[Any]]
    functions: frozenset[Any] = frozenset()
    source: str = ""
    computes: tuple[Compute, Function] | None = None
    divides: bool = False

    def __call__(self, x: Any, y: Any) -> Sequence[Any]:
        return self.run(x, y)[:-1]

    @property
    def operations(self) -> int:
        """The cost of one run, in additions."""
        called = re.findall(r" = (\w+)\(", self.source)
        return sum(1 if name in QUICK else SLOWER for name in called) if self.source else UNWRITTEN


QUICK = {"add", "subtract", "multiply", "divide", "true_divide", "negative", "absolute", "square", "where", "greater", "less"}
SLOWER = 6  # cost of a sine, exponential or power, in additions
UNWRITTEN = 1000  # cost of code that is traced again at each call, in additions


def replayed(compute: Compute, f: Function) -> Replay:
    """Return compute(f, ·, ·), such as `value_and_partials`, as a function of x and y without autograd.

    f must be pure. If it is not, or may not be, elementwise, it is traced at each call.
    """
    try:
        code = recorded(compute, f)
    except Exception:  # f may be any function; errors in it show when it is traced
        return Replay(lambda x, y: (*compute(f, x, y), 0.0))
    return replace(_written(code), computes=(compute, f))


def _written(code: Recorded) -> Replay:
    """Code as a Python function. Its source contains only names that are generated here, nothing that was typed.

    It is written backwards, so that it is known which values are still needed. Others are deleted at once: the next array
    reuses their memory, which stays in the processor's cache.
    """
    ends, steps, witness = code.ends, code.steps, code.witness
    known: dict[str, Any] = {"full": np.full}
    lines, wanted = [_last_line(ends, witness, known)], {end.place for end in (*ends, witness) if end}
    for step in reversed(steps):
        known[step.operation] = getattr(np, step.operation)
        arguments = operands(step)
        spent = {_name(node, known) for node in arguments if is_step(node) and node.place not in wanted}
        lines += [f"del {', '.join(sorted(spent))}"] * bool(spent)
        lines.append(f"v{step.place} = {step.operation}({', '.join(_name(node, known) for node in arguments)})")
        wanted.update(node.place for node in arguments)
    source = "\n    ".join(["def replay(x, y):", *reversed(lines)])
    exec(source, known)  # generated from numpy's names and numbered ones only
    return Replay(known["replay"], frozenset(getattr(np, step.operation) for step in steps), source, divides=code.divides)


def _name(node: Node, known: dict[str, Any]) -> str:
    """The name of a value; numbers are added to the known values."""
    if node.operation == "input":
        return str(node.arguments[0])
    if node.operation != "number":
        return f"v{node.place}"
    known[f"c{node.place}"] = node.arguments[0]
    return f"c{node.place}"


def _last_line(ends: Sequence[Node], witness: Node | None, known: dict[str, Any]) -> str:
    """The return statement: new, distinct arrays, and the read-only witness."""
    given: list[str] = []
    for end in ends:
        name = _name(end, known)
        if end.operation == "number":
            given.append(f"full(x.shape, {name})")
        else:
            given.append(name + ".copy()" * (end.operation == "input" or name in given))
    return f"return {', '.join(given)}, {'0.0' if witness is None else _name(witness, known)}"
