"""A figure for a paper as SVG and PDF, drawn by Matplotlib: vectors only, text as text, the font embedded.

Matplotlib is imported when a figure is requested, and never through pyplot, which is not thread-safe. A unit of its canvas is a
point.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from components.plots.figures import BORDER, TEXT, short
from components.plots.paper.drawing import Axis, Box, Drawing, Panel, Scale, Shape, Text, Ticks
from components.plots.paper.legend import MARGIN
from components.plots.paper.slim import slim
from components.plots.paper.type import DRAWING, FAMILY, SIZE, SMALL, raised
from components.results.terrain import Array

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FAINT = "#596675"  # the small print


def svg(drawn: Drawing) -> bytes:
    """The figure as SVG, with an embedded font, and a fallback for programs that ignore embedded fonts."""
    words = drawn.words
    about = {"Title": words.title, "Description": _about(drawn), "Source": words.link, "Creator": "Descent Lab"}
    return slim(_saved(drawn, "svg", {**about, "Date": None}))


def pdf(drawn: Drawing) -> bytes:
    words = drawn.words
    about = {"Title": words.title, "Subject": _about(drawn), "Keywords": words.link, "Creator": "Descent Lab"}
    return _saved(drawn, "pdf", {**about, "CreationDate": None})


def _about(drawn: Drawing) -> str:
    return "; ".join(drawn.words.details)


def _saved(drawn: Drawing, file_format: str, about: Mapping[str, str | None]) -> bytes:
    file = BytesIO()
    with DRAWING:
        figure(drawn).savefig(file, format=file_format, metadata=about)
    return file.getvalue()


@cache
def _set_up() -> None:
    """Set up Matplotlib for the whole process: nothing else here uses it."""
    import matplotlib

    settings: dict[Any, Any] = (
        {
            "svg.fonttype": "none",  # text stays text
            "svg.hashsalt": "descent-lab",
            "pdf.fonttype": 42,  # TrueType, reduced to the letters used
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
            "path.simplify": False,  # already simplified, with a known tolerance
            "text.parse_math": False,  # labels may contain a dollar sign
            "axes.formatter.limits": (-4, 5),
        }
        | dict.fromkeys(("text.color", "axes.labelcolor", "xtick.labelcolor", "ytick.labelcolor"), TEXT["light"])
        | dict.fromkeys(("axes.edgecolor", "xtick.color", "ytick.color"), BORDER["light"])
    )
    matplotlib.rcParams.update(settings)


def figure(drawn: Drawing) -> "Figure":
    _set_up()
    from matplotlib.figure import Figure

    made = Figure(figsize=(drawn.width / 72, drawn.height / 72), dpi=72)
    for panel in drawn.panels:
        _panel(_axes(made, drawn, panel.box), panel)
    for scale in drawn.scales:
        _scale(_axes(made, drawn, scale.box), scale)
    whole = made.add_axes((0, 0, 1, 1))
    whole.set_axis_off()
    whole.set(xlim=(0, drawn.width), ylim=(0, drawn.height))
    _shown(whole, Box(0, 0, drawn.width, drawn.height), drawn.shapes)
    _written(whole, drawn.texts)
    for base, line in drawn.print:
        made.text(MARGIN / drawn.width, base / drawn.height, line, size=SMALL, color=FAINT)
    return made


def _axes(made: "Figure", drawn: Drawing, box: Box) -> "Axes":
    left, bottom, width, height = box
    return made.add_axes((left / drawn.width, bottom / drawn.height, width / drawn.width, height / drawn.height))


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
        facecolor=to_rgba(look.fill, look.cover) if look.fill else "none",
        edgecolor=to_rgba(look.edge, look.opacity) if look.edge else "none",
        linewidth=look.width,
        linestyle=(0, look.dashes) if look.dashes else "solid",
        capstyle="butt",
        joinstyle="round",
        zorder=2,
    )
    axes.add_artist(patch)
    patch.set_clip_on(not whole)


def _written(axes: "Axes", texts: Iterable[Text], box: Box | None = None) -> None:
    """Write texts, in points from the lower left corner of the figure or of a box."""
    from matplotlib.transforms import Affine2D

    shift: dict[str, Any] = {"transform": Affine2D().translate(box.left, box.bottom)} if box else {}
    for left, middle, words, color, centered in texts:
        where: dict[str, Any] = {
            "va": "center_baseline",
            "ha": "center" if centered else "left",
            "color": color or TEXT["light"],
        }
        axes.text(left, middle, words, **where, **shift)


# The plots


def _panel(axes: "Axes", panel: Panel) -> None:
    axes.set(xlim=panel.x.reach, ylim=panel.y.reach)
    axes.set_xlabel(panel.x.title)
    axes.set_ylabel(panel.y.title)
    if panel.grid:
        axes.grid(color="#e3e7eb", linewidth=0.4)
        axes.set_axisbelow(True)
    _ticks(axes, "x", panel.x)
    _ticks(axes, "y", panel.y)
    for shapes in (panel.beneath, panel.lines):
        _shown(axes, panel.box, shapes)
    _shown(axes, panel.box, panel.above, whole=True)
    _written(axes, panel.texts, panel.box)


def _ticks(axes: "Axes", name: Literal["x", "y"], axis: Axis) -> None:
    ticks = _powers(*axis.reach) if axis.logarithmic and axis.ticks is None else axis.ticks
    if ticks is None:
        axes.locator_params(axis=name, nbins=axis.most)
    else:
        of_axis = {"x": axes.set_xticks, "y": axes.set_yticks}[name]
        of_axis([place for place, _ in ticks], [text for _, text in ticks])


def _scale(axes: "Axes", scale: Scale) -> None:
    box = scale.box
    _shown(axes, box, scale.bands)
    axes.set(xlim=(0, 1), ylim=(0, box.height), xticks=[])
    axes.yaxis.tick_right()
    axes.set_yticks([up for up, _ in scale.ticks], [text for _, text in scale.ticks])
    axes.set_title(scale.title, size=SIZE, pad=3.0)


def _powers(low: float, high: float) -> Ticks:
    """The ticks of a logarithmic axis."""
    every = max(1, int(np.ceil((high - low) / 6)))
    powers = [power for power in range(int(np.ceil(low)), int(np.floor(high)) + 1) if power % every == 0]
    if len(powers) > 1:
        return [(float(power), raised(power)) for power in powers]
    values = [factor * 10.0**power for power in range(int(np.floor(low)), int(np.ceil(high)) + 1) for factor in (1, 2, 5)]
    return [(float(np.log10(value)), short(value)) for value in values if low <= np.log10(value) <= high]
