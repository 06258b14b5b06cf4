"""The worksheet of a step: where the slope was asked, the update rule with all its numbers put in, and what came of it.

worksheet(surface, run, trajectory, 3).rule  # Adam's third step, line by line
"""

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from optimizers._check import check_race
from optimizers._descend import Run
from optimizers._noise import standard_normals
from optimizers._optimizer import Array
from optimizers._trajectory import Trajectory
from optimizers._worksheet.glyphs import Glyph, glyphs
from optimizers._worksheet.latex import PRODUCT, environment, number, symbol
from optimizers._worksheet.rule import Known, Line, Rule, as_column, follow, numbers_of
from optimizers._worksheet.symbols import Symbols, earlier
from surfaces import Surface


@dataclass(frozen=True)
class Worksheet:
    """Step `step` of a run in numbers. `given` are its hyperparameters, as they were in force, and `schedule` is the formula of
    the learning rate where that changes; `asked` tells how the gradient came about; `rule` holds the lines of the update;
    `outcome` what has changed: the point, f, and the state.
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
    query: Array
    gradient: Array
    arrived: Array
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

    Raises ValueError naming what is wrong: a step that is not there, a batch (see `Trajectory.member`), a run or a noise
    that is not the trajectory's, or an update rule whose code holds more than assignments and calls.
    """
    t = _check(run, trajectory, t)
    run = run.at(t)
    _, noise, seed = check_race(surface, t, noise, seed)
    optimizer, set_to = run.optimizer, run.optimizer.complete(run.hyperparameters)
    settings = {**set_to, "learning_rate": trajectory.learning_rates[t - 1]}
    symbols = _symbols(run, trajectory, surface)
    point = Known(as_column(trajectory.points[t - 1]), symbols.before("point"))
    state = _state(run, trajectory, t, symbols)
    numbers = {name: Known(value, symbols.after(name)) for name, value in settings.items()}
    rule = Rule(
        symbols, used={known.symbol for known in (point, *state.parts, *numbers.values())} | {symbols.after("gradient")}
    )
    with np.errstate(all="ignore"):
        asked = (
            follow(optimizer.query, {"point": point, "state": state, **numbers}, rule, ("query",)) if optimizer.query else point
        )
        lines = [*rule.lines, *_gradient(surface, trajectory, t, asked, noise, seed, symbols)]
        if not rule.lines:
            lines.insert(0, Line("query", asked.symbol, numbers_of(asked.value)))
        rule.lines = []
        gradient = Known(as_column(trajectory.gradients[t - 1]), symbols.after("gradient"))
        given = {"point": point, "gradient": gradient, "state": state, **numbers}
        if optimizer.curvature:
            given["hessian"] = _hessian(surface, asked.value)
            names = zip(("xx", "xy", "yy"), given["hessian"].parts, strict=True)
            lines += [Line(name, part.symbol, numbers_of(part.value)) for name, part in names]
        arrived, left = follow(optimizer.step, given, rule, ("point", "state")).parts
    if not np.array_equal(arrived.value[:, 0], trajectory.points[t]):
        raise ValueError(f"step {t} of the trajectory is none of {optimizer.title} with the hyperparameters of this run")
    return Worksheet(
        title=optimizer.title,
        step=t,
        axes=surface.axes,
        given=(
            *_given(run, trajectory, set_to),
            *(Line(name, one.symbol, numbers_of(one.value)) for name, one in numbers.items()),
        ),
        schedule=run.schedule.schedule.latex if _changing(trajectory) else "",
        asked=tuple(lines),
        rule=tuple(rule.lines),
        outcome=tuple(_outcome(trajectory, t, point, arrived, state, left)),
        point=trajectory.points[t - 1],
        query=asked.value[:, 0],
        gradient=trajectory.gradients[t - 1],
        arrived=trajectory.points[t],
        glyphs=tuple(glyphs(optimizer.drawn, state, left, rule.lines, settings["learning_rate"])),
    )


def _check(run: Any, trajectory: Any, t: Any) -> int:
    if not isinstance(run, Run) or not isinstance(trajectory, Trajectory):
        raise ValueError(f"a worksheet needs a Run and its Trajectory, not {run!r} and {type(trajectory).__name__}")
    if trajectory.points.ndim != 2 or any(np.ndim(value) for value in run.hyperparameters.values()):
        raise ValueError("a worksheet is made of one run: take trajectory.member(k), and a Run with its hyperparameters")
    try:
        t = operator.index(t)
    except TypeError:
        raise ValueError(f"t must be the number of a step, not {t!r}") from None
    last = len(trajectory.gradients)
    if not 1 <= t <= last:
        lost = trajectory.diverged_at is not None
        end = f", for the run diverged at step {trajectory.diverged_at}" if lost else ""
        raise ValueError(f"t must be a step from 1 to {last}, not {t}{end}" if last else f"there is no step to work out{end}")
    return t


def _symbols(run: Run, trajectory: Trajectory, surface: Surface) -> Symbols:
    """The symbols of a run; a learning rate that changes gets its t."""
    own = {item.name: item.symbol for item in run.optimizer.hyperparameters}
    symbols = Symbols(run.optimizer.symbols, own, surface.axes)
    if _changing(trajectory):
        symbols.known["learning_rate"] += "_t"
    return symbols


def _changing(trajectory: Trajectory) -> bool:
    return bool((trajectory.learning_rates != trajectory.learning_rates[0]).any())


def _given(run: Run, trajectory: Trajectory, set_to: Mapping[str, Any]) -> list[Line]:
    """What a schedule makes a changing learning rate of."""
    if not _changing(trajectory):
        return []
    plan = run.schedule
    base = Line("base", r"\alpha_0", (float(set_to["learning_rate"]),))
    return [
        base,
        *(
            Line(item.name, symbol(item.symbol), (float(plan.hyperparameters[item.name]),))
            for item in plan.schedule.hyperparameters
        ),
    ]


def _state(run: Run, trajectory: Trajectory, t: int, symbols: Symbols) -> Known:
    """The state before step t, as the engine had it."""
    kind = type(run.optimizer.init(as_column(trajectory.points[0])))
    row = trajectory.states[t - 1]
    parts = tuple(Known(as_column(row[name]), symbols.before(name)) for name in kind._fields)
    return Known(kind(*(part.value for part in parts)), parts=parts)


def _gradient(
    surface: Surface, trajectory: Trajectory, t: int, asked: Known, noise: float, seed: Any, symbols: Symbols
) -> list[Line]:
    """How the gradient came about: the slope at the point that was asked, and the noise."""
    gradient, slope = trajectory.gradients[t - 1], np.array(surface.gradient(*asked.value[:, 0]))
    normal = next(islice(standard_normals(seed, t), t - 1, None))[:, 0] if noise else np.zeros(2)
    both, finite = slope + noise * normal, np.isfinite(gradient)
    if not np.allclose(
        both[finite], gradient[finite], rtol=1e-6, atol=1e-9 * float(np.max(np.abs(slope[finite]), initial=0.0))
    ):
        raise ValueError(f"the gradient of step {t} is not the slope with this noise: give the noise and the seed of the race")
    there, name = rf"\nabla f({asked.symbol})", symbols.after("gradient")
    if not noise:
        return [Line("gradient", name, numbers_of(gradient), there)]
    factors = tuple(rf"{number(noise).latex} \cdot {number(one).within(PRODUCT)}" for one in normal)
    sums = tuple(
        f"{number(one).latex} + {number(other).within(PRODUCT)}" for one, other in zip(slope, noise * normal, strict=True)
    )
    return [
        Line("slope", there, numbers_of(slope)),
        Line("noise", r"\sigma\, \xi_t", numbers_of(noise * normal), "", factors),
        Line("gradient", name, numbers_of(gradient), rf"{there} + \sigma\, \xi_t", sums),
    ]


def _hessian(surface: Surface, query: Array) -> Known:
    (x, y), values = surface.axes, surface.hessian(query[0], query[1])
    names = (f"f_{{{x}{x}}}", f"f_{{{x}{y}}}", f"f_{{{y}{y}}}")
    return Known(values, parts=tuple(map(Known, values, names)))


def _outcome(trajectory: Trajectory, t: int, point: Known, arrived: Known, state: Known, left: Known) -> list[Line]:
    way = trajectory.points[t] - trajectory.points[t - 1]
    ends = zip(trajectory.points[t], trajectory.points[t - 1], strict=True)
    differences = tuple(f"{number(one).latex} - {number(other).within(PRODUCT)}" for one, other in ends)
    before, after = trajectory.values[t - 1 : t + 1]
    heights = (f"f({point.symbol})", (float(after),), f"f({arrived.symbol})", (number(before).latex,))
    lines = [
        Line("displacement", f"{arrived.symbol} - {point.symbol}", numbers_of(way), "", differences),
        Line("value", *heights, sign=r"\to"),
    ]
    for name, was, now in zip(getattr(left.value, "_fields", ()), state.parts, left.parts, strict=True):
        shown = tuple(number(value).latex for value in numbers_of(was.value))
        after_it = "t" if was.symbol == earlier("t") else now.symbol
        lines.append(Line(name, was.symbol, numbers_of(now.value), after_it, shown, sign=r"\to"))
    return lines
