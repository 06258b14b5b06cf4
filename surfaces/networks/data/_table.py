"""An uploaded table, treated as hostile: bounded before it is parsed, and refused with a sentence that names the problem.

Cells are separated by commas, semicolons or tabs; the first line may contain names; the encoding is UTF-8. All columns except
the label contain numbers. Empty rows and columns, as spreadsheets leave them, are ignored.
"""

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from io import StringIO

import numpy as np

from surfaces._counted import counted
from surfaces.networks.data._dataset import Dataset, Labels

MAX_BYTES = 2_000_000
MAX_ROWS, MAX_COLUMNS, MAX_CLASSES = 10_000, 64, 10
LONGEST_NAME = 40
LARGEST = 1e100
MIN_EXAMPLES = 10  # examples
SEPARATORS = ",;\t"
UTF_16 = b"\xff\xfe", b"\xfe\xff"
BINARY = {
    b"PK\x03\x04": "a zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xd0\xcf\x11": "an Excel file",
}


class TableError(ValueError):
    """A table cannot be used; the message says why in one sentence."""


@dataclass(frozen=True, eq=False)
class Table:
    """The cells of a table as texts, row by row, the names of its columns, and the line of the file on which each row ends."""

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    @cached_property
    def usual_label(self) -> str:
        """The default label column: the only one with a few words and no numbers, or else the last."""
        words = [name for name in self.names if _are_classes(self.column(name))]
        return words[0] if len(words) == 1 else self.names[-1]

    def column(self, name: str) -> list[str]:
        place = self.names.index(name)
        return [row[place] for row in self.rows]

    def dataset(self, label: str, at_least: float | None = None) -> Dataset:
        """All columns but `label` as inputs, and that one as classes; with `at_least`, two classes: below it, and the rest."""
        if label not in self.names:
            raise TableError(f"There is no column “{label}” to take the classes from; there are {_listed(self.names)}.")
        features = tuple(name for name in self.names if name != label)
        if not features:
            raise TableError(f"There is only the column “{label}”: nothing is left to learn from.")
        inputs = np.array([self._numbers(name) for name in features])
        classes, labels = self._classes(label, at_least)
        return Dataset(inputs, labels, features, classes)

    def _numbers(self, name: str) -> list[float]:
        return [self._number(name, line, cell) for line, cell in zip(self.lines, self.column(name), strict=True)]

    def _number(self, name: str, line: int, cell: str) -> float:
        where = f"in line {line}, column “{name}”"
        if not cell:
            raise TableError(f"A cell is empty {where}: every column but the label needs a number in each row.")
        try:
            number = parse_number(cell)
        except ValueError:
            hint = " (decimal commas are not read)" if "," in cell else ""
            raise TableError(f"There is text, “{_short(cell)}”, where a number should be {where}{hint}.") from None
        if math.isnan(number):
            raise TableError(f"A number is missing {where}: there is “{_short(cell)}”.")
        if abs(number) > LARGEST:
            raise TableError(f"“{_short(cell)}” {where} is too large; the limit is {LARGEST:g}.")
        return number

    def _classes(self, label: str, at_least: float | None) -> tuple[tuple[str, ...], Labels]:
        cells = self.column(label)
        if at_least is not None:
            high, limit = np.array(self._numbers(label)) >= at_least, repr(float(at_least)).removesuffix(".0")
            if high.all() or not high.any():
                side = "at least" if high.all() else "below"
                raise TableError(f"All rows have a “{label}” {side} {limit}: there is only one class, and nothing to learn.")
            return (f"{label} < {limit}", f"{label} ≥ {limit}"), high.astype(np.int64)
        names = {_order(cell): cell for cell in reversed(cells)}  # 1 and 1.0 are one class, named as first written
        classes = sorted(names)
        if len(classes) == 1:
            raise TableError(
                f"All rows have the same “{label}”, “{_short(cells[0])}”: there is only one class, and nothing to learn."
            )
        if len(classes) > MAX_CLASSES:
            raise TableError(
                f"The column “{label}” has {len(classes)} different values; at most {MAX_CLASSES} classes are allowed. "
                "For numbers, set a threshold."
            )
        places = {order: place for place, order in enumerate(classes)}
        return tuple(_short(names[order]) or "(empty)" for order in classes), np.array([places[_order(cell)] for cell in cells])


def read_table(content: bytes) -> Table:
    """The table in a file. Raises TableError if it cannot be read."""
    lines, rows = _rows(_text(content))
    width = len(rows[0])
    if width < 2:
        raise TableError("There is only one column; put commas, semicolons or tabs between the cells.")
    if width > MAX_COLUMNS:
        raise TableError(f"There are {width} columns; at most {MAX_COLUMNS} are allowed.")
    for line, row in zip(lines, rows, strict=True):
        if len(row) != width:
            raise TableError(f"Line {line} has {counted(len(row), 'cell')}, and the first has {width}.")
    filled = [place for place in range(width) if any(row[place] for row in rows)]
    rows = [tuple(row[place] for place in filled) for row in rows]
    named = not all(_is_number(cell) for cell in rows[0])
    names = rows[0] if named else ("",) * len(filled)
    names = tuple(_short(name) or f"column {place}" for place, name in enumerate(names, 1))
    if doubled := next((name for name in names if names.count(name) > 1), None):
        raise TableError(f"Two columns are called “{doubled}”.")
    if (count := len(rows) - named) < MIN_EXAMPLES:
        raise TableError(
            f"There {'is' if count == 1 else 'are'} {counted(count, 'row')} of examples; at least {MIN_EXAMPLES} are needed."
        )
    return Table(names, tuple(rows[named:]), tuple(lines[named:]))


def _rows(text: str) -> tuple[list[int], list[tuple[str, ...]]]:
    """The rows that are not empty, and the numbers of the lines on which they end."""
    begins = text.lstrip("\n").partition("\n")[0]
    table = csv.reader(StringIO(text), delimiter=max(SEPARATORS, key=begins.count), strict=True)
    lines: list[int] = []
    rows: list[tuple[str, ...]] = []
    try:
        for cells in table:
            row = tuple(cell.strip() for cell in cells)
            if any(row) or (not rows and len(row) > 1):  # a header may consist of empty names
                lines.append(table.line_num)
                rows.append(row)
    except csv.Error as reason:
        raise TableError(f"This is not a table of text: {reason}, in line {table.line_num}.") from None
    if not any(map(any, rows)):
        raise TableError("The file contains no data.")
    return lines, rows


def _text(content: bytes) -> str:
    """The text of a file, with normalized line endings."""
    if not content.strip():
        raise TableError("The file is empty.")
    for start, file_format in BINARY.items():
        if content.startswith(start):
            raise TableError(f"This is {file_format}, not a CSV file.")
    if content.startswith(UTF_16) or b"\0" in content[:2]:
        raise TableError("The file is in UTF-16 or UTF-32; save it as CSV in UTF-8.")
    if len(content) > MAX_BYTES:
        raise TableError(f"The file has {len(content):,} bytes; at most {MAX_BYTES:,} are read.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        raise TableError(
            f"The file is not in UTF-8: byte {reason.start + 1} cannot be read; save it as CSV in UTF-8."
        ) from None
    if "\0" in text:
        raise TableError("The file holds binary data, not text.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if (rows := text.strip("\n").count("\n") + 1) > MAX_ROWS + 1:
        raise TableError(f"The file has {rows:,} lines; at most {MAX_ROWS:,} are read.")
    return text


def _are_classes(cells: Sequence[str]) -> bool:
    return len(set(cells)) <= MAX_CLASSES and not any(map(_is_number, cells))


def parse_number(cell: str) -> float:
    """The number in a cell; unlike in Python, `1_000` is text.

    Raises:
        ValueError: if it is not a number.
    """
    if "_" in cell:
        raise ValueError(cell)
    return float(cell)


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(parse_number(cell))
    except ValueError:
        return False


def _order(cell: str) -> tuple[float, str]:
    return (parse_number(cell), "") if _is_number(cell) else (math.inf, cell)


def _short(text: str) -> str:
    """An untrusted text, shortened and made printable."""
    printable = "".join(character if character.isprintable() else "·" for character in text[: LONGEST_NAME + 1])
    return printable if len(printable) <= LONGEST_NAME else printable[: LONGEST_NAME - 1] + "…"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:6])
    return shown if len(names) <= 6 else f"{shown} and {len(names) - 6} more"
