"""What the README shows works as it stands: its examples are run, and what it says of them holds."""

import re
from pathlib import Path

import numpy as np

from optimizers import OPTIMIZERS, _evidence, descend
from surfaces import SURFACES

README = Path(__file__).parents[1] / "README.md"
BLOCKS = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)


def run(word):
    """The names that the example with this word leaves behind."""
    (block,) = [block for block in BLOCKS if word in block]
    names = {}
    exec(block, names)
    return names


def test_the_library_works_as_shown():
    names = run("path = descend")
    assert np.hypot(*names["path"].points[-1]) < 0.1
    assert names["path"].states.m.shape == (201, 2)


def test_the_surface_to_add_is_new_and_right():
    surface = run("SURFACE: Surface = Surface(")["SURFACE"]
    assert surface.title not in {known.title for known in SURFACES.values()}
    ((x, y),) = surface.minima
    assert np.allclose(surface.gradient(x, y), 0.0, atol=1e-12)
    low, high = surface.curvatures(x, y)
    assert (low > 0, high / low) == (True, 3.0)  # "three times as steep across as along"
    assert all(fact.holds(_evidence) for fact in surface.facts)


def test_the_optimizer_to_add_is_new_and_descends():
    optimizer = run("OPTIMIZER: Optimizer = Optimizer(")["OPTIMIZER"]
    assert optimizer.title not in {known.title for known in OPTIMIZERS.values()}
    path = descend(SURFACES["bowl"], optimizer, (3.0, -2.0), 100)
    assert path.values[-1] < 0.01
    assert all(fact.holds(_evidence) for fact in optimizer.facts)
