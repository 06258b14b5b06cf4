"""Run the scripts for PyTorch and for Optax that the pages make, and write down where their runs and trainings end.

    pip install -r requirements.txt torch==2.13.0 jax==0.10.2 optax==0.2.8
    python tests/reference/make_scripts.py [PyTorch] [Optax]

One JSON file a library in `scripts/`: for each case what its script prints and a fingerprint of the script, so that
`tests/components/exports/test_libraries.py`, which needs none of the libraries, knows that it is still the same.
"""

import contextlib
import hashlib
import io
import json
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the project is run from its folder, not installed

from components.exports import EXPORTS
from components.results.shared import no_progress
from components.state.address import read
from components.state.settings import Settings
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES
from tests.components.exports.trainings import LINK as TRAINING_LINK
from tests.components.exports.trainings import chosen, trainings_in

HERE = Path(__file__).parent / "scripts"
LIBRARIES = {"PyTorch": ("torch_script", "torch"), "Optax": ("optax_script", "optax")}
LINK = "http://localhost/"
FUNCTIONS = (  # everything that can be typed, so that each library's name for it is tested
    "sin(x)+cos(y)+tan(x/9)+exp(-x^2)+log(3+x^2)+sqrt(1+y^2)+abs(x-1)"
    "+min(x, y^2)+max(x^2, 2*y)+atan(x)+tanh(y)+sinh(x/9)+cosh(y/9)"
)


def cases(library: str) -> Iterator[tuple[str, dict[str, str]]]:
    """By name, settings as texts: each optimizer, plain and with all that can be set, each surface and each schedule."""
    for key, optimizer in OPTIMIZERS.items():
        if library in optimizer.calls:
            yield f"{key} plain", {"surface": "himmelblau", "optimizers": key, "steps": "60"}
            changed = {"schedule": "exponential", "noise": "0.2", "seed": "7", "steps": "60"}
            changes = f"20:{key}.{optimizer.hyperparameters[0].name}:0.01,40:exponential.factor:0.9"
            yield f"{key} changed", {"surface": "matyas", "optimizers": key, "changes": changes, **changed}
    for key in SURFACES:
        yield f"{key} surface", {"surface": key, "optimizers": "gradient_descent,momentum", "steps": "20"}
    for key in SCHEDULES:
        yield f"{key} schedule", {"surface": "bowl", "optimizers": "adam,momentum", "schedule": key, "steps": "20"}
    yield "functions", {"surface": "own", "formula": FUNCTIONS, "optimizers": "gradient_descent,adam", "steps": "20"}
    yield "divergence", {"surface": "rosenbrock", "optimizers": "gradient_descent", "gradient_descent.learning_rate": "1"}


def settings_of(texts: dict[str, str]) -> Settings:
    settings, problems = read({"v": ["2"], **{name: [text] for name, text in texts.items()}})
    assert not problems, problems
    return settings


def script(library: str, texts: dict[str, str]) -> str:
    key, _ = LIBRARIES[library]
    return EXPORTS[key].made("runs", settings_of(texts), LINK, "A title", no_progress).decode()


def training_script(library: str, texts: dict[str, str]) -> str:
    key, _ = LIBRARIES[library]
    return EXPORTS[key].made_of_training(chosen(**texts), TRAINING_LINK, no_progress).decode()


def scripts(library: str) -> Iterator[tuple[str, str]]:
    """By name, every script that is run."""
    for name, texts in cases(library):
        yield name, script(library, texts)
    for name, texts in trainings_in(library):
        yield name, training_script(library, texts)


def fingerprint(text: str) -> str:
    """Of the code alone: whether a comment says that rounding decides may depend on the processor."""
    code = [line for line in text.splitlines() if not line.startswith("#")]
    return hashlib.sha256("\n".join(code).encode()).hexdigest()[:16]


def main() -> None:
    HERE.mkdir(exist_ok=True)
    for library in sys.argv[1:] or LIBRARIES:
        _, package = LIBRARIES[library]
        found = {}
        for name, text in scripts(library):
            with contextlib.redirect_stdout(io.StringIO()) as output:
                exec(compile(text, name, "exec"), {"__name__": "__main__"})
            found[name] = {"script": fingerprint(text), "printed": output.getvalue().splitlines()}
            print(library, name, flush=True)
        made = {"made_with": f"{package} {version(package)}", "cases": found}
        (HERE / f"{library}.json").write_text(json.dumps(made, indent=1) + "\n")


if __name__ == "__main__":
    main()
