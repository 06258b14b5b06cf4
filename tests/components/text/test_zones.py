"""The zones of a sweep in words."""

import re
from dataclasses import replace

import numpy as np
import pytest

from components.results import laboratory as lab
from components.results.shared import no_progress
from components.text.zones import zones_text
from optimizers import Zone
from tests.components.tools import settings_of


def test_the_zones_are_described_with_every_boundary():
    sweep = lab.study(settings_of(surface="bowl", optimizers="gradient_descent", steps="500"), "gradient_descent", no_progress)
    text = zones_text("gradient_descent", sweep)
    # the distance of 6√2 changes by |1 − 2α| per step and must reach 0.02 in 500 steps, or in 2; f diverges from 72 to 196
    slow, quick, out = (0.02 / np.hypot(6, 6)) ** (1 / 500), (0.02 / np.hypot(6, 6)) ** (1 / 2), (196 / 72) ** (1 / 1000)
    boundaries = [(1 - slow) / 2, (1 - quick) / 2, (1 + quick) / 2, (1 + slow) / 2, (1 + out) / 2]
    low, good, best, high, out = dict.fromkeys(re.findall(r"[\d.]+(?=[,;–])", text))
    assert [float(found) for found in (low, good, best, high, out)] == pytest.approx(boundaries, rel=5e-3)
    assert text == (
        f"Gradient descent: too slow below {low}, good {low}–{good}, best {good}–{best}, good {best}–{high}, "
        f"too high {high}–{out}, diverges above {out}; stability limit at the minimum 1 (λmax 2)."
    )
    broken = [Zone(name, 10.0**k, 10.0 ** (k + 1)) for k, name in enumerate(["too slow", *["good", "best"] * 3, "diverges"])]
    assert zones_text("gradient_descent", replace(sweep, zones=tuple(broken), limit=None)) == (
        "Gradient descent: too slow below 10, widest best zone 100–1000, diverges above 10000000; "
        "the zone changes 6 times in between."
    )
    noisy = [
        Zone(name, 10.0**k, 10.0 ** (k + 1)) for k, name in enumerate(["too slow", "too high"] * 4)
    ]  # at a minimum from the start
    assert zones_text("gradient_descent", replace(sweep, zones=tuple(noisy), limit=None)) == (
        "Gradient descent: too slow below 10, nowhere good, too high above 10000000; the zone changes 6 times in between."
    )
    everywhere = replace(sweep, zones=(Zone("best", 1e-5, 100.0),), limit=None)
    assert zones_text("gradient_descent", everywhere) == "Gradient descent: no rate is better than another."
    narrow = (Zone("too slow", 1e-5, 0.123456), Zone("best", 0.123456, 0.123459), Zone("too high", 0.123459, 100.0))
    assert zones_text("gradient_descent", replace(sweep, zones=narrow, limit=None)) == (
        "Gradient descent: too slow below 0.123456, best 0.123456–0.123459, too high above 0.123459."
    )
    assert re.search(r"nan|inf|None", text) is None
