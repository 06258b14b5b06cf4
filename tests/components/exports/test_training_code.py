"""Scripts that train the page's network: executed without this project, and compared with the page to the last digit."""

import json

import numpy as np
import pytest

from components.exports import EXPORTS
from components.results import training_budget
from components.results.shared import no_progress
from components.results.training import trained
from components.results.uploads import bring
from components.web.query import RefusedError
from surfaces.networks import read_table
from tests.components.exports.test_code import executed
from tests.components.exports.trainings import LINK, chosen, ended, trainings

TABLE = "size;weight;kind\n" + "".join(f"{k % 7};{k % 5}.5;{'large' if k % 7 > 3 else 'small'}\n" for k in range(30))


def made(key, settings):
    return EXPORTS[key].made_of_training(settings, LINK, no_progress).decode()


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
