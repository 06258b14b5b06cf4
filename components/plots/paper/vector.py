"""A figure for a paper as SVG and PDF, drawn by Matplotlib: vectors only, text as text, the font embedded.

Matplotlib is imported when a figure is asked for, and never through pyplot, which is not made for threads. A unit of its canvas
is a point.
"""

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import numpy as np

from components.plots.figures import BORDER, TEXT, short
from components.plots.paper.content import Content
from components.plots.paper.curve import Curve
from components.plots.paper.layout import MARGIN, Box, Layout, layout, written
from components.plots.paper.levels import scale_ticks
from components.plots.paper.shapes import (
    Shape,
    curve_shapes,
    legend_shapes,
    marker_shapes,
    run_shapes,
    scale_shapes,
    terrain_shapes,
)
from components.plots.paper.type import DRAWING, FAMILY, SIZE, SMALL
from components.results.terrain import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FAINT = "#596675"  # the small print
FALLBACK = "Verdana, sans-serif"  # about as wide
NAMESPACES = {
    "": "http://www.w3.org/2000/svg",
    "xlink": "http://www.w3.org/1999/xlink",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def svg(shown: Content, width: str) -> bytes:
    """The figure as SVG: text in the font that is embedded, or in what stands in for it where a program ignores that."""
    words = shown.words
    about = {"Title": words.title, "Description": _about(shown), "Source": words.link, "Creator": "Descent Lab"}
    return _slim(_saved(shown, width, "svg", {**about, "Date": None}))


def pdf(shown: Content, width: str) -> bytes:
    words = shown.words
    about = {"Title": words.title, "Subject": _about(shown), "Keywords": words.link, "Creator": "Descent Lab"}
    return _saved(shown, width, "pdf", {**about, "CreationDate": None})


def _about(shown: Content) -> str:
    return "; ".join([*shown.words.labels, shown.words.caption])


def _saved(shown: Content, width: str, kind: str, about: Mapping[str, str | None]) -> bytes:
    file = BytesIO()
    with DRAWING:
        figure(shown, width).savefig(file, format=kind, metadata=about)
    return file.getvalue()


@cache
def _set_up() -> None:
    """Once for the process: nobody else here draws with Matplotlib."""
    import matplotlib

    settings: dict[Any, Any] = (
        {
            "svg.fonttype": "none",  # text stays text
            "svg.hashsalt": "descent-lab",
            "pdf.fonttype": 42,  # TrueType, of the letters that are used
            "font.family": FAMILY,
            "font.size": SIZE,
            "axes.labelsize": SIZE,
            "xtick.labelsize": SIZE,
            "ytick.labelsize": SIZE,
            "axes.linewidth": 0.5,
            "xtick.major.width": 0.5,
            "ytick.major.width": 0.5,
            "xtick.major.size": 2.5,
            "ytick.major.size": 2.5,
            "xtick.major.pad": 2.0,
            "ytick.major.pad": 2.0,
            "axes.labelpad": 2.5,
            "lines.scale_dashes": False,
            "path.simplify": False,  # done before, within a bound
            "text.parse_math": False,  # a label may hold a dollar
            "axes.formatter.limits": (-4, 5),
        }
        | dict.fromkeys(("text.color", "axes.labelcolor", "xtick.labelcolor", "ytick.labelcolor"), TEXT["light"])
        | dict.fromkeys(("axes.edgecolor", "xtick.color", "ytick.color"), BORDER["light"])
    )
    matplotlib.rcParams.update(settings)


def figure(shown: Content, width: str) -> "Figure":
    _set_up()
    from matplotlib.figure import Figure

    plan = layout(shown, width)
    made = Figure(figsize=(plan.width / 72, plan.height / 72), dpi=72)
    _map(_axes(made, plan, plan.map), shown, plan.map)
    _scale(_axes(made, plan, plan.scale), shown, plan.scale)
    _curve(_axes(made, plan, plan.curve), shown.curve, plan.curve)
    _legend(made, shown, plan)
    for base, line in plan.print:
        made.text(MARGIN / plan.width, base / plan.height, line, size=SMALL, color=FAINT)
    return made


def _axes(made: "Figure", plan: Layout, box: Box) -> "Axes":
    left, bottom, width, height = box
    return made.add_axes((left / plan.width, bottom / plan.height, width / plan.width, height / plan.height))


def _shown(axes: "Axes", box: Box, shapes: Iterable[Shape], whole: bool = False) -> None:
    """Draw shapes, cut off at the border of the box, or whole."""
    for shape in shapes:
        lines = [line for line in shape.lines if len(line) > 1]
        if lines and shape.halo:
            _patch(axes, box, lines, Shape((), "#ffffff", shape.halo, opacity=0.75), whole)
        if lines:
            _patch(axes, box, lines, shape, whole)


def _patch(axes: "Axes", box: Box, lines: Sequence[Array], look: Shape, whole: bool) -> None:
    from matplotlib.colors import to_rgba
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    codes = np.full(sum(map(len, lines)), Path.LINETO)
    ends = np.cumsum([len(line) for line in lines])
    codes[np.array([0, *ends[:-1]])] = Path.MOVETO
    if look.fill:
        codes[ends - 1] = Path.CLOSEPOLY
    patch = PathPatch(
        Path(np.concatenate(lines), codes),
        transform=Affine2D().translate(box.left, box.bottom),
        facecolor=look.fill or "none",
        edgecolor=to_rgba(look.edge, look.opacity) if look.edge else "none",
        linewidth=look.width,
        linestyle=(0, look.dashes) if look.dashes else "solid",
        capstyle="butt",
        joinstyle="round",
        zorder=2,
    )
    axes.add_artist(patch)
    patch.set_clip_on(not whole)


# The plots


def _map(axes: "Axes", shown: Content, box: Box) -> None:
    (x_low, x_high), (y_low, y_high) = shown.ground.window
    axes.set(xlim=(x_low, x_high), ylim=(y_low, y_high))
    name_x, name_y = shown.ground.surface.axes
    axes.set_xlabel(name_x)
    axes.set_ylabel(name_y)
    axes.locator_params(nbins=6 if box.width < 200 else 8)
    for shapes in (terrain_shapes, run_shapes):
        _shown(axes, box, shapes(shown, box))
    _shown(axes, box, marker_shapes(shown, box), whole=True)


def _scale(axes: "Axes", shown: Content, box: Box) -> None:
    _shown(axes, box, scale_shapes(box))
    ticks = scale_ticks(shown.whole, SIZE + 1.0, box.height)
    axes.set(xlim=(0, 1), ylim=(0, box.height), xticks=[])
    axes.yaxis.tick_right()
    axes.set_yticks([up for up, _ in ticks], [text for _, text in ticks])
    axes.set_title("f", size=SIZE, pad=3.0)


def _curve(axes: "Axes", drawn: Curve, box: Box) -> None:
    (left, right), (low, high) = drawn.reach
    axes.set(xlim=(left, right), ylim=(low, high))
    axes.set_xlabel(drawn.titles[0])
    axes.set_ylabel(drawn.titles[1])
    axes.locator_params(axis="x", nbins=5)
    axes.grid(color="#e3e7eb", linewidth=0.4)
    axes.set_axisbelow(True)
    if drawn.logarithmic:
        axes.set_yticks(*_powers(low, high))
    else:
        axes.locator_params(axis="y", nbins=5)
    _shown(axes, box, curve_shapes(drawn, box))


def _powers(low: float, high: float) -> tuple[list[float], list[str]]:
    """Places and texts of the numbers beside a logarithmic axis."""
    every = max(1, int(np.ceil((high - low) / 6)))
    powers = [power for power in range(int(np.ceil(low)), int(np.floor(high)) + 1) if power % every == 0]
    if len(powers) > 1:
        return [float(power) for power in powers], [f"10{_raised(power)}" for power in powers]
    values = [factor * 10.0**power for power in range(int(np.floor(low)), int(np.ceil(high)) + 1) for factor in (1, 2, 5)]
    shown = [value for value in values if low <= np.log10(value) <= high]
    return [float(np.log10(value)) for value in shown], [short(value) for value in shown]


def _raised(power: int) -> str:
    return str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _legend(made: "Figure", shown: Content, plan: Layout) -> None:
    axes = made.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    _shown(axes, Box(0, 0, plan.width, plan.height), legend_shapes(shown, plan))
    for left, middle, text in written(plan):
        made.text(left / plan.width, middle / plan.height, text, va="center_baseline")


# The file


def _slim(text: bytes) -> bytes:
    """An SVG with two decimals, which is a hundredth of a point, and the letters of its font that it uses."""
    for prefix, name in NAMESPACES.items():
        ElementTree.register_namespace(prefix, name)
    root = ElementTree.fromstring(text)
    for shape in root.iter(f"{{{NAMESPACES['']}}}path"):
        shape.set(
            "d", re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), shape.get("d", ""))
        )
        shape.set("d", " ".join(shape.get("d", "").split()))
    for element in root.iter(f"{{{NAMESPACES['']}}}text"):
        element.set("style", element.get("style", "").replace(f"'{FAMILY}'", f"'{FAMILY}', {FALLBACK}"))
    used = {letter for element in root.iter(f"{{{NAMESPACES['']}}}text") for letter in "".join(element.itertext())}
    style = ElementTree.Element(f"{{{NAMESPACES['']}}}style")
    style.text = f"@font-face{{font-family:'{FAMILY}';src:url(data:font/woff;base64,{_letters(used)}) format('woff')}}"
    root.insert(0, style)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _letters(used: Iterable[str]) -> str:
    """The font with these letters only, as base64 of WOFF."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from matplotlib.font_manager import findfont

    font = TTFont(findfont(FAMILY), recalcTimestamp=False)
    options = Options(layout_features=["kern"], hinting=False, notdef_outline=True)
    options.drop_tables += ["FFTM"]  # of a font editor
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(used))
    subsetter.subset(font)
    font.flavor = "woff"
    file = BytesIO()
    font.save(file)
    return base64.b64encode(file.getvalue()).decode()
