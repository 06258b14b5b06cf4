"""Every test is found by plain `pytest` from the root: selecting some of them by name runs those without errors."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
def test_plain_pytest_collects_every_test_module():
    listed = subprocess.run([sys.executable, "-m", "pytest", "--collect-only", "-q"], cwd=ROOT, capture_output=True, text=True)
    assert listed.returncode == 0, listed.stdout[-2000:]
    found = {line.partition("::")[0] for line in listed.stdout.splitlines() if "::" in line}
    assert found == {str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("test_*.py")}
