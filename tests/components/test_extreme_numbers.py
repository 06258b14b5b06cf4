"""Formulas whose values no float32, or no float64, can hold: all data of the page stays strict JSON and readable text."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from components.metrics import METRICS
from components.results.experiment import experiment
from components.results.shared import no_progress
from components.state.address import read
from components.web import lab, terrain
from components.web.scene import scene

FORMULAS = [
    "1e9**34*30*x",
    "-1e9**34*30*x",
    "1e9**34*15*(x+y**2)",
    "1e9**5*(x**2+y**2)",
    "exp(exp(x))",
    "-exp(exp(x))",
    "cosh(y)**8",
    "exp(700*x)",
    "exp(exp(exp(x)))-y",
    "exp(x**2)+y**2",
    "x**2+y**2+exp(x*y)",
    "1e-9**34*x**2",
    "1e-9**36*(x+y)",
    "1/x+y",
    "log(x)+y**2",
    "sin(exp(exp(x)))+y",
    "sqrt(exp(300*x))",
]
SCALES = st.builds(
    lambda whole, part: f"1e9**{whole}*{part:.3f}" if whole else f"{part:.3f}", st.integers(0, 35), st.floats(0.1, 999)
)
SHAPES = st.sampled_from(
    ["x", "-x+y", "x**2+y**2", "exp(x*y)", "cosh(y)**6", "abs(x)**9-y", "exp(99*x)", "x*y*(x-y)", "(x**2+y-11)**2"]
)
WORDS = re.compile(r"\b(nan|inf|infinity|undefined|none)\b|[∞]", re.IGNORECASE)


def refuse(constant):
    raise ValueError(f"{constant} is no JSON")


def check_texts(data, path=""):
    """No text says nan or inf; but for addresses and numbers in base64, which nobody reads."""
    if isinstance(data, dict):
        for name, part in data.items():
            if name not in ("rows", "paths", "ends", "bdata", "address", "query", "worksheets", "lost", "view"):
                check_texts(part, f"{path}.{name}")
    elif isinstance(data, (list, tuple)):
        for place, part in enumerate(data):
            check_texts(part, f"{path}[{place}]")
    elif isinstance(data, str):
        assert not WORDS.search(data), f"{path}: {data}"


def strict(text):
    return json.loads(text, parse_constant=refuse)


def of(formula, width=5.0, **more):
    """Settings of a formula; None where it has no value anywhere."""
    texts = {"surface": "own", "formula": formula, "domain": f"{-width},{width},{-width},{width}", **more}
    chosen, problems = read({name.replace("__", "."): [text] for name, text in texts.items()})
    return None if problems else chosen


def check_page(chosen):
    """The terrain, and the stage with every metric."""
    heights = terrain.terrain_json(chosen.choices, "light")
    check_texts(strict(heights))
    for metric in METRICS:
        shown = chosen.replace(metric=metric)
        data = scene(experiment(shown), shown)
        check_texts(strict(json.dumps(data, allow_nan=False)))


@pytest.mark.slow
@pytest.mark.parametrize("width", ["5", "40"])
@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.filterwarnings("error")
def test_the_stage_survives_extreme_numbers(formula, width):
    chosen = of(formula, float(width), optimizers="gradient_descent,adam,nesterov,newton,lion", steps="25")
    check_page(chosen)


@pytest.mark.slow
@given(SCALES, SHAPES, st.sampled_from([0.5, 5.0, 100.0]))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_stage_survives_any_scale(scale, shape, width):
    chosen = of(f"{scale}*({shape})", width, optimizers="gradient_descent,adam,newton", steps="20")
    if chosen:
        check_page(chosen)


@pytest.mark.parametrize("panel", ["sweep", "five", "heat", "frame"])
@pytest.mark.parametrize("formula", ["1e9**34*30*x", "exp(700*x)", "sqrt(exp(300*x))"])
def test_the_lab_survives_extreme_numbers(formula, panel):
    chosen = of(formula, optimizers="momentum", subject="momentum", second="momentum", swept="learning_rate", steps="12")
    check_texts(strict(lab.result(panel, "light", chosen, no_progress)))


@pytest.mark.parametrize("formula", ["exp(exp(x))", "log(x)+y", "1e9**34*30*x"])
def test_a_start_where_f_is_not_finite_is_accepted(formula):
    chosen = of(
        formula,
        9.0,
        optimizers="momentum",
        subject="momentum",
        second="momentum",
        steps="12",
        x="-8" if "l" in formula else "8.5",
        y="0",
    )
    check_page(chosen)
    for panel in lab.PANELS:
        check_texts(strict(lab.result(panel, "light", chosen, no_progress)))
