"""The scripts for PyTorch and for Optax end where the page does, as `tests/reference/make_scripts.py` has written down."""

import json
import re

import numpy as np
import pytest

from components.exports import EXPORTS
from components.results.experiment import experiment
from components.results.shared import no_progress
from components.web.query import RefusedError
from optimizers import OPTIMIZERS
from tests.components.exports.trainings import chosen, ended, trainings_in
from tests.components.tools import settings_of as page_settings
from tests.reference.make_scripts import HERE, LIBRARIES, cases, fingerprint, script, settings_of, training_script

STORED = {library: json.loads((HERE / f"{library}.json").read_text())["cases"] for library in LIBRARIES}
CASES = [
    pytest.param(library, name, texts, id=f"{library} {name}")
    for library in LIBRARIES
    for name, texts in cases(library)
    if name in STORED[library]
]
TRAININGS = [
    pytest.param(library, name, texts, id=f"{library} {name}")
    for library in LIBRARIES
    for name, texts in trainings_in(library)
    if name in STORED[library]
]
NUMBER = re.compile(r"nan|-?inf|-?\d\S*\d|\d")
LINE = re.compile(r"(.+): step (\d+), x = (\S+), y = (\S+)")
AGAIN = "run tests/reference/make_scripts.py again"


@pytest.mark.parametrize(("library", "name", "texts"), CASES)
def test_a_script_ends_where_the_page_does(library, name, texts):
    stored = STORED[library][name]
    text = script(library, texts)
    assert fingerprint(text) == stored["script"], AGAIN
    results = {run_result.run.optimizer.title: run_result for run_result in experiment(settings_of(texts)).results.values()}
    for line in stored["printed"]:
        title, step, x, y = LINE.fullmatch(line).groups()
        path = results.pop(title).trajectory.points
        assert int(step) == len(path) - 1
        assert np.allclose([float(x), float(y)], path[-1], rtol=1e-9, atol=1e-9), line
    assert not results  # each script has been recorded


@pytest.mark.parametrize(("library", "name", "texts"), TRAININGS)
def test_a_training_ends_where_the_page_does(library, name, texts):
    stored = STORED[library][name]
    text = training_script(library, texts)
    assert fingerprint(text) == stored["script"], AGAIN
    assert "rounding decides" not in text
    lines = [*ended(chosen(**texts))]
    by_title = {lines[place]: lines[place + 1 : place + 4] for place in range(0, len(lines), 4)}
    for place in range(0, len(stored["printed"]), 4):
        title, *printed = stored["printed"][place : place + 4]
        assert np.allclose(numbers_in(printed), numbers_in(by_title[title]), rtol=1e-9, atol=1e-9, equal_nan=True), title


def numbers_in(lines):
    return np.array([float(text) for text in NUMBER.findall(" ".join(lines))])


@pytest.mark.parametrize("library", LIBRARIES)
def test_all_is_stored_but_for_what_is_one_file(library):
    """A new surface, schedule or data set: their scripts are made as those of all others."""
    stored, there = STORED[library].keys(), {*dict(cases(library)), *dict(trainings_in(library))}
    assert stored <= there, AGAIN
    assert all(name.endswith((" surface", " schedule", " data")) for name in there - stored), AGAIN


def test_a_training_says_which_runs_a_library_cannot_reproduce():
    text = training_script("PyTorch", {"optimizers": "adam,lion,nesterov", "weight_decay": "0.1"}).replace("\n# ", " ")
    assert "Left out: Lion. Not in PyTorch." in text
    assert "Left out: Nesterov. PyTorch keeps other numbers than its iterate, on which weight decay would have another" in text
    assert '"Adam",' in text
    with pytest.raises(RefusedError, match=r"None of these runs can be written for PyTorch\. Left out: Shampoo"):
        training_script("PyTorch", {"optimizers": "shampoo"})


def test_a_training_says_where_rounding_decides_how_it_ends():
    """Far above the edge of stability, the last digit grows by a factor with each step."""
    wild = {"optimizers": "gradient_descent,adam", "gradient_descent.learning_rate": "20", "batch": "0", "epochs": "300"}
    text = training_script("PyTorch", wild).replace("\n# ", " ")
    assert "Gradient descent: rounding decides where this training ends." in text
    assert "Adam: rounding" not in text


def made(library, **texts):
    key, _ = LIBRARIES[library]
    return EXPORTS[key].made("runs", page_settings(**texts), "http://localhost/", "A title", no_progress).decode()


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_missing_optimizer_is_named_with_the_reason(library):
    missing, reason = {
        "PyTorch": ("yogi", "Not in PyTorch."),
        "Optax": ("nadam", "Optax's nadam uses β₁ from the first step."),
    }[library]
    text = made(library, surface="bowl", optimizers=f"adam,{missing}")
    comments = " ".join(line.removeprefix("# ") for line in text.splitlines() if line.startswith("#"))
    assert f"Left out: {OPTIMIZERS[missing].title}. {reason}" in comments
    with pytest.raises(RefusedError, match=f"None of these runs can be written for {library}. Left out:"):
        made(library, surface="bowl", optimizers=missing)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_change_that_a_library_cannot_make_during_a_run_is_reported(library):
    text = made(library, surface="bowl", optimizers="adam,momentum", changes="20:adam.beta1:0.5")
    assert f"Left out: Adam. {library} cannot change beta1 during a run" in text.replace("\n# ", " ")


def test_a_script_says_where_rounding_decides_how_a_run_ends():
    text = made("Optax", surface="beale", optimizers="polyak,adam", steps="60").replace("\n# ", " ")
    assert f"{OPTIMIZERS['polyak'].title}: rounding decides where this run ends." in text
    assert f"{OPTIMIZERS['adam'].title}: rounding" not in text


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_different_convention_is_noted(library):
    text = made(library, surface="bowl", optimizers="nesterov").replace("\n# ", " ")
    assert OPTIMIZERS["nesterov"].calls[library].note in text
