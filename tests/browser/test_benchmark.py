"""The benchmarks of the page run to their end, at a tiny size."""

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1] / "benchmarks"


@pytest.mark.parametrize(("name", "row"), [("page", "drag to repaint, ours"), ("live_lab", "easom")])
def test_it_runs_to_its_end(name, row):
    run = subprocess.run([sys.executable, HERE / f"{name}.py", "--quick"], capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    assert row in run.stdout
