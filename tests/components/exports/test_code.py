"""Scripts that run what the page shows: executed without this project, and compared with the page to the last digit."""

import ast
import json
import subprocess
import sys

import pytest

from components.exports import EXPORTS, _numpy_code
from components.results.experiment import experiment
from components.results.shared import no_progress
from components.web.query import RefusedError
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES
from tests.components.tools import settings_of

LINK = "http://localhost/?surface=bowl"
RUN_ALL = """
import contextlib, io, json, sys
printed = {}
for name, text in json.load(sys.stdin).items():
    with contextlib.redirect_stdout(io.StringIO()) as output:
        exec(compile(text, name, "exec"), {"__name__": "__main__"})
    printed[name] = output.getvalue()
assert not {"components", "optimizers", "surfaces", "autograd"} & set(sys.modules)
print(json.dumps(printed))
"""
CHANGED = {"steps": "45", "schedule": "exponential", "noise": "0.2", "seed": "7"}


def made(key, **texts):
    return EXPORTS[key].made("runs", settings_of(**texts), LINK, "A title", no_progress).decode()


def races():
    """Every optimizer, surface and schedule, by a name."""
    eights = [list(OPTIMIZERS)[first::4] for first in range(4)]
    for key, optimizer in OPTIMIZERS.items():
        changed = {"changes": f"20:{key}.learning_rate:0.01,40:exponential.factor:0.9"} if optimizer.has_learning_rate else {}
        yield key, {"surface": "ackley", "optimizers": key, **CHANGED, **changed}
    for place, keys in enumerate(eights):
        yield f"race {place}", {"surface": "goldstein_price", "optimizers": ",".join(keys), "steps": "30", "noise": "0.1"}
    for key in SURFACES:
        yield key, {"surface": key, "optimizers": "gradient_descent,newton,adam", "steps": "15", "v": "2"}
    for key in SCHEDULES:
        yield f"{key} schedule", {"surface": "bowl", "optimizers": "adam,momentum", "schedule": key, "steps": "40"}
    own = {"surface": "own", "optimizers": "gradient_descent,newton,lbfgs", "steps": "8"}
    yield "a limit", {**own, "formula": "sin(x)/x+abs(y)", "x": "1e-9", "y": "0"}
    yield (
        "an overflow",
        {**own, "formula": "exp(x)/(1+exp(x))+y**2", "domain": "-1000,1000,-5,5", "x": "800", "optimizers": "newton"},
    )
    yield "a pole", {**own, "formula": "1/x**2+y**4", "x": "0.001"}
    yield "divergence", {"surface": "rosenbrock", "optimizers": "gradient_descent,adam", "gradient_descent.learning_rate": "1"}
    yield "no start", {"surface": "own", "formula": "sqrt(x)*y", "optimizers": "adam", "x": "-1", "y": "0"}


def ended(run_result):
    """What a script prints of a run."""
    path = run_result.trajectory.points
    if not len(path):
        return f"{run_result.run.optimizer.title}: f is not finite at the start"
    return f"{run_result.run.optimizer.title}: step {len(path) - 1}, x = {path[-1, 0]:.17g}, y = {path[-1, 1]:.17g}"


def executed(scripts):
    """What each of the scripts prints, in a Python that sees neither this project nor its folder."""
    done = subprocess.run([sys.executable, "-I", "-c", RUN_ALL], input=json.dumps(scripts), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_numpy_scripts_end_where_the_page_does_to_the_last_digit():
    wanted = dict(races())
    settings = {name: settings_of(**texts) for name, texts in wanted.items()}
    printed = executed({name: made("numpy_script", **texts) for name, texts in wanted.items()})
    for name, text in printed.items():
        assert text.splitlines() == [ended(run_result) for run_result in experiment(settings[name]).results.values()], name


def test_a_script_imports_numpy_and_nothing_else():
    tree = ast.parse(made("numpy_script", surface="himmelblau", optimizers="adam,newton,lbfgs,backtracking"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert imported == {"__future__", "typing", "inspect", "numpy"}


def test_a_script_names_its_contents_and_its_source():
    head = made("numpy_script", surface="bowl", optimizers="adam").splitlines()
    assert head[:2] == ["# A title: start (6, 6), 200 steps, no noise.", f"# {LINK}"]


def test_where_the_formulas_do_not_do_the_numbers_are_given():
    plain = made("numpy_script", surface="bowl", optimizers="adam")
    limit = made("numpy_script", **dict(races())["a limit"])
    assert "_AT" not in plain
    assert "VALUE_AND_GRADIENT_AT = {" in limit


def test_a_function_that_needs_too_many_given_numbers_is_refused(monkeypatch):
    _numpy_code._compared.cache_clear()
    monkeypatch.setattr("components.exports._function_code.MAX_CORRECTED", 2)
    with pytest.raises(RefusedError, match="too many points"):
        made("numpy_script", **dict(races())["a limit"])


@pytest.mark.parametrize("key", [key for key, export in EXPORTS.items() if export.ending in ("py", "ipynb")])
def test_without_runs_there_is_no_code(key):
    with pytest.raises(RefusedError, match="no runs to save"):
        made(key, surface="bowl", optimizers="none")


# The notebook


def cells(**texts):
    notebook = json.loads(made("notebook", **texts))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    return notebook["cells"]


def test_a_notebook_has_the_words_the_runs_and_a_picture():
    about, code, ends, picture = cells(surface="bowl", optimizers="adam,momentum", steps="20")
    assert LINK in "".join(about["source"])
    assert [cell["cell_type"] for cell in (about, code, ends, picture)] == ["markdown", "code", "code", "code"]
    assert len({cell["id"] for cell in (about, code, ends, picture)}) == 4
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in (code, ends, picture))


def test_the_cells_of_a_notebook_run_one_after_another(capsys):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    texts = {"surface": "regression", "optimizers": "adam,momentum,newton", "steps": "20", "noise": "0.1"}
    names = {"__name__": "__main__"}
    for cell in cells(**texts)[1:]:
        exec("".join(cell["source"]), names)
    found = experiment(settings_of(**texts)).results
    assert capsys.readouterr().out.splitlines() == [ended(run_result) for run_result in found.values()]
    figure = names["figure"]
    assert [line.get_label() for line in figure.axes[0].get_lines()[:3]] == [OPTIMIZERS[key].title for key in found]
    assert figure.axes[0].get_xlabel() == SURFACES["regression"].axes[0]
