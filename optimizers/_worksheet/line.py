"""The lines of a worksheet, and the meaning of names in the code of a step."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from optimizers._optimizer import Array
from optimizers._worksheet.latex import environment, number


@dataclass(frozen=True)
class Line:
    """One line of a worksheet: `symbol` = `formula`, the same with `numbers`, and the `values` that come out.

    Symbol, formula and numbers are LaTeX; `name` is what the code calls it. A vector has two values, and the numbers of each
    coordinate; a scalar has one. What is given, not worked out, has neither formula nor numbers. Where `sign` is an arrow,
    symbol and numbers are those before the step, formula and values those after it. A matrix has its values row by row, and
    says how many `columns` they fill.
    """

    name: str
    symbol: str
    values: tuple[float, ...]
    formula: str = ""
    numbers: tuple[str, ...] = ()
    sign: str = "="
    columns: int = 1

    @property
    def results(self) -> tuple[str, ...]:
        return shown(self.values, self.columns)


def shown(values: tuple[float, ...], columns: int = 1) -> tuple[str, ...]:
    """Numbers in LaTeX: one by one, or a matrix as a whole."""
    texts = tuple(number(value).latex for value in values)
    if columns == 1:
        return texts
    rows = (" & ".join(texts[first : first + columns]) for first in range(0, len(texts), columns))
    return (environment("pmatrix", rows),)


def columns_of(value: Any) -> int:
    """The number of columns of one member: more than 1 for a matrix, (rows, columns, 1)."""
    return int(np.shape(value)[1]) if np.ndim(value) == 3 else 1


class Known(NamedTuple):
    """The meaning of a name in the code. The fields of a state and the parts of a tuple have symbols of their own."""

    value: Any
    symbol: str = ""
    parts: tuple["Known", ...] = ()


def is_vector(value: Any) -> bool:
    return np.ndim(value) > 1


def numbers_of(value: Any) -> tuple[float, ...]:
    """The coordinates of a (2, 1) array, the entries of a matrix (rows, columns, 1), or the one number of a scalar."""
    return tuple(np.ravel(value).tolist())


def as_column(value: Any) -> Array:
    """A value as in the engine, for one member: (2,) becomes (2, 1), a matrix gets a last axis, a scalar is unchanged."""
    return np.asarray(value)[..., None] if np.ndim(value) else value
