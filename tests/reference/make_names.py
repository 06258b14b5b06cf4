"""Write which optimizers other libraries have, under the names of this project's records; a name that is not there is an error.

    pip install -r requirements.txt torch==2.13.0 optax==0.2.8 qhoptim==1.1.0 && python tests/reference/make_names.py

One JSON file a library in `names/`, for `tests/optimizers/test_optimizer_contract.py`, which needs none of the libraries.
"""

import importlib
import inspect
import json
import re
import sys
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the project is run from its folder, not installed

from optimizers import OPTIMIZERS

HERE = Path(__file__).parent / "names"
PACKAGES = {"PyTorch": "torch", "Optax": "optax", "qhoptim": "qhoptim"}


def check(name: str) -> None:
    """Raise if `package.module.attribute(argument=…, …)` does not exist or does not take the arguments."""
    path, _, arguments = name.rstrip(")").partition("(")
    module, _, attribute = path.rpartition(".")
    known = inspect.signature(getattr(importlib.import_module(module), attribute)).parameters
    for argument in re.findall(r"(\w+)=", arguments):
        if argument not in known:
            raise AttributeError(f"{path} takes no {argument}")


def main() -> None:
    HERE.mkdir(exist_ok=True)
    for library, package in PACKAGES.items():
        names = sorted(optimizer.names[library] for optimizer in OPTIMIZERS.values() if library in optimizer.names)
        for name in names:
            check(name)
        content = {"made_with": f"{package} {version(package)}", "names": names}
        (HERE / f"{library.lower()}.json").write_text(json.dumps(content, indent=1) + "\n")
        print(f"{library}: {len(names)} names")


if __name__ == "__main__":
    main()
