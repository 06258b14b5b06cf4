"""A typed formula: understood as Python would, refused with a column, and never, whatever it is, executed."""

import random
import re
import signal
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surfaces import FUNCTIONS, LONGEST, FormulaError, own_surface, parse

X, Y = np.array([0.3, 1.7, -2.4]), np.array([1.1, -0.6, 2.9])
NAMES = {"np": np, "x": X, "y": Y, "pi": np.float64(np.pi), "e": np.float64(np.e)} | {
    name: function for name, (function, _, _) in FUNCTIONS.items()
}


def refused(text):
    """The error that a formula meets, or None."""
    try:
        parse(text)
    except FormulaError as error:
        return error
    return None


def agrees(text):
    """The formula is what Python makes of the same text; these texts are ours."""
    plain = re.sub(
        r"(?<![\w.])(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+)", r"np.float64(\1)", text.strip()
    )  # whose 1/0 is inf, not an error
    with np.errstate(all="ignore"):
        expected = np.broadcast_to(eval(plain, {"__builtins__": {}}, NAMES), X.shape)
        np.testing.assert_allclose(parse(text).f(X, Y), expected, rtol=1e-13, atol=1e-300)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "x**2 + 3*sin(y)",
            "-x**2",
            "2**-x",
            "(x + 1)**2*(y - 2)/3",
            "x - (y - 1)",
            "x*-y",
            "x/y/2",
            "2**3**2*x",
            "--x",
            "+x",
            "-(-x)",
        ),
        *("1e-3*x", ".5*x + 2.*y", "5", "pi*e", "x**8", "x**9", "x**0.5", "x**-1", "x**1", "x**y", "abs(x)**y", "e**x"),
        *(
            "minimum(x, y)",
            "maximum(x, 2*y) - minimum(0, y)",
            "sqrt(abs(x))/exp(-(x - pi)**2)",
            "log(x*x)",
            "  x  +  y  ",
            "\tx",
        ),
        *(f"{name}(x/3)" for name, (_, count, _) in FUNCTIONS.items() if count == 1),
        "x" + "+x" * 59,
        "-" * 119 + "x",
        "(" * 20 + "x" + ")" * 20,
    ],
)
def test_a_formula_is_what_python_makes_of_it(text):
    agrees(text)


LEAVES = st.sampled_from(["x", "y", "pi", "e", "2", "0.5", "3", "1e2"])
FORMULAS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda it: f"({it[0]} {it[1]} {it[2]})"),
        st.tuples(st.sampled_from(["-", "+"]), inner).map("".join),
        inner.map(lambda it: f"({it})**2"),
        st.tuples(st.sampled_from(["sin", "cos", "tanh", "abs", "atan"]), inner).map(lambda it: f"{it[0]}({it[1]})"),
    ),
    max_leaves=12,
)


@given(FORMULAS)
@settings(max_examples=150, deadline=None)
def test_whatever_is_put_together_rightly_is_understood(text):
    error = refused(text)
    if error is None:
        agrees(text)
    else:
        assert "may have" in str(error) or "nested" in str(error)


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("x**2 + 3*sin(y)", r"{x}^{2} + 3 \, \sin\left(y\right)"),
        ("(x + 1)/y", r"\frac{x + 1}{y}"),
        ("(x + 1)*2", r"\left(x + 1\right) \cdot 2"),
        ("(-x)**2", r"{\left(-x\right)}^{2}"),
        ("-x**2", r"-{x}^{2}"),
        ("x - (y - 1)", r"x - \left(y - 1\right)"),
        ("x*-y", r"x \cdot \left(-y\right)"),
        ("-(-x)", r"-\left(-x\right)"),
        ("sqrt(abs(x))", r"\sqrt{\left|x\right|}"),
        ("minimum(x, pi)", r"\min\left(x, \pi\right)"),
    ],
)
def test_it_is_shown_as_it_is_understood(text, latex):
    assert parse(text).latex == latex


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x + import(y)", "`import` is not a function; column 5"),
        ("import", "`import` is not known; there are x, y, pi, e and functions such as sin; column 1"),
        ("x + z", "`z` is not known; there are x, y, pi, e and functions such as sin; column 5"),
        ("pi(2)", "`pi` is a number, not a function; column 1"),
        ("sin x", "`sin` needs its argument in parentheses; column 1"),
        ("sin()", "`sin` takes 1 argument, not 0; column 1"),
        ("1 + minimum(x)", "`minimum` takes 2 arguments, not 1; column 5"),
        ("sin(x", "a parenthesis is not closed; column 5"),
        ("x)", "this parenthesis closes nothing; column 2"),
        ("x +", "something is missing at the end; column 3"),
        ("x y", "a sign is missing before `y`; column 3"),
        ("  x y", "a sign is missing before `y`; column 5"),
        ("x * / y", "`/` does not belong here; column 5"),
        ("2(x)", "a sign is missing before `(`; column 2"),
        ("(x)(y)", "a sign is missing before `(`; column 4"),
        ("2x", "a sign is missing before `x`; column 2"),
        ("x^2", "`^` has no meaning here (a power is written **); column 2"),
        ("f = x", "`=` has no meaning here (only the right side is needed); column 3"),
        ("z", "`z` is not known; there are x, y, pi, e and functions such as sin; column 1"),
        ("x.real", "`.` has no meaning here; column 2"),
        ("x\0", "the character U+0000 has no meaning here; column 2"),
        ("ｘ + y", "`ｘ` has no meaning here; column 1"),
        ("х", "`х` has no meaning here; column 1"),  # a Cyrillic letter
        ("", "there is no formula; column 1"),
        ("   ", "there is no formula; column 1"),
        ("1e99", "1e99 is not between 1e-09 and 1e+09; column 1"),
        ("x, y", "this has no meaning here; column 1"),
        ("(" * 21 + "x" + ")" * 21, "this is nested more than 20 deep; column 21"),
        ("x+" * 100, "a formula may have 120 parts, this one has 200; column 121"),
        ("x" * 201, "a formula may have 200 characters, this one has 201; column 201"),
    ],
)
def test_what_is_not_understood_is_named_with_its_column(text, sentence):
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert str(caught.value) == sentence


# Hostile texts

HOSTILE = [
    *(
        "__import__('os').system('true')",
        "().__class__.__bases__[0].__subclasses__()",
        "lambda: x",
        "[x for x in (1, 2)]",
        "{x: y}",
    ),
    *("x.__class__", "getattr(x, 'real')", "exec('1')", "eval('1')", "open('/etc/passwd').read()", "globals()", "breakpoint()"),
    *(
        "9**9**9**9**9",
        "2**2**2**2**2**2**2**2",
        "1e308*1e308",
        "((((((((((((x))))))))))))",
        "x if y else pi",
        "x and y",
        "not x",
        "x := 5",
    ),
    *(
        "x; y",
        "x\nimport os",
        "x#y",
        "f'{x}'",
        "'a'*10**9",
        "b'x'",
        "...",
        "x[0]",
        "*x",
        "**x",
        "x**",
        "yield x",
        "await x",
        "print(x)",
    ),
    *(
        "ｓｉｎ(x)",
        "ѕin(x)",
        "x\u200b+y",
        "x\u00a0+y",
        "\ufeffx",
        "x\0y",
        "\x1b[31mx",
        "１＋x",
        "x²",
        "−x",
        "\ud800",
        "e" * 50,
        "1_000",
        "0x1F",
        "1j",
    ),
    *(
        "sin(sin(sin(sin(sin(x)))))",
        "x**2+3*sin(y)",
        "minimum(x,y)",
        "sqrt(-1)",
        "log(0)",
        "1/0",
        "tan(pi/2)",
        "x**y**x",
        "((x)",
        "(x))",
    ),
]
ALPHABET = "xyepi0123456789.+-*/(), \t_sincoqrtablmuh'\"[]{}:;=@!%&|^~<>?\\\n\0ｘé²λ"
EVENTS = {"exec", "import", "open", "os.system", "subprocess.Popen", "socket.connect", "os.exec", "code.__new__"}
WATCHED: list[str] | None = None


def mutants(count):
    """Texts made of hostile ones by chance, always the same."""
    chance = random.Random(20)
    for _ in range(count):
        text = chance.choice(HOSTILE)
        for _ in range(chance.randrange(1, 6)):
            at, other = chance.randrange(len(text) + 1), chance.choice(HOSTILE)
            cut = other[chance.randrange(len(other) + 1) :]
            piece = chance.choice([chance.choice(ALPHABET), cut, text[:at], chance.choice(ALPHABET) * chance.randrange(1, 60)])
            text = text[:at] + piece + text[at + chance.choice([0, 0, 1, 3]) :]
        yield text[: chance.choice([40, LONGEST, 5 * LONGEST])]


def listen(event, _):
    if WATCHED is not None and event in EVENTS:
        WATCHED.append(event)


def bounded(text):
    """Parse, and evaluate where that succeeds, with an alarm after a second; returns the sentence or None."""
    signal.setitimer(signal.ITIMER_REAL, 1.0)
    try:
        error = refused(text)
        if error is None:
            with np.errstate(all="ignore"):
                assert np.shape(parse(text).f(X, Y)) == X.shape
            return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
    assert 1 <= error.column <= max(len(text), 1) + 1
    return str(error)


def test_ten_thousand_hostile_texts_execute_nothing_hang_nowhere_and_get_a_sentence():
    global WATCHED
    sys.addaudithook(listen)
    bounded("x")  # what is loaded once is loaded now
    before = signal.signal(signal.SIGALRM, lambda *_: pytest.fail("a formula hangs"))
    told = understood = 0
    WATCHED = []
    try:
        for text in [*HOSTILE, *mutants(10_000)]:
            sentence = bounded(text)
            if sentence is None:
                understood += 1
            else:
                told += 1
                assert sentence.isprintable()
                assert len(sentence) < 200
        assert WATCHED == []
    finally:
        WATCHED = None
        signal.signal(signal.SIGALRM, before)
    assert told > 5000
    assert understood > 100


@given(st.text(max_size=60) | st.text(alphabet=ALPHABET, max_size=80))
@settings(max_examples=400, deadline=None)
def test_any_text_is_understood_or_refused(text):
    error = refused(text)
    assert str(error).isprintable() if error else parse(text).latex


# As a surface

SQUARE = ((-5.0, 5.0), (-5.0, 5.0))


@pytest.mark.parametrize(
    ("text", "minima"),
    [
        ("x**2 + y**2", [(0.0, 0.0)]),
        ("x**2 + 3*sin(y)", [(0.0, 1.5 * np.pi), (0.0, -0.5 * np.pi)]),
        (
            "(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
            [
                (3, 2),
                (-2.805118086952745, 3.131312518250573),
                (-3.779310253377747, -3.2831859912861696),
                (3.5844283403304917, -1.8481265269644036),
            ],
        ),
        ("abs(x - 1) + abs(y)", [(1.0, 0.0)]),
        ("x*log(x) + y**2", [(1 / np.e, 0.0)]),
        ("100*(y - x**2)**2 + (1 - x)**2", [(1.0, 1.0)]),
        ("-cos(x)*cos(y)*exp(-(x - pi)**2 - (y - pi)**2)", [(np.pi, np.pi)]),
        *(
            (text, [])
            for text in (
                "x",
                "5",
                "1/(x*y)",
                "tan(x) + y**2",
                "-x**2 - y**2",
                "x**3 - 3*x*y**2",
                "log(x) + y**2",
                "sqrt(x) + y**2",
            )
        ),
    ],
)
def test_minima_are_found(text, minima):
    surface = own_surface(text, SQUARE)
    assert surface.found
    assert len(surface.minima) == len(minima)
    for found in surface.minima:
        assert min(np.hypot(found[0] - x, found[1] - y) for x, y in minima) < 1e-6
    assert (surface.lowest is None) == (not minima)


@pytest.mark.parametrize("text", ["log(x - 9)", "sqrt(-1 - x*x)", "exp(exp(exp(20 + x*x)))"])
def test_a_formula_that_is_finite_nowhere_is_refused(text):
    with pytest.raises(ValueError, match="not finite anywhere"):
        own_surface(text, SQUARE)


@pytest.mark.parametrize("text", ["log(x)", "sqrt(x*y)", "1/(x - 3.5)", "x**2", "maximum(x, y)", "5", "x**y"])
def test_the_start_is_where_f_has_a_slope(text):
    surface = own_surface(text, SQUARE)
    assert np.isfinite(surface.value(*surface.start))
    assert np.isfinite(surface.gradient(*surface.start)).all()
    assert all(low <= at <= high for at, (low, high) in zip(surface.start, SQUARE, strict=True))
