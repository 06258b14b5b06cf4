"""The runs as Python code that needs only NumPy and reproduces the page's numbers exactly.

f and its derivatives are generated from the trace; steps and schedules are copied from the sources of their records. Like the
engine, the script evaluates f for all runs in one batch, because NumPy's results may depend on the batch size.
"""

import textwrap
from collections.abc import Iterable, Mapping

from components.exports import _numpy_loop as loop
from components.exports._function_code import FunctionCode
from components.exports._settings import Phases, Runs, arguments, quoted
from components.exports._source import Source, source_of
from components.results.experiment import run_of
from components.results.shared import Progress, shared
from components.state.settings import Settings
from optimizers import race


def code_of(runs: Runs) -> str:
    """The code up to `descend()`, which returns the paths by the names of the runs."""
    settings, function = runs.settings, compared(runs)
    sources = {key: source_of(run.optimizer.init, run.optimizer.step) for key, run in runs.runs.items()}
    asks = {name for source in sources.values() for name in source.asks}
    shared = {name: text for source in sources.values() for name, text in source.shared.items()}
    noise = "NOISE * NORMALS[t - 1][:, None]" if settings.noise else ""
    return joined(
        "\n".join(f"# {line}" for line in runs.about),
        loop.HEAD.replace("{inspect}", "import inspect\n" if asks else "") + _constants(runs, bool(asks)),
        *function.text("value", "value_and_gradient", *(["hessian"] if "Hessian" in asks else [])),
        *source_of(settings.bound_schedule.schedule.rate).own.values(),
        *([loop.REQUESTS] if asks else []),
        *shared.values(),
        *(optimizer_code(key, runs.titles[key], source) for key, source in sources.items()),
        runs_table(runs.titles, {key: runs.phases(key) for key in runs.runs}),
        loop.RUN,
        *(loop.asking(noise, hessian="Hessian" in asks) if asks else loop.plain(noise)),
    )


def joined(*parts: str) -> str:
    """Parts of a script, separated by two empty lines."""
    return "\n\n\n".join(part.strip("\n") for part in parts) + "\n"


def compared(runs: Runs) -> FunctionCode:
    """The code of f, corrected at the points of the runs."""
    found: FunctionCode = _compared(runs.settings.of_runs, runs.request.progress)
    return found


@shared(maxsize=8)  # all script languages share the result
def _compared(settings: Settings, progress: Progress) -> FunctionCode:
    function = FunctionCode(settings.surface_record)
    runs = [run_of(settings, key, settings.start) for key in settings.optimizers]
    race(
        function.objective,
        runs,
        settings.steps,
        noise=settings.noise,
        seed=settings.seed,
        keep_states=False,
        progress=progress,
    )
    return function


def _constants(runs: Runs, asks: bool) -> str:
    settings, lowest = runs.settings, runs.surface.lowest
    lines = [f"START = {settings.start!r}", f"STEPS = {settings.steps}"]
    if settings.noise:
        lines += [
            f"NOISE = {settings.noise!r}  # standard deviation of each component of the gradient noise",
            f"NORMALS = np.random.default_rng({settings.seed}).standard_normal((STEPS, 2))  # the same for every run",
        ]
    if asks:
        lines.append(f"LOWEST = {'-np.inf' if lowest is None else repr(lowest)}  # f at its known minimum")
    return "\n".join(lines)


def optimizer_code(key: str, title: str, source: Source) -> str:
    """An optimizer as a function, so that the names of its parts are local."""
    body = [f'"""{title}: its initial state, and its step."""', *source.own.values(), "return init, step"]
    return f"def {key}():\n" + textwrap.indent("\n\n".join(body), "    ")


def runs_table(titles: Mapping[str, str], phases: Mapping[str, Phases]) -> str:
    """The table of runs, by name: the optimizer, and its settings and the schedule's from each step on."""
    lines: list[str] = []
    for key, title in titles.items():
        set_to = (f"{step}: ({arguments(own)}, {arguments(planned)})," for step, (own, planned) in phases[key].items())
        lines += [f"    ({quoted(title)}, {key}, {{", *_indented(set_to), "    }),"]
    return "\n".join(["RUNS = [  # name, optimizer, hyperparameters of optimizer and schedule from each step on", *lines, "]"])


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"        {line}" for line in lines]
