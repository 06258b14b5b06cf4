"""How far the results of a replay may be off where numpy's functions are not exact, carried along through all that follows."""

from dataclasses import replace

import numpy as np
from autograd import numpy as anp

from surfaces._differentiate import value_and_partials
from surfaces._replay import Replay

EXACT = {np.add, np.subtract, np.multiply, np.divide, np.negative, np.sqrt, np.absolute, np.conjugate, np.sign}
EXACT |= {np.equal, np.not_equal, np.less, np.less_equal, np.greater, np.greater_equal, np.maximum, np.minimum}
UNITS = 2.0  # error of all other functions, in units in the last place


def errors(replay, x, y):
    """A bound on the error of each of its results at (x, y): 0 where all is exact, not finite where nothing can be said."""
    with np.errstate(all="ignore"):
        ends = replay(Rounded(x, np.zeros(np.shape(x))), Rounded(y, np.zeros(np.shape(y))))
    return [end.error if isinstance(end, Rounded) else 0.0 for end in ends]


class Rounded:
    """Numbers, and how far each may be off. It takes numpy's functions, as the straight-line code of a replay calls them."""

    def __init__(self, value, error):
        self.value, self.error = value, error

    @property
    def shape(self):
        return np.shape(self.value)

    def copy(self):
        return self

    def __array_ufunc__(self, ufunc, method, *inputs):
        assert method == "__call__"
        numbers, own = zip(*map(_parts, inputs), strict=True)
        value = ufunc(*numbers)
        carried = sum(_times(*pair) for pair in zip(own, _partials(ufunc, *numbers), strict=True))
        rounding = np.where(carried != 0.0, 1.0, 0.0) if ufunc in EXACT else UNITS
        return Rounded(value, carried + _times(rounding, np.spacing(np.abs(value, dtype=float))))

    def __array_function__(self, function, types, arguments, options):
        assert function is np.where
        condition, one, other = map(_parts, arguments)
        return Rounded(np.where(condition[0], one[0], other[0]), np.where(condition[0], one[1], other[1]))


def _parts(number):
    return (number.value, number.error) if isinstance(number, Rounded) else (number, 0.0)


def _times(error, factor):
    """Their product; an error of 0 stays 0, whatever the slope."""
    return np.where(error == 0.0, 0.0, np.abs(factor) * error)


def _partials(ufunc, *numbers):
    """The slopes of a function by each of its arguments; 0 for what jumps, of which it is known that it is no matter here."""
    if ufunc in (np.sign, np.conjugate) or np.result_type(ufunc(*numbers)).kind == "b":
        return [1.0 if ufunc is np.conjugate else 0.0] * len(numbers)
    function = getattr(anp, ufunc.__name__)
    numbers = [np.asarray(number, dtype=float) for number in np.broadcast_arrays(*numbers)]
    if len(numbers) == 1:
        return value_and_partials(lambda x, y: function(x), *numbers, *numbers)[1:2]
    return value_and_partials(function, *numbers)[1:]


def rounded_otherwise(surface, seed=0):
    """The surface on another processor or in another language: what is not exact may come out a unit in the last place off."""
    random = np.random.default_rng(seed)

    def otherwise(replay):
        def run(x, y):
            if not isinstance(x, np.ndarray):  # wide numbers have their own arithmetic
                return replay.run(x, y)
            ends = replay.run(RoundedOtherwise(x, random), RoundedOtherwise(y, random))
            return [end.value if isinstance(end, RoundedOtherwise) else end for end in ends]

        return Replay(run, replay.functions, replay.source)

    twin = replace(surface)
    for order in ("_zeroth", "_first", "_second"):  # cached properties, so they can be set
        vars(twin)[order] = otherwise(getattr(surface, order))
    return twin


class RoundedOtherwise:
    """Numbers whose inexact functions are rounded by chance up, down or not at all."""

    def __init__(self, value, random):
        self.value, self.random = np.asarray(value), random

    @property
    def shape(self):
        return self.value.shape

    def copy(self):
        return RoundedOtherwise(self.value.copy(), self.random)

    def __array_ufunc__(self, ufunc, method, *inputs):
        assert method == "__call__"
        value = ufunc(*map(_plain, inputs))
        if ufunc not in EXACT:
            with np.errstate(invalid="ignore"):
                off = self.random.integers(-1, 2, np.shape(value)) * np.spacing(value)
            value = np.where(np.isfinite(value), value + off, value)
        return RoundedOtherwise(value, self.random)

    def __array_function__(self, function, types, arguments, options):
        return RoundedOtherwise(function(*map(_plain, arguments), **options), self.random)


def _plain(number):
    return number.value if isinstance(number, RoundedOtherwise) else number
