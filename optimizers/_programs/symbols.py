"""Symbolic arrays, which record how their numbers are computed: a step that runs on them is traced.

A symbol has the shape of an array with one member, so that a step runs unchanged: numpy dispatches every function to it
(`__array_ufunc__`, `__array_function__`, NEP 13 and 18).
"""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from surfaces._code import Code, Node


class NotStraightLineError(TypeError):
    """A function cannot be expressed as operations on single numbers."""


class Symbol(NDArrayOperatorsMixin):
    """An array of nodes of one piece of code."""

    def __init__(self, code: Code, nodes: Any) -> None:
        self.code = code
        self.nodes = nodes if isinstance(nodes, np.ndarray) else _boxed(nodes)

    @classmethod
    def inputs(cls, code: Code, names: Any) -> "Symbol":
        """Inputs with these names, in the shape of the array of names."""
        return cls(code, np.frompyfunc(lambda name: _Box(code.input(name)), 1, 1)(np.asarray(names, dtype=object)))

    @classmethod
    def called(cls, function: str, result: int, *arguments: "Symbol") -> "Symbol":
        """One of the results of another function of the program, elementwise; see `Code.call`."""
        code = arguments[0].code

        def call(*boxes: _Box) -> _Box:
            return _Box(code.call(function, result, *(box.node for box in boxes)))

        return cls(code, np.frompyfunc(call, len(arguments), 1)(*(argument.nodes for argument in arguments)))

    shape = property(lambda self: self.nodes.shape)
    ndim = property(lambda self: self.nodes.ndim)
    size = property(lambda self: self.nodes.size)
    dtype = np.dtype(np.float64)
    T = property(lambda self: Symbol(self.code, self.nodes.T))

    def __len__(self) -> int:
        return len(self.nodes)

    def __getitem__(self, place: Any) -> "Symbol":
        return Symbol(self.code, self.nodes[place])

    def __bool__(self) -> bool:
        raise NotStraightLineError("a step must not branch on a value; use numpy.where")

    def copy(self) -> "Symbol":
        return self

    def astype(self, dtype: Any) -> "Symbol":
        """Unchanged: JavaScript has a single type of number."""
        return self

    def reshape(self, *shape: Any) -> "Symbol":
        return Symbol(self.code, self.nodes.reshape(*shape))

    def sum(self, axis: Any = None, keepdims: bool = False) -> "Symbol":
        return _sum(self, axis, keepdims=keepdims)

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        if any(isinstance(value, NDArrayOperatorsMixin) and not isinstance(value, Symbol) for value in inputs):
            return NotImplemented  # may be a sequence of symbols
        if ufunc is np.frexp and method == "__call__":
            return tuple(_elementwise(self.code, part, inputs) for part in ("fraction", "exponent"))
        if method == "reduce" and ufunc is np.add:
            return _sum(inputs[0], options.get("axis", 0), keepdims=options.get("keepdims", False))
        if "out" in options:  # an array that is modified in place becomes a new symbol
            options = {name: value for name, value in options.items() if name != "out"}
        if method != "__call__" or options or ufunc.nout != 1 or ufunc.signature:
            raise NotStraightLineError(f"{ufunc.__name__}.{method} cannot be written down")
        return _elementwise(self.code, ufunc.__name__, inputs)

    def __array_function__(self, function: Any, types: Any, arguments: Any, options: Any) -> Any:
        if any(issubclass(one, NDArrayOperatorsMixin) and not issubclass(one, Symbol) for one in types):
            return NotImplemented
        if function in KNOWN:
            return KNOWN[function](*arguments, **options)
        if function in SHAPING:  # only rearranges elements
            return Symbol(self.code, function(*_unpacked(self.code, arguments), **options))
        raise NotStraightLineError(f"{function.__name__} cannot be written down")


class _Box:
    """A node in a numpy array: a node is a tuple, which numpy would treat as a row."""

    __slots__ = ["node"]

    def __init__(self, node: Node) -> None:
        self.node = node


def _boxed(node: Any) -> Any:
    array = np.empty((), dtype=object)
    array[()] = node if isinstance(node, _Box) else _Box(node)
    return array


def symbol(code: Code, value: Any) -> Symbol:
    """A symbol as it is, and numbers as a symbol of constants."""
    if isinstance(value, Symbol):
        return value
    if isinstance(value, _Box):
        return Symbol(code, value)
    return Symbol(code, np.frompyfunc(lambda number: _Box(code.number(number)), 1, 1)(np.asarray(value, dtype=float)))


def nodes(symbols: Iterable[Any]) -> list[Node]:
    """All nodes of some symbols, one after another."""
    return [box.node for one in symbols for box in one.nodes.ravel()]


def _elementwise(code: Code, operation: str, inputs: Any) -> Symbol:
    def applied(*boxes: _Box) -> _Box:
        return _Box(code.apply(operation, *(box.node for box in boxes)))

    arrays = [symbol(code, value).nodes for value in inputs]
    return Symbol(code, np.frompyfunc(applied, len(arrays), 1)(*arrays))


def _unpacked(code: Code, value: Any) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(_unpacked(code, one) for one in value)
    return value.nodes if isinstance(value, Symbol) else value


def _code_of(*values: Any) -> Code:
    return next(value.code for value in values if isinstance(value, Symbol))


def _where(condition: Any, yes: Any, no: Any) -> Symbol:
    return _elementwise(_code_of(condition, yes, no), "where", (condition, yes, no))


def _clip(value: Any, low: Any, high: Any) -> Any:
    return np.minimum(np.maximum(value, low), high)


def _sum(value: Any, axis: Any = None, *, keepdims: bool = False) -> Symbol:
    """Numbers added from the first to the last."""
    flat = value.reshape(-1) if axis is None else value
    rows = np.moveaxis(flat.nodes, 0 if axis is None else axis, 0)
    total = Symbol(value.code, rows[0])
    for row in rows[1:]:
        total = total + Symbol(value.code, row)
    return Symbol(value.code, np.expand_dims(total.nodes, axis)) if keepdims and axis is not None else total


def _reduced(combine: Any) -> Callable[..., Symbol]:
    """numpy's reductions such as max, along one or several axes."""

    def reduced(value: Any, axis: int | tuple[int, ...]) -> Symbol:
        axes = (axis,) if isinstance(axis, int) else axis
        rows = np.moveaxis(value.nodes, axes, range(len(axes)))
        return reduce(combine, (Symbol(value.code, row) for row in rows.reshape(-1, *rows.shape[len(axes) :])))

    return reduced


def _filled(number: float) -> Callable[..., Symbol]:
    return lambda like, *_, **__: symbol(like.code, np.full(like.shape, number))


def _full_like(like: Any, number: Any, **_: Any) -> Symbol:
    code = _code_of(like, number)
    return Symbol(code, np.broadcast_to(symbol(code, number).nodes, np.shape(like)))


def _joined(function: Any) -> Callable[..., Symbol]:
    """numpy's functions such as stack, for symbols and numbers."""

    def join(values: Any, *arguments: Any, **options: Any) -> Symbol:
        code = _code_of(*values)
        return Symbol(code, function([symbol(code, value).nodes for value in values], *arguments, **options))

    return join


KNOWN: dict[Any, Callable[..., Any]] = {
    np.where: _where,
    np.clip: _clip,
    np.sum: _sum,
    np.max: _reduced(np.maximum),
    np.min: _reduced(np.minimum),
    np.round: lambda value, *_: np.rint(value),
    np.zeros_like: _filled(0.0),
    np.ones_like: _filled(1.0),
    np.full_like: _full_like,
    np.shape: lambda value: value.shape,
    np.ndim: lambda value: value.ndim,
    np.copy: lambda value, **_: value,
    np.stack: _joined(np.stack),
    np.concatenate: _joined(np.concatenate),
    np.broadcast_to: lambda value, shape, **_: Symbol(value.code, np.broadcast_to(value.nodes, shape)),
}
SHAPING = frozenset(
    [np.moveaxis, np.swapaxes, np.transpose, np.expand_dims, np.squeeze, np.roll, np.reshape, np.flip, np.ravel]
)
