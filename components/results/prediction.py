"""The questions for a class before a scene plays, and their answers, computed from the paths and their verdicts.

A scene may name its questions: `first` (which optimizer reaches a minimum first, or whether the only one does), `diverges`, and
`where`, as `where:momentum` for one of several. Otherwise its settings suggest them. A question that the settings
do not allow, such as `first` on a surface without a minimum, is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context

import numpy as np

from components.results.experiment import Experiment
from optimizers import RunResult, left_at, tolerance
from surfaces import Surface

COUNTS = (
    "A run diverges if a number is no longer finite, or if f is still rising at the end, "
    "far above its values in the surface's domain."
)
YES_NO = {"yes": "Yes", "no": "No"}
PLACES = {"inside": "On the map", "outside": "Outside the window"}
NONE = "nobody"


@dataclass(frozen=True)
class Question:
    """A question with its answer.

    options      the possible answers, by key; the places of `where` are chosen by a click
    truth        the keys of the right answers: several if runs reach a minimum together
    explanation  the truth in words, with numbers
    end          for `where`: the last point of the run, None if it is outside the window
    run          for `where`: the run
    """

    name: str
    text: str
    options: dict[str, str]
    truth: tuple[str, ...]
    explanation: str
    about: str = ""
    end: tuple[float, float] | None = None
    run: str = ""


def questions(result: Experiment, asks: Sequence[str] = ()) -> list[Question]:
    """The questions of `asks` that these settings allow, or else the default ones; none without a run."""
    if not result.results:
        return []
    return _allowed(result, asks) or _allowed(result, usual(result))


def usual(result: Experiment) -> tuple[str, ...]:
    """The default questions. For a single run only one: whether it diverges follows from where it ends."""
    if result.surface.lowest is not None:
        return ("first", "where")
    return ("diverges", "where") if len(result.results) > 1 else ("where",)


def _allowed(result: Experiment, asks: Sequence[str]) -> list[Question]:
    made = (QUESTIONS[name](result, key) for name, _, key in (ask.partition(":") for ask in asks))
    return [question for question in made if question]


def _first(result: Experiment, _: str) -> Question | None:
    """Which run reaches a minimum first, or whether the only one does."""
    surface, results = result.surface, result.results
    if surface.lowest is None:
        return None
    reached = {key: f.verdict.reached_at for key, f in results.items() if f.verdict.reached_at is not None}
    earliest = min(reached.values(), default=None)
    winners = tuple(key for key, step in reached.items() if step == earliest)
    near = f"a minimum (within {tolerance(surface):g})"
    if len(results) == 1:
        (run_result,) = results.values()
        text = f"{run_result.title}: does it reach {near} in {_steps(result)}?"
        explanation = (
            f"No. {_never(surface, run_result)}" if earliest is None else f"Yes, at step {earliest}.{_stays(run_result)}"
        )
        return Question("first", text, YES_NO, ("no",) if earliest is None else ("yes",), explanation)
    options = {key: run_result.title for key, run_result in results.items()} | {NONE: "None of them"}
    names = _and([results[key].title for key in winners])
    together = " together" if len(winners) > 1 else ""
    sentences = [f"{names}{together}, at step {earliest}." if winners else "None of them."]
    late = sorted((step, key) for key, step in reached.items() if key not in winners)
    sentences += [f"{results[key].title} follows at step {step}." for step, key in late]
    sentences += [_never(surface, run_result) for key, run_result in results.items() if key not in reached]
    text = f"Which optimizer reaches {near} first, in {_steps(result)}?"
    return Question("first", text, options, winners or (NONE,), " ".join(sentences))


def _stays(run_result: RunResult) -> str:
    """Whether a run that has reached a minimum stays there, and from when."""
    if run_result.verdict.outcome != "converged":
        return " It does not stay."
    return "" if run_result.verdict.step == run_result.verdict.reached_at else f" It stays from step {run_result.verdict.step}."


def _where(result: Experiment, key: str) -> Question | None:
    """Where a run, or the first that is drawn, ends."""
    key = key or next(iter(result.results))
    if key not in result.results:
        return None
    run_result = result.results[key]
    name, text, run = f"where:{key}", f"{run_result.title}: where is it after {_steps(result)}?", key
    if outside(result, run_result):
        at = f", {run_result.verdict.where}" if run_result.verdict.where else ""
        return Question(name, text, PLACES, ("outside",), f"{_ended(run_result)}{at}.", run=run)
    x, y = (float(number) for number in run_result.trajectory.points[-1])
    explanation = f"{run_result.title} ends at {_place(result, x, y)}, {run_result.verdict.text}."
    return Question(name, text, PLACES, ("inside",), explanation, end=(x, y), run=run)


def _diverges(result: Experiment, _: str) -> Question:
    """Whether the run diverges, or any of several."""
    results = list(result.results.values())
    text = f"{results[0].title}: does it diverge?" if len(results) == 1 else "Do any of them diverge?"
    lost = [run_result for run_result in results if diverges(run_result)]
    explanation = " ".join(["Yes." if lost else "No.", *(f"{_ended(run_result)}." for run_result in lost or results)])
    return Question("diverges", text, YES_NO, ("yes",) if lost else ("no",), explanation, about=COUNTS)


QUESTIONS: dict[str, Callable[[Experiment, str], Question | None]] = {
    "first": _first,
    "where": _where,
    "diverges": _diverges,
}


def diverges(run_result: RunResult) -> bool:
    return run_result.verdict.outcome == "diverged"


def outside(result: Experiment, run_result: RunResult) -> bool:
    """Whether a run ends off the map: outside the window, or with a number that is not finite."""
    return run_result.verdict.broke_off or left_at(run_result.trajectory.points, result.settings.plane_window) is not None


def _ended(run_result: RunResult) -> str:
    return f"{run_result.title} {'is ' if run_result.verdict.outcome == 'moving' else ''}{run_result.verdict.text}"


def _place(result: Experiment, *point: float) -> str:
    """A point to visible precision: a thousandth of the window or less."""
    digits = [3 - int(np.floor(np.log10(high - low))) for low, high in result.settings.plane_window]
    x, y = (f"{round(number, most) + 0.0:.15g}" for number, most in zip(point, digits, strict=True))
    return f"({x}, {y})".replace("-", "−")


def _never(surface: Surface, run_result: RunResult) -> str:
    """How close a run comes to a minimum that it does not reach, rounded down so that the sentence is true."""
    points = run_result.trajectory.points
    if not len(points):
        return f"{run_result.title} cannot start."
    nearest = Context(prec=2, rounding=ROUND_FLOOR).create_decimal_from_float(float(surface.distance(*points.T).min()))
    return f"{run_result.title} never gets within {float(nearest):g}."


def _steps(result: Experiment) -> str:
    steps = result.settings.steps
    return f"{steps} steps" if steps > 1 else "one step"


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
