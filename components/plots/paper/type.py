"""The typography of a figure: its font, its sizes, and the width of texts."""

import threading
from collections.abc import Iterator

FAMILY = "DejaVu Sans"  # installed with Matplotlib, so it can always be embedded; has all symbols
SIZE, SMALL = 8.0, 5.5  # points: normal text and small print
DRAWING = threading.RLock()  # Matplotlib is not thread-safe: one figure at a time
LEADING = 1.3  # line height, relative to the font size


def width(text: str, size: float = SIZE) -> float:
    """The width of a text in points."""
    from matplotlib.font_manager import FontProperties  # takes a second to import; only exports need it
    from matplotlib.textpath import text_to_path

    found, _, _ = text_to_path.get_text_width_height_descent(text, FontProperties(family=FAMILY, size=size), ismath=False)
    return float(found)


def wrapped(text: str, room: float, size: float = SIZE, after: str = " ") -> Iterator[str]:
    """A text in lines of at most `room` points, broken after a character or, if necessary, anywhere."""
    line = ""
    for word in _words(text, room, size, after):
        if line and width((line + word).rstrip(), size) > room:
            yield line.rstrip()
            line = ""
        line += word
    if line:
        yield line.rstrip()


def _words(text: str, room: float, size: float, after: str) -> Iterator[str]:
    for word in text.replace(after, after + "\0").split("\0"):
        while width(word.rstrip(), size) > room and len(word) > 1:
            most = max(1, int(len(word) * room / width(word, size)) - 1)
            yield word[:most]
            word = word[most:]
        yield word


def raised(power: int) -> str:
    """A power of ten."""
    return "10" + str(power).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
