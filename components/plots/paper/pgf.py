r"""A figure for a paper as LaTeX: a document of its own, or, where pgfplots is loaded already, a picture to be `\input`.

Axes and runs use pgfplots, so that they can be edited; the filled levels below are plain paths, which compile faster.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from components.plots.figures import BORDER
from components.plots.paper.drawing import Axis, Box, Drawing, Panel, Scale, Shape, Text
from components.plots.paper.latex import comment, latex, title
from components.plots.paper.legend import MARGIN
from components.plots.paper.type import LEADING, SIZE, SMALL
from components.results.terrain import Array

MACROS = r"""\providecommand\labM{}\def\labM#1,#2;{\pgfpathmoveto{\pgfqpoint{#1bp}{#2bp}}}
\providecommand\labL{}\def\labL#1,#2;{\pgfpathlineto{\pgfqpoint{#1bp}{#2bp}}}"""
JUMP = "(nan,nan)"  # between two pieces of a plot: each as a plot of its own takes LaTeX twenty milliseconds


def tex(drawn: Drawing) -> bytes:
    shapes, whole = _Shapes(), Box(0, 0, drawn.width, drawn.height)
    body = [
        *(line for panel in drawn.panels for line in _panel(panel, shapes)),
        *(line for scale in drawn.scales for line in _scale(scale, shapes)),
        *shapes.written(drawn.shapes, whole),
        *shapes.texts(drawn.texts, whole),
        *_small_print(drawn),
    ]
    size = f"{drawn.width:.2f}bp", f"{drawn.height:.2f}bp"
    words = drawn.words
    lines = [
        *(f"% {comment(line)}" for line in (words.title, *words.details, words.link)),
        *_document(*size),
        r"\begin{tikzpicture}" + f"[font=\\fontsize{{{SIZE:g}}}{{{LEADING * SIZE:g}}}\\selectfont]",
        MACROS,
        *shapes.colors(),
        f"\\path[use as bounding box] (0,0) rectangle ({size[0]},{size[1]});",
        *body,
        r"\end{tikzpicture}%",
        r"\ifdefined\labdocument\end{document}\fi",
    ]
    return "\n".join(lines).encode("ascii") + b"\n"


def _document(width: str, height: str) -> list[str]:
    return [
        r"\expandafter\ifx\csname ver@pgfplots.sty\endcsname\relax",
        r"\def\labdocument{}",
        r"\documentclass{article}",
        f"\\usepackage[paperwidth={width},paperheight={height},margin=0pt]{{geometry}}",
        r"\usepackage{pgfplots}",
        r"\pgfplotsset{compat=1.14}",
        r"\pagestyle{empty}\setlength\parindent{0pt}\setlength\topskip{0pt}",
        r"\begin{document}",
        r"\fi",
    ]


# The plots


def _panel(panel: Panel, shapes: "_Shapes") -> Iterator[str]:
    yield from shapes.written(panel.beneath, panel.box)
    yield from _axes(panel)
    yield from shapes.plotted(panel)
    yield r"\end{axis}"
    yield from shapes.written(panel.above, panel.box, whole=True)
    yield from shapes.texts(panel.texts, panel.box)


def _scale(scale: Scale, shapes: "_Shapes") -> Iterator[str]:
    box = scale.box
    right, top = box.left + box.width, box.bottom + box.height
    yield from shapes.written(scale.bands, box)
    border = shapes.color(BORDER["light"])
    yield f"\\draw[{border},line width=0.5bp] ({box.left:.2f}bp,{box.bottom:.2f}bp) rectangle ({right:.2f}bp,{top:.2f}bp);"
    for up, text in scale.ticks:
        base = f"({right:.2f}bp,{box.bottom + up:.2f}bp)"
        yield f"\\draw[{border},line width=0.5bp] {base} -- ++(2.5bp,0) node[black,right,inner sep=2bp] {{{latex(text)}}};"
    yield f"\\node[above,inner sep=3bp] at ({(box.left + right) / 2:.2f}bp,{top:.2f}bp) {{{title(scale.title)}}};"


def _axes(panel: Panel) -> Iterator[str]:
    box = panel.box
    keys = [
        f"at={{({box.left:.2f}bp,{box.bottom:.2f}bp)}},anchor=south west,scale only axis",
        f"width={box.width:.2f}bp,height={box.height:.2f}bp",
        *_axis("x", panel.x),
        *_axis("y", panel.y),
        "tick align=outside,tick pos=left,axis line style={black!50},tick style={black!50},major tick length=2.5bp",
        "ticklabel style={inner sep=2bp},label style={inner sep=1bp}",
        *(["grid=major,grid style={black!10}"] if panel.grid else []),
    ]
    yield "\\begin{axis}[" + ",\n  ".join(keys) + "]"


def _axis(name: str, axis: Axis) -> Iterator[str]:
    low, high = axis.reach
    if axis.logarithmic:
        low, high = 10.0**low, 10.0**high
        yield f"{name}mode=log"
    yield f"{name}min={low:.9g},{name}max={high:.9g},{name}label={{{title(axis.title)}}}"
    if axis.ticks is not None:
        places = ",".join(f"{10.0**place if axis.logarithmic else place:.6g}" for place, _ in axis.ticks)
        texts = ",".join(f"{{{latex(text)}}}" for _, text in axis.ticks)
        yield f"{name}tick={{{places}}},{name}ticklabels={{{texts}}}" if places else f"{name}tick=\\empty"


def _small_print(drawn: Drawing) -> Iterator[str]:
    small = f"\\fontsize{{{SMALL:g}}}{{{LEADING * SMALL:g}}}\\selectfont"
    for base, line in drawn.print:
        where = f"({MARGIN:.2f}bp,{base:.2f}bp)"
        yield f"\\node[anchor=base west,inner sep=0pt,font={small},black!65] at {where} {{{latex(line)}}};"


# Shapes


class _Shapes:
    """Writes shapes, and remembers the colors that they have."""

    def __init__(self) -> None:
        self.used: dict[str, None] = {}

    def color(self, name: str) -> str:
        self.used[name] = None
        return f"lab{name[1:]}"

    def colors(self) -> list[str]:
        return [f"\\definecolor{{lab{name[1:]}}}{{HTML}}{{{name[1:].upper()}}}" for name in self.used]

    def written(self, shapes: Iterable[Shape], box: Box, whole: bool = False) -> Iterator[str]:
        """As plain paths, cut off at the border of the box, or whole."""
        shapes = [*shapes]
        if not shapes:
            return
        yield f"\\begin{{scope}}[shift={{({box.left:.2f}bp,{box.bottom:.2f}bp)}},line join=round]"
        if not whole:
            yield f"\\clip (0,0) rectangle ({box.width:.2f}bp,{box.height:.2f}bp);"
        for shape in shapes:
            yield from self._path(shape)
        yield r"\end{scope}"

    def _path(self, shape: Shape) -> Iterator[str]:
        if shape.fill:
            yield f"\\pgfsetfillcolor{{{self.color(shape.fill)}}}\\pgfsetfillopacity{{{shape.cover:g}}}"
        if shape.edge:
            dashes = "".join(f"{{{length:g}bp}}" for length in shape.dashes)
            yield (
                f"\\pgfsetstrokecolor{{{self.color(shape.edge)}}}\\pgfsetstrokeopacity{{{shape.opacity:g}}}"
                f"\\pgfsetlinewidth{{{shape.width:g}bp}}\\pgfsetdash{{{dashes}}}{{0bp}}"
            )
        for line in shape.lines:
            if len(line) > 1:
                yield from _rows(_points(line[:-1] if shape.fill else line))
                if shape.fill:
                    yield r"\pgfpathclose"
        uses = ",".join(name for name, wanted in (("fill", shape.fill), ("stroke", shape.edge)) if wanted)
        yield f"\\pgfusepath{{{uses}}}"

    def plotted(self, panel: Panel) -> Iterator[str]:
        """As plots in the coordinates of a panel's axes."""
        (low, high), box = np.array([panel.x.reach, panel.y.reach]).T, panel.box
        for shape in panel.lines:
            dashes = " ".join(f"{'off' if at % 2 else 'on'} {length:g}bp" for at, length in enumerate(shape.dashes))
            look = f"{self.color(shape.edge)},line width={shape.width:g}bp,line join=round"
            look += f",dash pattern={dashes}" if dashes else ""
            if shape.halo:
                look += f",preaction={{draw,solid,white,opacity=0.75,line width={shape.halo:g}bp}}"
            pieces = [line for line in shape.lines if len(line) > 1]
            if pieces:
                yield f"\\addplot[{look}{',unbounded coords=jump' if len(pieces) > 1 else ''}] coordinates {{"
                for at, line in enumerate(pieces):
                    x, y = (low + line / [box.width, box.height] * (high - low)).T
                    x, y = (10.0**row if axis.logarithmic else row for row, axis in ((x, panel.x), (y, panel.y)))
                    places = [f"({a:.6g},{b:.6g})" for a, b in zip(x, y, strict=True)]
                    yield from _rows([JUMP, *places] if at else places)
                yield "};"

    def texts(self, texts: Iterable[Text], box: Box) -> Iterator[str]:
        for left, middle, words, color, centered in texts:
            where = f"({box.left + left:.2f}bp,{box.bottom + middle:.2f}bp)"
            look = ("" if centered else "right,") + (f"{self.color(color)}," if color else "")
            yield f"\\node[{look}inner sep=0pt] at {where} {{\\strut {latex(words)}}};"


def _points(line: Array) -> Iterator[str]:
    for at, (x, y) in enumerate(line):
        yield f"\\lab{'L' if at else 'M'}{_short(x)},{_short(y)};"


def _short(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _rows(texts: Iterable[str], most: int = 8) -> Iterator[str]:
    row: list[str] = []
    for text in texts:
        row.append(text)
        if len(row) == most:
            yield "".join(row)
            row = []
    if row:
        yield "".join(row)
