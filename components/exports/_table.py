"""Tables of numbers as CSV in full precision; the first line contains the link."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

import numpy as np

from components.exports._export import Export


def csv_export(what: str, order: float, place: str, *, label: str = "CSV", group: str = "", **how: Any) -> Export:
    """The export of a table from a part of the page; `how` holds further fields of `Export`."""
    about = f"{what}, as a table in full precision; the first line is the link to this picture."
    return Export(label=label, order=order, about=about, ending="csv", media="text/csv", group=group, places=(place,), **how)


def table(link: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table with these columns as CSV, in UTF-8, after the comment `# <link>`.

    A missing number or NaN is an empty cell.
    """
    text = StringIO()
    text.write(f"# {link}\n")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(names)
    lines.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    """The content of a cell: `csv` writes a Python float by its `repr`."""
    if isinstance(value, np.generic):
        value = value.item()
    return "" if value is None or value != value else value
