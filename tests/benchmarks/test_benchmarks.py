"""Each benchmark runs to its end, at a tiny size: what it measures is for a person to see, that it runs is held here."""

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
IN_A_BROWSER = {"page.py", "rival_page.py", "live_lab.py"}  # see tests/browser/test_benchmark.py
BENCHMARKS = sorted(path for path in HERE.glob("[!_]*.py") if path.name not in IN_A_BROWSER and path != Path(__file__))


@pytest.mark.slow
@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_it_runs_to_its_end(path):
    run = subprocess.run([sys.executable, path, "--quick"], capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip()
