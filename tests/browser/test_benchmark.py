"""The benchmark of the page runs to its end, with a single move."""

import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[1] / "benchmarks" / "page.py"


def test_it_runs_to_its_end():
    run = subprocess.run([sys.executable, PAGE, "--quick"], capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stderr
    assert "drag to repaint, ours" in run.stdout
