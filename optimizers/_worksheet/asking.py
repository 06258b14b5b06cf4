"""The requests of a step, answered again, with the lines that show how each answer is computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from inspect import isgeneratorfunction
from itertools import islice
from typing import Any

import numpy as np

from optimizers._noise import standard_normals
from optimizers._optimizer import Array, Optimizer
from optimizers._requests import Gradient, Hessian, Lowest, Value, ValueAndGradient, answers, as_generator
from optimizers._trajectory import Trajectory
from optimizers._worksheet.latex import PRODUCT, number
from optimizers._worksheet.line import Known, Line, columns_of, numbers_of
from optimizers._worksheet.rule import Rule, follow
from surfaces import Surface


@dataclass
class Asking:
    """Step t of a trajectory, which began at `point`, and what it asked for; `query` is where it wanted its last gradient."""

    surface: Surface
    trajectory: Trajectory
    t: int
    point: Known
    noise: float
    seed: Any

    def __post_init__(self) -> None:
        self.gradient_point: Array = self.point.value
        normal = next(islice(standard_normals(self.seed, self.t), self.t - 1, None))[:, :1] if self.noise else None
        self.disturbance = None if normal is None else self.noise * normal
        self.normal = normal
        self.shown_noise = False

    def reply(self, request: Any) -> Any:
        (answer,) = answers(self.surface.objective, [request])
        return request.reply(answer, self.point.value, self.disturbance)

    def answer(self, rule: Rule, request_type: type, point: Known | None, names: tuple[str, ...]) -> list[Known]:
        """The values of the names after a request of this type, with a line for each of them in the rule."""
        if point is None:
            return [self._line(rule, names[0], self.reply(Lowest()), "")]
        if not rule.lines:
            rule.lines.append(Line("gradient_point", point.symbol, numbers_of(point.value)))
        there = rf"f({point.symbol})"
        if request_type is Value:
            return [self._line(rule, names[0], self.reply(Value(point.value)), there)]
        if request_type is Hessian:
            return [self._line(rule, names[0], self.reply(Hessian(point.value)), rf"\nabla^2 {there}")]
        known = []
        if request_type is ValueAndGradient:
            known.append(self._line(rule, names[0], self.reply(Value(point.value)), there))
        return [*known, self._gradient(rule, names[-1], point)]

    def _line(self, rule: Rule, name: str, value: Any, formula: str) -> Known:
        known = Known(value, rule.symbols.after(name))
        rule.lines.append(Line(name, known.symbol, numbers_of(value), formula, columns=columns_of(value)))
        rule.used.add(known.symbol)
        return known

    def _gradient(self, rule: Rule, name: str, point: Known) -> Known:
        """The lines of a gradient: that of f, and the noise. The one called `gradient` is stored in the trajectory."""
        noiseless, there = np.array(self.surface.gradient(*point.value[:, 0])), rf"\nabla f({point.symbol})"
        noise = np.zeros(2) if self.disturbance is None else self.disturbance[:, 0]
        gradient = noiseless + noise
        if name == "gradient":
            self.gradient_point = point.value
            kept, both = self.trajectory.gradients[self.t - 1], gradient
            finite = np.isfinite(kept)
            scale = float(np.max(np.abs(noiseless[finite]), initial=0.0))
            if not np.allclose(both[finite], kept[finite], rtol=1e-6, atol=1e-9 * scale):
                raise ValueError(
                    f"the gradient of step {self.t} is not ∇f with this noise: give the noise and the seed of the race"
                )
            gradient = kept
        known = Known(gradient[:, None], rule.symbols.after(name))
        rule.used.add(known.symbol)
        if self.normal is None:
            rule.lines.append(Line(name, known.symbol, numbers_of(gradient), there))
            return known
        rule.lines.append(Line(f"noiseless {name}", there, numbers_of(noiseless)))
        if not self.shown_noise:
            self.shown_noise = True
            factors = (rf"{number(self.noise).latex} \cdot {number(one).within(PRODUCT)}" for one in self.normal[:, 0])
            rule.lines.append(Line("noise", r"\sigma\, \xi_t", numbers_of(noise), "", tuple(factors)))
        sums = (f"{number(one).latex} + {number(other).within(PRODUCT)}" for one, other in zip(noiseless, noise, strict=True))
        rule.lines.append(Line(name, known.symbol, numbers_of(gradient), rf"{there} + \sigma\, \xi_t", tuple(sums)))
        return known


def work_out(
    optimizer: Optimizer, point: Known, state: Known, numbers: Mapping[str, Known], rule: Rule, asking: Asking
) -> Known:
    """The new point and state of a step, with all lines of its code. Raises ValueError if a worksheet cannot show it."""
    given = {"point": point, "state": state, **numbers}
    if not isgeneratorfunction(optimizer.step):
        given["gradient"] = asking.answer(rule, Gradient, point, ("gradient",))[0]
        rule.asked = len(rule.lines)
    return follow(optimizer.step, given, rule, ("point", "state"))


def replay(optimizer: Optimizer, point: Known, state: Known, numbers: Mapping[str, Known], rule: Rule, asking: Asking) -> Known:
    """The same for a step that does more than formulas: one line for the gradient at the point, and one for the new point."""
    step = as_generator(optimizer)(point.value, state.value, **{name: known.value for name, known in numbers.items()})
    try:
        request = next(step)
        while True:
            if isinstance(request, Gradient | ValueAndGradient):
                there = point if request.point is point.value else Known(request.point, rule.symbols.after("gradient_point"))
                (gradient,) = asking.answer(rule, Gradient, there, ("gradient",))
                rule.asked = len(rule.lines)
                value = asking.reply(Value(request.point)) if isinstance(request, ValueAndGradient) else None
                given = gradient.value if value is None else (value, gradient.value)
            else:
                given = asking.reply(request)
            request = step.send(given)
    except StopIteration as end:
        new_point, left = end.value
    rule.lines.append(Line("point", rule.symbols.after("point"), numbers_of(new_point)))
    parts = tuple(Known(value, rule.symbols.after(name)) for name, value in zip(left._fields, left, strict=True))
    return Known((new_point, left), parts=(Known(new_point, rule.symbols.after("point")), Known(left, parts=parts)))
