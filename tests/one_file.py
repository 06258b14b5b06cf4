"""A copy of the app with one file more: what CONTRIBUTING.md promises is tried on it."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
APP = ("app.py", ".streamlit", "components", "optimizers", "surfaces")

FILES = dict(re.findall(r"`([\w/]+\.py)`:\n\n```python\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(), re.DOTALL))


def app_with(folder: Path, file: str) -> Path:
    """The folder, into which the app has been copied, with one of the files that CONTRIBUTING.md adds."""
    for name in APP:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    new = folder / file
    assert not new.exists()
    new.write_text(FILES[file])
    return folder
