"""The worksheet of a step: where the gradient was evaluated, the update rule with its numbers, and the result.

worksheet(surface, run, trajectory, 3).rule  # Adam's third step, line by line
"""

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizers._check import check_race, check_surface
from optimizers._descend import Run
from optimizers._optimizer import Array
from optimizers._trajectory import Trajectory
from optimizers._worksheet.asking import Asking, replay, work_out
from optimizers._worksheet.glyphs import Glyph, glyphs
from optimizers._worksheet.latex import PRODUCT, environment, number, symbol
from optimizers._worksheet.line import Known, Line, as_column, columns_of, numbers_of, shown
from optimizers._worksheet.rule import Rule
from optimizers._worksheet.symbols import Symbols, earlier
from surfaces import Surface
from surfaces._former import former_names


@former_names(query="gradient_point", arrived="new_point")
@dataclass(frozen=True)
class Worksheet:
    """Step `step` of a run in numbers. `given` are the hyperparameters in force, and `schedule` is the formula of the learning
    rate if it changes; `asked` shows where and how the gradient is evaluated; `rule` holds the lines of the update, and
    `outcome`
    what has changed: the point, f, and the state.
    """

    title: str
    step: int
    axes: tuple[str, str]
    given: tuple[Line, ...]
    schedule: str
    asked: tuple[Line, ...]
    rule: tuple[Line, ...]
    outcome: tuple[Line, ...]
    point: Array
    gradient_point: Array
    gradient: Array
    new_point: Array
    glyphs: tuple[Glyph, ...]

    def _repr_latex_(self) -> str:
        """All lines, as a notebook shows them."""
        rows = (_row(line) for line in (*self.given, *self.asked, *self.rule, *self.outcome))
        return f"$${environment('aligned', rows)}$$"


def _row(line: Line) -> str:
    def column(texts: tuple[str, ...]) -> str:
        return texts[0] if len(texts) == 1 else environment("pmatrix", texts)

    parts = [line.formula, *([column(line.numbers)] if line.numbers else []), column(line.results)]
    return f"{line.symbol} &{line.sign} " + f" {line.sign} ".join(filter(None, parts))


def worksheet(surface: Surface, run: Run, trajectory: Trajectory, t: int, *, noise: float = 0.0, seed: int = 0) -> Worksheet:
    """Step t = 1, 2, … of a trajectory on a surface. `noise` and `seed` are those of its race.

    Raises ValueError naming what is wrong: a step that does not exist, a batch (see `Trajectory.member`), a run or a noise
    that does not belong to the trajectory, or an update rule whose code contains more than assignments and calls.
    """
    t = _check(run, trajectory, t)
    run = run.at(t)
    _, _, noise, seed = check_race(check_surface(surface), t, noise, seed)
    optimizer, set_to = run.optimizer, run.optimizer.complete(run.hyperparameters)
    settings = set_to | ({"learning_rate": trajectory.learning_rates[t - 1]} if optimizer.has_learning_rate else {})
    symbols = _symbols(run, trajectory, surface)
    point = Known(as_column(trajectory.points[t - 1]), symbols.before("point"))
    state = _state(run, trajectory, t, symbols)
    numbers = {name: Known(value, symbols.after(name)) for name, value in settings.items()}
    asking = Asking(surface, trajectory, t, point, noise, seed)
    rule = Rule(symbols, asking.answer, used={known.symbol for known in (point, *state.parts, *numbers.values())})
    with np.errstate(all="ignore"):
        new_point, left = (work_out if optimizer.line_by_line else replay)(optimizer, point, state, numbers, rule, asking).parts
    size = float(np.max(np.abs(point.value)))
    if not np.allclose(new_point.value[:, 0], trajectory.points[t], rtol=1e-9, atol=1e-9 * size):
        raise ValueError(f"step {t} of the trajectory was not taken by {optimizer.title} with the hyperparameters of this run")
    return Worksheet(
        title=optimizer.title,
        step=t,
        axes=surface.axes,
        given=(
            *_given(run, trajectory, set_to),
            *(Line(name, one.symbol, numbers_of(one.value)) for name, one in numbers.items()),
        ),
        schedule=run.schedule.schedule.latex if _changing(trajectory) else "",
        asked=tuple(rule.lines[: rule.asked]),
        rule=tuple(rule.lines[rule.asked :]),
        outcome=tuple(_outcome(trajectory, t, point, new_point, state, left)),
        point=trajectory.points[t - 1],
        gradient_point=asking.gradient_point[:, 0],
        gradient=trajectory.gradients[t - 1],
        new_point=trajectory.points[t],
        glyphs=tuple(glyphs(optimizer.drawn, state, left, rule.lines, trajectory.learning_rates[t - 1])),
    )


def _check(run: Any, trajectory: Any, t: Any) -> int:
    if not isinstance(run, Run) or not isinstance(trajectory, Trajectory):
        raise ValueError(f"a worksheet needs a Run and its Trajectory, not {run!r} and {type(trajectory).__name__}")
    if trajectory.points.ndim != 2 or any(np.ndim(value) for value in run.hyperparameters.values()):
        raise ValueError("a worksheet is made of one run: take trajectory.member(k), and a Run with its hyperparameters")
    try:
        at = operator.index(t)
    except TypeError:
        raise ValueError(f"t must be the number of a step, not {t!r}") from None
    last = len(trajectory.gradients)
    if not 1 <= at <= last:
        lost = trajectory.diverged_at is not None
        end = f", because the run diverged at step {trajectory.diverged_at}" if lost else ""
        raise ValueError(f"t must be a step from 1 to {last}, not {at}{end}" if last else f"there is no step to work out{end}")
    return at


def _symbols(run: Run, trajectory: Trajectory, surface: Surface) -> Symbols:
    """The symbols of a run; a learning rate that changes gets its t."""
    own = {item.name: item.symbol for item in run.optimizer.hyperparameters}
    symbols = Symbols(run.optimizer.symbols, own, surface.axes)
    if _changing(trajectory):
        symbols.known["learning_rate"] += "_t"
    return symbols


def _changing(trajectory: Trajectory) -> bool:
    return bool(np.ptp(trajectory.learning_rates) > 0.0)


def _given(run: Run, trajectory: Trajectory, set_to: Mapping[str, Any]) -> list[Line]:
    """The hyperparameters of the schedule of a changing learning rate."""
    if not _changing(trajectory):
        return []
    bound = run.schedule
    base = Line("base", r"\alpha_0", (float(set_to["learning_rate"]),))
    return [
        base,
        *(
            Line(item.name, symbol(item.symbol), (float(bound.hyperparameters[item.name]),))
            for item in bound.schedule.hyperparameters
        ),
    ]


def _state(run: Run, trajectory: Trajectory, t: int, symbols: Symbols) -> Known:
    """The state before step t, as in the engine."""
    state_type = type(run.optimizer.init(as_column(trajectory.points[0])))
    row = trajectory.states[t - 1]
    parts = tuple(Known(as_column(row[name]), symbols.before(name)) for name in state_type._fields)
    return Known(state_type(*(part.value for part in parts)), parts=parts)


def _outcome(trajectory: Trajectory, t: int, point: Known, new_point: Known, state: Known, left: Known) -> list[Line]:
    update = trajectory.points[t] - trajectory.points[t - 1]
    ends = zip(trajectory.points[t], trajectory.points[t - 1], strict=True)
    differences = tuple(f"{number(one).latex} - {number(other).within(PRODUCT)}" for one, other in ends)
    before, after = trajectory.values[t - 1 : t + 1]
    heights = (f"f({point.symbol})", (float(after),), f"f({new_point.symbol})", (number(before).latex,))
    lines = [
        Line("displacement", f"{new_point.symbol} - {point.symbol}", numbers_of(update), "", differences),
        Line("value", *heights, sign=r"\to"),
    ]
    for name, was, now in zip(getattr(left.value, "_fields", ()), state.parts, left.parts, strict=True):
        columns = columns_of(was.value)
        before_it, after_it = shown(numbers_of(was.value), columns), "t" if was.symbol == earlier("t") else now.symbol
        lines.append(Line(name, was.symbol, numbers_of(now.value), after_it, before_it, r"\to", columns))
    return lines
