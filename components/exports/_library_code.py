"""The runs as a script for another library, with its own optimizers and its own gradients.

The script contains the optimizers whose records say how to call the library for the same path (`Optimizer.calls`), and lists
the others.
"""

import ast
import builtins
import re
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from components.exports._function_code import FunctionCode
from components.exports._numpy_code import compared, joined
from components.exports._numpy_loop import PRINTED
from components.exports._settings import Phases, Runs, arguments, quoted
from components.exports._source import source_of
from components.results.rounding import shift_by_rounding
from components.web.query import RefusedError
from optimizers import OPTIMIZERS, Call, Optimizer
from optimizers._programs.python import written

Names = Callable[[str, Sequence[str]], str]  # writes a function call from NumPy's name and the arguments
LIBRARIES = ("torch", "optax", "jnp")
LOWEST = "LOWEST"
# the parts of a call that are functions, and their parameter
PARTS = {"gradient": "gradient", "begin": "state", "ready": "state, gradient", "before": "state, last", "read": "point, state"}
ROOM = 100  # characters per line of a comment
CLOSE = 1e-10  # ends of runs farther apart are reported
OF_RUN = ("run", "digit of its settings", "changes the number of its steps", "moves its end")  # see `sensitive`
BEYOND = (
    "At some points of these paths f overflows, loses precision or is 0/0. The page corrects the values there; this script "
    "does not, so its paths may differ from the page's."
)

SETTINGS = '''
def hyperparameters_at(phases, t):
    """The hyperparameters at step t, with the learning rate from the schedule."""
    own, scheduled = phases[max(step for step in phases if step <= t)]
{without}    return own | {"learning_rate": float(rate(own["learning_rate"], t, STEPS, **scheduled))}
'''

WITHOUT = """    if "learning_rate" not in own:
        return own
"""


def library_code(runs: Runs, library: str, head: str, loop: str, call: Names, infinity: str, option: str) -> str:
    """The script. `option` writes the start of a run's row after its name: the call as a function of its hyperparameters."""
    phases = {key: runs.phases(key) for key in runs.runs}
    calls, left_out = sorted_by_library(phases, library)
    function = compared(runs)
    shifts = {key: shift_by_rounding(runs.settings, key, runs.request.progress) for key in calls}
    corrected = any(function.tables.values())
    return joined(
        comments(runs.about, [*left_out, *sensitive(shifts, *OF_RUN), *([BEYOND] if corrected else [])], calls),
        head + _constants(runs, calls.values()),
        _function(function, call, infinity),
        *source_of(runs.settings.bound_schedule.schedule.rate).own.values(),
        table({key: phases[key] for key in calls}, calls, option),
        hyperparameters_at(calls),
        loop,
        PRINTED,
    )


def sorted_by_library(
    runs: Mapping[str, Phases], library: str, refuses: Callable[[Call], str] = lambda call: ""
) -> tuple[dict[str, Call], list[str]]:
    """The runs that the library can reproduce, and sentences that say why it cannot reproduce the others.

    `refuses` returns a further reason against a call, or "". Raises RefusedError if no run is left.
    """
    calls, left_out = {}, []
    for key, phases in runs.items():
        optimizer = OPTIMIZERS[key]
        found = optimizer.calls.get(library)
        reason = _reason(optimizer, library) if found is None else _changed(found, phases, library) or refuses(found)
        if found is None or reason:
            left_out.append(f"Left out: {optimizer.title}. {reason}")
        else:
            calls[key] = found
    if not calls:
        raise RefusedError(f"None of these runs can be written for {library}. {' '.join(left_out)}")
    return calls, left_out


def _changed(call: Call, phases: Phases, library: str) -> str:
    """Why a library cannot follow the mid-run changes of a run, or ""."""
    begun, *later = (own for own, _ in phases.values())
    changed = [name.replace("_", " ") for name in call.constant if any(own[name] != begun[name] for own in later)]
    return f"{library} cannot change {' and '.join(changed)} during a run without other effects." if changed else ""


def _reason(optimizer: Optimizer, library: str) -> str:
    """Why a library cannot reproduce an optimizer: from its record, if that says so."""
    parts = re.split(r"(?<=[.;]) ", optimizer.versus_pytorch)
    return (
        " ".join(f"{one.rstrip('.;')}." for one in parts if library in one)
        or f"{library} has no optimizer that takes the same steps."
    )


def sensitive(shifts: Mapping[str, float], what: str, change: str, breaks: str, moves: str) -> list[str]:
    """A sentence for each run whose end depends on rounding, in which libraries differ.

    `shifts` are those of the ends when there is a `change` in the last digits; infinite where it `breaks` the comparison, else
    by how much it `moves` the end.
    """
    return [
        f"{OPTIMIZERS[key].title}: rounding decides where this {what} ends. A change in the last {change} "
        f"{breaks if np.isinf(shift) else f'{moves} by a relative {shift:.0e}'}, so the end printed here may differ from the "
        "page's by as much."
        for key, shift in shifts.items()
        if shift > CLOSE
    ]


def comments(about: Sequence[str], sentences: Sequence[str], calls: Mapping[str, Call]) -> str:
    """The comments above the code: what it is about, the notes of the calls, and further sentences."""
    notes = [f"{OPTIMIZERS[key].title}: {call.note}" for key, call in calls.items() if call.note]
    return "\n".join(f"# {line}".rstrip() for line in [*about, *_wrapped([*notes, *sentences])])


def hyperparameters_at(keys: Iterable[str]) -> str:
    """The function that returns the hyperparameters of these runs at a step."""
    return SETTINGS.replace("{without}", "" if all(OPTIMIZERS[key].has_learning_rate for key in keys) else WITHOUT)


def _wrapped(sentences: Sequence[str]) -> list[str]:
    """Wrapped comment lines, one paragraph per text, after an empty line."""
    return [line for sentence in sentences for line in ("", *textwrap.wrap(sentence, ROOM))]


def _constants(runs: Runs, calls: Iterable[Call]) -> str:
    settings, lowest = runs.settings, runs.surface.lowest
    noise = (
        f"{settings.noise!r} * np.random.default_rng({settings.seed}).standard_normal((STEPS, 2))"
        if settings.noise
        else "np.zeros((STEPS, 2))"
    )
    lines = [
        f"START = {settings.start!r}",
        f"STEPS = {settings.steps}",
        f"NOISE = {noise}  # added to the gradient, the same for every run",
    ]
    if any(LOWEST in call.made for call in calls):
        lines.append(f"{LOWEST} = {'-np.inf' if lowest is None else repr(lowest)}  # f at its known minimum")
    return "\n".join(lines)


def _function(function: FunctionCode, call: Names, infinity: str) -> str:
    lines, ends = written(function.ends["value"], {"x": "x", "y": "y"}, call, infinity)
    body = [*lines, f"return {ends[0]}"]
    return "\n".join(["def f(x, y):", *(f"    {line}" for line in body)])


def table(runs: Mapping[str, Phases], calls: Mapping[str, Call], option: str) -> str:
    """The table of runs: the call, the hyperparameters from each step on, and adapters for other conventions."""
    lines = []
    for key, call in calls.items():
        phases = [f"{step}: ({arguments(own)}, {arguments(planned)})" for step, (own, planned) in runs[key].items()]
        adapters = [f'"{part}": {_lambda(getattr(call, part), given)}' for part, given in PARTS.items() if getattr(call, part)]
        adapters += [f'"asks": {call.asks!r}'] if call.asks else []
        lines += [
            "    (",
            f"        {quoted(OPTIMIZERS[key].title)},",
            *(f"        {row}," for row in _made(call.made, option)),
            "        {",
            *(f"            {phase}," for phase in phases),
            "        },",
            f"        {{{', '.join(adapters)}}},",
            "    ),",
        ]
    return "\n".join(
        [
            "RUNS = [  # name, optimizer, hyperparameters from each step on, adapters for other conventions",
            *lines,
            "]",
        ]
    )


def _made(call: str, option: str) -> list[str]:
    """The call as a function of the hyperparameters; for PyTorch, its class, and its arguments as such a function."""
    if option == "whole":
        return [_lambda(call)]
    parsed = ast.parse(call, mode="eval").body
    assert isinstance(parsed, ast.Call)
    given = ", ".join(f"{one.arg}={ast.unparse(one.value)}" for one in parsed.keywords)
    return [ast.unparse(parsed.func), _lambda(f"dict({given})")]


def _lambda(text: str, given: str = "") -> str:
    """An expression as a function of `given` and, by name, of the hyperparameters that it needs."""
    own = {name.strip() for name in given.split(",")}
    names = [node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)]
    needed = [
        name
        for name in dict.fromkeys(names)
        if not (name in own or name in LIBRARIES or name.isupper() or hasattr(builtins, name))
    ]
    return f"lambda {', '.join([*filter(None, [given]), *needed, '**_'])}: {text}"
