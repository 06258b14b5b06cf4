"""Numbers with a practically unbounded exponent, for computations that overflow as float64.

In float64, exp(800) is infinite, so exp(x)/(1 + exp(x)) is ∞/∞ there although it is 1. A `Wide` is an array of numbers
mantissa · 2^exponent, both float64: as accurate as float64, with exponents up to 2⁵². It takes numpy's functions, so the
straight-line code of a replay runs on Wide numbers as on arrays. Mantissas and exponents may also be symbols, or anything else
that takes numpy's functions: then the computation is recorded.

Undefined results are NaN. If the reason is a number that is too large even for Wide (the 53 known bits of exp(800) do not
determine its sine), the result is marked as `beyond`; any other NaN is mathematically undefined, like log(−1).
"""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

Floats = Any  # a float64 array

HIGHEST = 2.0**52  # exponents up to here, and their sums, are exact
ZERO_EXPONENT = -(2.0**54)  # exponent of 0, below all others
LN2_HIGH, LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10  # ln 2; the first part has 32 bits, as in fdlibm
SMALL = -40  # exponent below which sin x, tan x, … equal x to the last bit
SHIFT = 2200.0  # more than the exponent range of float64


class Wide(NDArrayOperatorsMixin):
    """An array of numbers mantissa · 2^exponent, with ½ ≤ |mantissa| < 1 if they are finite and not 0."""

    def __init__(self, mantissa: Floats, exponent: Floats = 0.0) -> None:
        fraction, shift = np.frexp(1.0 * mantissa)
        exponent = exponent + shift
        finite = np.isfinite(fraction) & (fraction != 0.0)
        too_large, too_small = finite & (exponent > HIGHEST), finite & (exponent < -HIGHEST)
        self.mantissa = fraction * np.where(too_large, np.inf, np.where(too_small, 0.0, 1.0))
        known = np.where(np.isfinite(self.mantissa), exponent, np.where(too_large, np.inf, 0.0))
        self.exponent = np.where(self.mantissa == 0.0, ZERO_EXPONENT, known)

    @classmethod
    def of(cls, mantissa: Floats, exponent: Floats) -> "Wide":
        """The number with this mantissa and exponent."""
        number = cls.__new__(cls)
        number.mantissa, number.exponent = mantissa, exponent
        return number

    @property
    def shape(self) -> tuple[int, ...]:
        return np.shape(self.mantissa)

    def copy(self) -> "Wide":
        return self

    @property
    def beyond(self) -> Any:
        """Where even this range is too small: ±inf or NaN that results from a number too large for a Wide."""
        return ~np.isfinite(self.mantissa) & np.isinf(self.exponent)

    @property
    def lost(self) -> Any:
        """Where the result is infinite or NaN, and not because of the limited range."""
        return ~np.isfinite(self.mantissa) & ~self.beyond

    def float64(self) -> Floats:
        """The nearest float64, ±inf if it is out of range, NaN if undefined."""
        return _shifted(self.mantissa, self.exponent)

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        if method != "__call__" or options:
            return NotImplemented
        numbers = [wide(number) for number in inputs]
        rule: Callable[..., Any] = RULES.get(ufunc, _narrow(ufunc))
        result = rule(*numbers)
        if isinstance(result, Wide) and any(_perhaps(number.beyond) for number in numbers):
            result = _marked(result, _either_of(number.beyond for number in numbers))
        return result

    def __array_function__(self, function: Any, types: Any, arguments: Any, options: Any) -> Any:
        if function is not np.where or options:
            return NotImplemented
        condition, one, other = arguments
        return _either(condition if not isinstance(condition, Wide) else condition.mantissa != 0.0, wide(one), wide(other))


def wide(number: Any) -> Wide:
    return number if isinstance(number, Wide) else Wide(number)


def _perhaps(booleans: Any) -> bool:
    """Whether any of these holds, or, for symbols, may hold."""
    return not isinstance(booleans, np.ndarray | np.bool_) or bool(booleans.any())


def _either_of(booleans: Iterable[Any]) -> Any:
    return reduce(np.logical_or, booleans)


def _shifted(mantissa: Floats, exponent: Floats) -> Floats:
    return np.ldexp(mantissa, np.fmax(np.fmin(exponent, SHIFT), -SHIFT).astype(np.int32))


def _either(condition: Any, one: Wide, other: Wide) -> Wide:
    """`one` where the condition holds, else `other`, their marks kept."""
    chosen = Wide(np.where(condition, one.mantissa, other.mantissa), np.where(condition, one.exponent, other.exponent))
    return _marked(chosen, np.where(condition, one.beyond, other.beyond))


def _marked(number: Wide, beyond: Any) -> Wide:
    number.exponent = np.where(beyond & ~np.isfinite(number.mantissa), np.inf, number.exponent)
    return number


# Arithmetic


def _add(a: Wide, b: Wide) -> Wide:
    top = np.maximum(a.exponent, b.exponent)
    return Wide(_shifted(a.mantissa, a.exponent - top) + _shifted(b.mantissa, b.exponent - top), top)


def _multiply(a: Wide, b: Wide) -> Wide:
    return Wide(a.mantissa * b.mantissa, a.exponent + b.exponent)


def _divide(a: Wide, b: Wide) -> Wide:
    return Wide(a.mantissa / b.mantissa, a.exponent - b.exponent)


def _negative(a: Wide) -> Wide:
    return Wide(-a.mantissa, a.exponent)


def _absolute(a: Wide) -> Wide:
    return Wide(np.abs(a.mantissa), a.exponent)


def _sqrt(a: Wide) -> Wide:
    half = np.floor(a.exponent / 2)
    return Wide(np.sqrt(_shifted(a.mantissa, a.exponent - 2 * half)), half)


def _sign(a: Wide) -> Wide:
    return Wide(np.sign(a.mantissa))


def _compared(compare: np.ufunc) -> Callable[[Wide, Wide], Any]:
    def rule(a: Wide, b: Wide) -> Any:
        same = (a.exponent == b.exponent) | ~np.isfinite(a.mantissa + b.mantissa)
        return np.where(same, compare(a.mantissa, b.mantissa), compare((a - b).mantissa, 0.0))

    return rule


def _extreme(compare: np.ufunc) -> Callable[[Wide, Wide], Wide]:
    comes_first = _compared(compare)
    return lambda a, b: _either((comes_first(a, b) | np.isnan(a.mantissa)) & ~np.isnan(b.mantissa), a, b)


# Functions


def _exp(a: Wide) -> Wide:
    """2^k · exp(r) with a whole k and a small r."""
    x = a.float64()
    k = np.rint(np.clip(x / np.log(2.0), -4.0 * HIGHEST, 4.0 * HIGHEST))  # the bound is outside Wide's range
    r = np.clip((x - k * LN2_HIGH) - k * LN2_LOW, -1.0, 1.0)
    endless = np.isinf(a.mantissa) & ~a.beyond
    return _either(endless, Wide(np.exp(a.mantissa)), Wide(np.exp(r), k))


def _logarithm(function: np.ufunc) -> Callable[[Wide], Wide]:
    def rule(a: Wide) -> Wide:
        ordinary = np.abs(a.exponent) < 1000.0
        return Wide(np.where(ordinary, function(a.float64()), function(a.mantissa) + a.exponent * function(2.0)))

    return rule


def _narrow(function: np.ufunc) -> Callable[..., Wide]:
    """numpy's function; its result for ±∞ is used for numbers beyond the range of float64."""

    def rule(*numbers: Wide) -> Wide:
        floats = [number.float64() for number in numbers]
        rounded = [np.isinf(there) & np.isfinite(number.mantissa) for there, number in zip(floats, numbers, strict=True)]
        return _marked(Wide(function(*floats)), _either_of(rounded))

    return rule


def _odd(function: np.ufunc) -> Callable[[Wide], Wide]:
    """A function that is x where x is small."""
    ordinary = _narrow(function)
    return lambda a: _either(a.exponent < SMALL, a, ordinary(a))


def _cosh(a: Wide) -> Any:
    return 0.5 * _exp(a) + 0.5 * _exp(-a)


def _sinh(a: Wide) -> Wide:
    far = 0.5 * _exp(a) - 0.5 * _exp(-a)
    return _either(a.exponent > 1.0, far, _odd(np.sinh)(a))


def _power(a: Wide, b: Wide) -> Wide:
    """numpy's power within the range of float64; otherwise m^b · 2^(e·b), or by logarithms if m^b would be too small."""
    base, exponent = a.float64(), b.float64()
    direct = np.power(base, exponent)
    special = np.isnan(direct) | (a.mantissa == 0.0) | ~np.isfinite(a.mantissa)
    ordinary = (np.abs(a.exponent) < 1000.0) & (np.abs(direct) > 1e-300) & np.isfinite(direct)
    doublings = a.exponent * exponent
    whole = np.rint(doublings)
    by_parts = Wide(np.power(a.mantissa, exponent) * np.exp2(doublings - whole), whole)
    sign = Wide(np.power(np.sign(a.mantissa), exponent))
    by_logarithm = sign * _exp(b * _logarithm(np.log)(_absolute(a)))
    return _either(special | ordinary, Wide(direct), _either(np.abs(exponent) <= 500.0, by_parts, by_logarithm))


RULES: dict[np.ufunc, Callable[..., Any]] = {
    np.add: _add,
    np.subtract: lambda a, b: _add(a, _negative(b)),
    np.multiply: _multiply,
    np.divide: _divide,
    np.negative: _negative,
    np.absolute: _absolute,
    np.conjugate: lambda a: a,
    np.sign: _sign,
    np.sqrt: _sqrt,
    np.power: _power,
    np.exp: _exp,
    **{function: _logarithm(function) for function in (np.log, np.log2, np.log10)},
    np.sinh: _sinh,
    np.cosh: _cosh,
    **{function: _odd(function) for function in (np.sin, np.tan, np.tanh, np.arctan)},
    **{
        compare: _compared(compare)
        for compare in (np.equal, np.not_equal, np.less, np.less_equal, np.greater, np.greater_equal)
    },
    np.maximum: _extreme(np.greater_equal),
    np.minimum: _extreme(np.less_equal),
}
