"""The parts of an optimizer's state that are drawn on the map, by `drawn` in its record: arrows, boxes, a point."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from optimizers._optimizer import Array, Role
from optimizers._worksheet.line import Known, Line, numbers_of


@dataclass(frozen=True)
class Glyph:
    """A quantity of a step that can be drawn on the map, see `drawn` in the record.

    An arrow extends by `values` from the point at which the step begins; a box extends that far to each side of it; a point is
    at `values`. `scale` is "map" for a displacement, and "gradient" for a gradient, which has a scale of its own. `about` is
    its description.
    """

    symbol: str
    about: str
    shape: Literal["arrow", "box", "point"]
    scale: Literal["map", "gradient"]
    values: tuple[float, float]


class _Look(NamedTuple):
    """How a role is drawn: its shape, its scale, whether before the step, and the function of the value that is shown."""

    shape: Literal["arrow", "box", "point"]
    scale: Literal["map", "gradient"]
    before: bool
    about: str
    latex: str
    shown: Callable[[Array, float], Array]


LOOKS: dict[Role, _Look] = {
    "displacement": _Look("arrow", "map", True, "previous velocity", "-{}", lambda value, rate: -value),
    "squared displacement": _Look(
        "box", "map", True, "RMS of recent updates", r"\sqrt{{{}}}", lambda value, rate: np.sqrt(np.abs(value))
    ),
    "step length": _Look("box", "map", False, "the length of a step", r"\alpha\, {}", lambda value, rate: rate * value),
    "gradient": _Look("arrow", "gradient", False, "running mean of gradients", "-{}", lambda value, rate: -value),
    "squared gradient": _Look(
        "box", "gradient", False, "scale of the gradient", r"\sqrt{{{}}}", lambda value, rate: np.sqrt(np.abs(value))
    ),
    "gradient size": _Look("box", "gradient", False, "scale of the gradient", "{}", lambda value, rate: value),
    "point": _Look("point", "map", False, "the point that descends", "{}", lambda value, rate: value),
}


def glyphs(drawn: Mapping[str, Role], state: Known, left: Known, lines: list[Line], rate: float) -> list[Glyph]:
    """The glyphs of the state before or after the step, with bias corrections if the rule has any."""
    corrected = {line.name: line for line in lines if line.name.startswith("corrected_")}
    found = []
    for name, was, now in zip(getattr(left.value, "_fields", ()), state.parts, left.parts, strict=True):
        if name not in drawn:
            continue
        look, better = LOOKS[drawn[name]], corrected.get(f"corrected_{name}")
        shown = was if look.before else now
        symbol, values = shown.symbol, numbers_of(shown.value)
        if better and not look.before:
            symbol, values = better.symbol, better.values
        x, y = look.shown(np.array(values), rate)
        found.append(Glyph(look.latex.format(symbol), look.about, look.shape, look.scale, (float(x), float(y))))
    return found
