"""A replay equals autograd; where f may not be elementwise, it is traced instead.

To the last bit where the operations are exact. Elsewhere numpy differs with the processor, the length of an array, and between
operator and function; then each operation may be off by 2 units in the last place, and what that comes to is carried along.
"""

import gc
import tracemalloc
import weakref
from dataclasses import replace
from functools import lru_cache

import autograd.numpy as anp
import numpy as np
import pytest
from autograd.tracer import getval
from hypothesis import example, given, settings
from hypothesis import strategies as st

from surfaces import SURFACES, _replay, parse
from surfaces._differentiate import second_partials, value_and_partials
from tests.surfaces.rounding import EXACT, errors
from tests.surfaces.test_formula import FORMULAS

BOTH = pytest.mark.parametrize("compute", [value_and_partials, second_partials])
SPECIAL = np.array([0.0, -0.0, 1.0, -1.0, 5e-324, 1e-200, -1e-200, 1e200, np.pi, -10.0, np.inf, -np.inf, np.nan])


replayed = lru_cache(_replay.replayed)


def is_replayed(compute, f):
    return bool(replayed(compute, f).source)


def assert_same_bits(actual, expected):
    for a, e in zip(actual, expected, strict=True):
        assert_same(a, e, 0.0)


def assert_replays(compute, f, x, y):
    """The replay of f at (x, y) against autograd's trace."""
    replay = replayed(compute, f)
    for actual, expected, error in zip(replay(x, y), traced(compute, f, x, y), errors(replay, x, y), strict=True):
        assert_same(actual, expected, error)


def assert_same(actual, expected, error):
    """Equal within an error, which is an array or 0; where it is 0 to the last bit; where it is not finite nothing is known."""
    assert np.shape(actual) == np.shape(expected)
    assert np.result_type(actual) == np.result_type(expected)
    exact = np.broadcast_to(error, np.shape(actual)) == 0.0
    np.testing.assert_array_equal(actual[exact], expected[exact])
    numbers = exact & ~np.isnan(expected)  # the sign of NaN does not matter
    np.testing.assert_array_equal(np.signbit(actual)[numbers], np.signbit(expected)[numbers])
    known = ~exact & np.isfinite(error)
    assert np.all(np.abs(actual - expected)[known] <= np.broadcast_to(error, known.shape)[known])


def traced(compute, f, x, y):
    """What autograd gives. It sums along axes of one, which does not change a gradient but for the sign of a zero, and may
    change the order of the terms of a Hessian: so such points are traced among others, as part of a longer row.
    """
    if 1 not in np.shape(x):
        return compute(f, x, y)
    ends = compute(f, *(np.append(np.ravel(coordinate), [0.3, 0.7]) for coordinate in (x, y)))
    if compute is value_and_partials:
        for among_others, alone in zip(ends, compute(f, x, y), strict=True):
            np.testing.assert_array_equal(among_others[:-2].reshape(np.shape(x)), alone)
    return [end[:-2].reshape(np.shape(x)) for end in ends]


@pytest.fixture(autouse=True)
def _overflow_is_no_matter():
    with np.errstate(all="ignore"):
        yield


# The same


@BOTH
@pytest.mark.parametrize("shape", [(1,), (2,), (121,), (16_384,), (4, 1), (31, 17), (0,), ()], ids=str)
def test_every_surface_is_replayed(surface, compute, shape):
    assert is_replayed(compute, surface.f)
    random = np.random.default_rng(0)
    there = [random.uniform(low, high, shape) for low, high in surface.domain]
    strange = random.choice(SPECIAL, (2, *shape))
    mixed = [np.where(random.uniform(size=shape) < 0.5, *pair) for pair in zip(there, strange, strict=True)]
    for x, y in (there, strange, mixed):
        assert_replays(compute, surface.f, x, y)


@BOTH
def test_every_surface_is_replayed_where_any_two_strange_numbers_meet(surface, compute):
    x, y = map(np.ravel, np.meshgrid(SPECIAL, SPECIAL))
    assert_replays(compute, surface.f, x, y)


@BOTH
def test_points_may_lie_in_memory_as_they_like(surface, compute):
    points = np.random.default_rng(0).uniform(-5.0, 5.0, (40, 30, 2))
    for x, y in ((points[..., 0], points[..., 1]), (points[:, :, 0].T, points[::-1, :, 1].T), np.broadcast_arrays(1.5, points)):
        assert_replays(compute, surface.f, x, y)


@BOTH
def test_little_is_allowed_for_on_ordinary_points_and_nothing_where_all_is_exact(surface, compute):
    random = np.random.default_rng(0)
    x, y = (random.uniform(low, high, 200) for low, high in surface.domain)
    replay = replayed(compute, surface.f)
    allowed = errors(replay, x, y)
    for end, error in zip(replay(x, y), allowed, strict=True):
        assert np.max(error / np.max(np.abs(end), initial=1e-300)) < 1e-12
    assert any(map(np.any, allowed)) != (replay.functions <= EXACT | {np.where})


NUMBERS = st.floats(allow_subnormal=True) | st.sampled_from(SPECIAL.tolist()) | st.floats(-4.0, 4.0)
MORE = st.sampled_from(["({0})**0.5", "({0})**y", "({0})**-1", "sqrt({0})", "maximum({0}, y)", "minimum(x, {0})", "abs({0})"])


@BOTH
@given(FORMULAS, MORE, st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=6))
@example("x", "{0}", [(0.0, -0.0), (1.0, np.nan)])
@example("3", "{0}", [(0.0, -0.0), (1.0, np.nan)])
@example("x*y", "maximum(abs({0}), y)", [(0.0, 0.0), (-0.0, 0.0), (1.0, 1.0)])
@example("tan(sinh(x)/cosh(y)) + log(x)*exp(y)", "{0}", [(0.5, 0.5), (-1.0, 2.0)])
@settings(max_examples=80, deadline=None)
def test_whatever_is_typed_is_replayed(compute, text, around, points):
    f = parse(around.format(text)).f
    x, y = np.array(points).T
    assert is_replayed(compute, f)
    assert_replays(compute, f, x, y)


def test_one_point_is_treated_as_it_is_among_others(surface):
    x, y = np.random.default_rng(0).choice(SPECIAL, (2, 50))
    together = np.array(replayed(value_and_partials, surface.f)(x, y))
    alone = [replayed(value_and_partials, surface.f)(x[i : i + 1], y[i : i + 1]) for i in range(50)]
    for row, expected, error in zip(
        together, np.array(alone)[:, :, 0].T, errors(replayed(value_and_partials, surface.f), x, y), strict=True
    ):
        assert_same(row, expected, error)


# What it costs


def test_f_is_called_to_record_it_and_never_again():
    calls = []

    def f(x, y):
        calls.append(1)
        return x * x + anp.sin(y)

    surface = replace(SURFACES["bowl"], f=f)
    surface.gradient(1.0, 2.0)
    surface.hessian(1.0, 2.0)
    once = len(calls)
    for n in (1, 2, 3):
        surface.gradient(np.ones(n), np.ones(n))
        surface.hessian(np.ones(n), np.ones(n))
    assert len(calls) == once


def test_what_is_computed_twice_or_for_nothing_is_left_out():
    source = replayed(value_and_partials, lambda x, y: anp.cos(x) * anp.cos(x) + 0.0 * y + x * x).source
    assert source.count("cos(x)") == source.count("sin(x)") == source.count("multiply(x, x)") == 1
    assert "ones" not in source
    assert "=" not in replayed(second_partials, SURFACES["regression"].f).source  # its Hessian is constant


def test_no_unneeded_array_is_kept():
    def f(x, y):
        for _ in range(40):
            x = x + y * anp.sin(y)
        return x

    x = np.ones(100_000)
    replay = replayed(value_and_partials, f)
    tracemalloc.start()
    replay(x, x)
    peak = tracemalloc.get_traced_memory()[1] / x.nbytes
    tracemalloc.stop()
    assert peak < 10


def test_a_surface_that_has_gone_leaves_nothing_behind():
    surface = replace(SURFACES["bowl"], f=lambda x, y: x * y)
    f = weakref.ref(surface.f)
    surface.gradient(1.0, 2.0)
    del surface
    gc.collect()
    assert f() is None


# Whose the results are


@BOTH
@pytest.mark.parametrize("f", [lambda x, y: x, lambda x, y: x * y, lambda x, y: anp.exp(x), lambda x, y: 2.0, parse("3").f])
def test_the_results_are_the_callers_own(compute, f):
    x, y = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    replay = replayed(compute, f)
    expected = [np.array(end) for end in replay(x, y)]
    for end in (ends := replay(x, y)):
        end += 1.0
    assert_same_bits(ends, [end + 1.0 for end in expected])
    assert x.tolist() == [1.0, 2.0]
    assert y.tolist() == [3.0, 4.0]
    assert_same_bits(replay(x, y), expected)


# What cannot be replayed


def by_the_sum(x, y):
    return x * x if anp.sum(x) > 0 else y * y


def by_each(x, y):
    return x * x if x > 0 else y * y


class Counting:
    """A function that is another one at every call."""

    calls = 0

    def __call__(self, x, y):
        self.calls += 1
        return self.calls * x * y


DATA = np.array([1.0, 2.0, 4.0])

NOT_REPLAYED = {
    "branch on a sum": by_the_sum,
    "branch on each": by_each,
    "a sum": lambda x, y: anp.sum(x) * y,
    "sorted": lambda x, y: anp.sort(x) * y,
    "turned round": lambda x, y: x[::-1] * y,
    "by its length": lambda x, y: x * y * len(x),
    "by its shape": lambda x, y: x * y if anp.ndim(x) > 1 else x + y,
    "over data": lambda x, y: anp.mean((x[..., None] * DATA + y[..., None]) ** 2, axis=-1),
    "data beside it": lambda x, y: x * DATA + y,
    "a number in an array": lambda x, y: x * np.array([2.0]) + y,
    "chance": lambda x, y: x * y + np.random.default_rng().uniform(),
    "chance for each": lambda x, y: x * y + np.random.default_rng().uniform(size=anp.shape(x)),
    "another every time": Counting(),
    "by what is inside": lambda x, y: x * y * float(np.max(getval(getval(x)))),
    "x or y, by its shape": lambda x, y: x if anp.ndim(x) > 1 else y,
    "numbered": lambda x, y: x * y + np.arange(np.prod(anp.shape(x))).reshape(anp.shape(x)),
    "with a keyword": lambda x, y: x * y + anp.floor(x, dtype=np.float32),
    "clipped": lambda x, y: anp.clip(x, -1.0, 1.0) * y,
}


@pytest.mark.parametrize("f", NOT_REPLAYED.values(), ids=NOT_REPLAYED.keys())
def test_what_is_not_elementwise_is_not_replayed(f):
    assert not is_replayed(value_and_partials, f)


@pytest.mark.parametrize("name", ["branch on a sum", "sorted", "over data", "data beside it", "by its length", "clipped"])
def test_what_is_not_replayed_is_traced(name):
    f = NOT_REPLAYED[name]
    for x in (DATA, -DATA):
        assert_same_bits(replayed(value_and_partials, f)(x, DATA), value_and_partials(f, x, DATA))


def test_a_branch_on_one_point_is_taken_anew_each_time():
    surface = replace(SURFACES["bowl"], f=by_each)
    assert surface.gradient(2.0, 3.0) == (4.0, 0.0)
    assert surface.gradient(-2.0, 3.0) == (0.0, 6.0)


def test_errors_of_f_are_raised_as_before():
    surface = replace(SURFACES["bowl"], f=lambda x, y: anp.frexp(x)[0])
    for _ in range(2):
        with pytest.raises(NotImplementedError, match="VJP of frexp"):
            surface.gradient(np.ones(3), np.ones(3))


CAREFUL = {
    "a choice": lambda x, y: anp.where(anp.abs(x) < 1.0, x * x * y, 2.0 * anp.abs(x) - y),
    "a truth times 1": lambda x, y: x * y - -(1.0 * (x > y)),
    "two zeros": lambda x, y: (x + 0.0) * (x + -0.0) + y,
    "the whole 0 and the other": lambda x, y: x * (y + (x > 0) * 0.0) + (x > 0) * 0,
}


@BOTH
@pytest.mark.parametrize("f", CAREFUL.values(), ids=CAREFUL.keys())
def test_what_needs_care_is_replayed(compute, f):
    assert is_replayed(compute, f)
    x, y = map(np.ravel, np.meshgrid(SPECIAL, SPECIAL))
    assert_replays(compute, f, x, y)
