"""Scripts that train the page's network: executed without this project, and compared with the page to the last digit."""

import json

import numpy as np
import pytest

from components.exports import EXPORTS
from components.results import training_budget
from components.results.shared import no_progress
from components.results.training import trained
from components.results.uploads import bring
from components.state.network import NetworkSettings, change
from components.state.network_parameters import SCALINGS, TRAINERS
from components.web.query import RefusedError
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from surfaces.networks import ACTIVATIONS, RECIPES, START_NAMES, read_table
from tests.components.exports.test_code import executed

LINK = "http://localhost/network?data=moons"
SMALL = {"data": "moons", "points": "40", "layers": "4:tanh,3:leaky_relu", "epochs": "6", "batch": "8"}
TABLE = "size;weight;kind\n" + "".join(f"{k % 7};{k % 5}.5;{'large' if k % 7 > 3 else 'small'}\n" for k in range(30))


def chosen(**edits):
    small = {name: text for name, text in SMALL.items() if name != "points" or edits.get("data") != "file"}
    settings, problems = change(NetworkSettings(), small | edits)
    assert problems == []
    return settings


def made(key, settings):
    return EXPORTS[key].made_of_training(settings, LINK, no_progress).decode()


def trainings():
    """Every optimizer, kind of data, activation, schedule, start and scaling, by a name."""
    keys = list(TRAINERS)
    for place in range(0, len(keys), 3):
        yield f"optimizers {place}", {"optimizers": ",".join(keys[place : place + 3])}
    for key in RECIPES:
        arms = {"arms": "3"} if RECIPES[key].has_arms else {}
        yield key, {"data": key, **arms, "seed": "5", "noise": "0.1"}
    for key in ACTIVATIONS:
        yield key, {"layers": f"5:{key},4:{key}", "slope": "0.1", "optimizers": "adam,lion"}
    for key in SCHEDULES:
        yield f"{key} schedule", {"schedule": key, "optimizers": "momentum"}
    for key in START_NAMES:
        yield f"{key} start", {"start": key}
    for key in SCALINGS:
        yield f"{key} scaling", {"scaling": key, "held_out": "0.4"}
    yield "sum and decay", {"reduction": "sum", "l2": "0.01", "weight_decay": "0.1", "optimizers": "adamw,polyak,sam"}
    yield "full batch", {"batch": "0", "epochs": "300", "layers": "4:learnable_power"}
    yield (
        "divergence",
        {"optimizers": "gradient_descent,adam", "gradient_descent.learning_rate": "100", "l2": "1", "epochs": "60"},
    )


def ended(settings):
    """What a script prints of the runs."""
    found = trained(settings)
    weights = found.network.architecture.decayed[:, 0] > 0.0
    for k, key in enumerate(found.keys):
        loss, accuracy = (measured[:, -1, k] for measured in (found.loss, found.accuracy))
        yield f"{OPTIMIZERS[key].title}, step {found.steps[-1]}"
        yield f"  loss      {loss[0]:.17g}, held out {loss[1]:.17g}"
        yield f"  accuracy  {accuracy[0]:.17g}, held out {accuracy[1]:.17g}"
        yield f"  ‖weights‖ {np.linalg.norm(found.points[-1, weights, k]):.17g}"


@pytest.mark.slow
def test_a_script_ends_where_the_page_does_to_the_last_digit():
    settings = {name: chosen(**edits) for name, edits in trainings()}
    printed = executed({name: made("numpy_script", one) for name, one in settings.items()})
    for name, text in printed.items():
        assert text.splitlines() == [*ended(settings[name])], name


@pytest.mark.parametrize("more", [{"label": "kind"}, {"label": "size", "threshold": "4"}, {"label": ""}])
def test_a_file_that_was_uploaded_is_read_beside_the_script(more, tmp_path, monkeypatch):
    content = TABLE if more["label"] == "kind" else TABLE.replace("large", "1").replace("small", "0")
    (tmp_path / "data.csv").write_text(content)
    upload = bring(read_table(content.encode()))
    settings = chosen(data="file", file=upload.token, epochs="3", **more)
    script = made("numpy_script", settings)
    assert "save the uploaded file under this name, next to this script" in script
    monkeypatch.chdir(tmp_path)
    assert executed({"file": script})["file"].splitlines() == [*ended(settings)]


def test_the_classes_of_a_file_are_in_the_column_in_which_the_page_finds_them(tmp_path, monkeypatch):
    content = "\n".join(";".join(reversed(line.split(";"))) for line in TABLE.splitlines())  # the only text column is first
    (tmp_path / "data.csv").write_text(content)
    upload = bring(read_table(content.encode()))
    settings = chosen(data="file", file=upload.token, epochs="3")
    script = made("numpy_script", settings)
    monkeypatch.chdir(tmp_path)
    assert executed({"file": script})["file"].splitlines() == [*ended(settings)]


def test_a_training_that_was_stopped_is_stopped_where_the_page_stopped_it(monkeypatch):
    settings = chosen(epochs="40", seed="17")
    monkeypatch.setattr(training_budget, "LIMIT", -1.0)
    script = made("numpy_script", settings)
    assert trained(settings).stopped
    assert "LAST = 0  # the page stopped training here, at its time limit" in script
    assert executed({"stopped": script})["stopped"].splitlines() == [*ended(settings)]


def test_a_script_imports_what_it_uses_and_names_its_contents():
    lines = made("numpy_script", chosen()).splitlines()
    assert lines[:2] == ["# 2-4-3-2 on moons, 40 points, batches of 8, seed 0, 6 epochs.", f"# {LINK}"]
    imported = {line.split()[1] for line in lines if line.startswith(("import ", "from "))}
    assert imported <= {"__future__", "collections.abc", "dataclasses", "functools", "itertools", "numpy", "operator", "typing"}


def test_without_optimizers_there_is_no_script():
    with pytest.raises(RefusedError, match="Choose one or more optimizers"):
        made("numpy_script", chosen(optimizers="none"))


def test_the_cells_of_a_notebook_run_one_after_another(capsys):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    settings = chosen(optimizers="adam,sam", epochs="12")
    words, *cells = json.loads(made("notebook", settings))["cells"]
    assert LINK in "".join(words["source"])
    names = {"__name__": "__main__"}
    for cell in cells:
        exec("".join(cell["source"]), names)
    assert capsys.readouterr().out.splitlines() == [*ended(settings)]
    loss, accuracy = names["figure"].axes
    found = trained(settings)
    assert np.array_equal(loss.get_lines()[0].get_xydata(), np.transpose([found.steps, found.loss[0, :, 0]]))
    assert np.array_equal(accuracy.get_lines()[3].get_xydata(), np.transpose([found.steps, found.accuracy[1, :, 1]]))
