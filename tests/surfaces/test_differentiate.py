"""The one pass of autograd on functions that lack something: an argument, a derivative, or both."""

from threading import Event, Thread

import autograd.numpy as anp
import numpy as np
import pytest

from surfaces import Surface
from surfaces._differentiate import value_and_partials

X, Y = np.array([[0.5, -1.0, 2.0], [3.0, 0.25, -0.75]]), np.array([[1.0, 2.0, -3.0], [0.5, 4.0, 1.5]])

# name: (f, ∂f/∂x, ∂f/∂y, (∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²)), derivatives by hand
FUNCTIONS = {
    "product": (lambda x, y: x * y, Y, X, (0.0, 1.0, 0.0)),
    "plane": (lambda x, y: x + 2.0 * y, 1.0, 2.0, (0.0, 0.0, 0.0)),
    "only x": (lambda x, y: x * x * x, 3 * X * X, 0.0, (6 * X, 0.0, 0.0)),
    "only y": (lambda x, y: anp.sin(y), 0.0, np.cos(Y), (0.0, 0.0, -np.sin(Y))),
    "x itself": (lambda x, y: x, 1.0, 0.0, (0.0, 0.0, 0.0)),
    "constant": (lambda x, y: 3.0, 0.0, 0.0, (0.0, 0.0, 0.0)),
    "reused": (
        lambda x, y: (x * y) * (x * y) + x * y,
        2 * X * Y * Y + Y,
        2 * X * X * Y + X,
        (2 * Y * Y, 4 * X * Y + 1, 2 * X * X),
    ),
    "absolute": (lambda x, y: anp.abs(x) * y, np.sign(X) * Y, np.abs(X), (0.0, np.sign(X), 0.0)),
}


def surface_of(f):
    return Surface(title="t", latex="l", f=f, domain=((-4, 4), (-4, 4)), start=(1, 1), teaches="t", reference="r")


@pytest.mark.parametrize(("f", "by_x", "by_y", "second"), FUNCTIONS.values(), ids=FUNCTIONS.keys())
@pytest.mark.parametrize("index", [(), (0,), (1, 2)], ids=["grid", "row", "scalar"])
def test_value_and_partials(f, by_x, by_y, second, index):
    expected = (f(X, Y), by_x, by_y)
    actual = value_and_partials(f, np.asarray(X[index]), np.asarray(Y[index]))
    for a, e in zip(actual, expected, strict=True):
        np.testing.assert_allclose(a, np.broadcast_to(e, X.shape)[index], rtol=1e-14)
        assert np.shape(a) == np.shape(X[index])


@pytest.mark.parametrize(("f", "by_x", "by_y", "second"), FUNCTIONS.values(), ids=FUNCTIONS.keys())
def test_hessian(f, by_x, by_y, second):
    for actual, expected in zip(surface_of(f).hessian(X, Y), second, strict=True):
        np.testing.assert_allclose(actual, np.broadcast_to(expected, X.shape), rtol=1e-14)


def test_value_and_gradient_cost_one_pass():
    calls = []

    def f(x, y):
        calls.append(1)
        return x * x + y * y

    value_and_partials(f, X, Y)
    assert len(calls) == 1


def test_no_two_threads_trace_at_once():
    """Autograd counts nested traces in one place for all threads: of two, one may take the other's boxes for its own."""
    inside, go_on, other_inside = Event(), Event(), Event()

    def slow(x, y):
        inside.set()
        assert go_on.wait(20)
        return x * y

    def quick(x, y):
        other_inside.set()
        return x * y

    threads = [Thread(target=value_and_partials, args=(f, X, Y)) for f in (slow, quick)]
    threads[0].start()
    assert inside.wait(20)
    threads[1].start()
    assert not other_inside.wait(0.2)
    go_on.set()
    assert other_inside.wait(20)
    for thread in threads:
        thread.join()
