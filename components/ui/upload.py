"""An uploaded CSV file: parsed and kept in memory for the visit, or refused with a sentence."""

import math
from bisect import bisect_left

import streamlit as st

from components.results.snapshots import sample_steps
from components.results.uploads import UPLOADS, Upload, bring
from components.state.network import NetworkSettings
from components.state.network_parameters import NOTHING, SUGGESTED
from components.state.parameter_types import decimal
from components.ui.network_visit import apply
from components.ui.page_header import list_problems
from surfaces.networks import TableError, read_table
from surfaces.networks.data import MAX_BYTES, MAX_CLASSES, parse_number

MEGABYTES = math.ceil(MAX_BYTES / 1e6)
MAX_THRESHOLDS = 200  # to choose from


def upload(settings: NetworkSettings) -> None:
    """The box for a file and, once there is one, the choice of its label column."""
    st.file_uploader(
        "CSV file",
        type=["csv", "txt", "tsv"],
        key="network file",
        max_upload_size=MEGABYTES,
        on_change=_take,
        help="Numeric columns and one label column, with or without a header. The file stays in memory for this visit only.",
    )
    if problem := st.session_state.get("network file problem"):
        list_problems([problem])
    found = UPLOADS.get(settings["file"])
    if found is None:
        return
    _label(found, settings)
    st.button(
        "Suggested network and training",
        help="16-12-8 leaky ReLU units, batches of 32, gradient descent at 0.001 summed over the batch, 150 epochs.",
        on_click=lambda: apply(SUGGESTED),
        width="stretch",
    )


def _take() -> None:
    """Take a new file, or forget one that was removed."""
    state, file = st.session_state, st.session_state["network file"]
    state["network file problem"] = ""
    if file is None:
        state.pop("network upload", None)
        return
    try:
        found = bring(read_table(file.getvalue()))
        label = found.table.usual_label
        threshold = usual_threshold(found.table.column(label))
        found.table.dataset(label, None if threshold == NOTHING else float(threshold))  # raises an error with the reason
    except TableError as problem:
        state["network file problem"] = str(problem)
        return
    state["network upload"] = found  # kept for the whole visit
    apply({"file": found.token, "label": label, "threshold": threshold})


def usual_threshold(cells: list[str]) -> str:
    """Labels with more than two numeric values become two classes of about equal size; other labels are used as they are."""
    try:
        values = sorted(map(parse_number, cells))
    except ValueError:
        return NOTHING
    different = sorted(set(values))
    if len(different) <= 2 or not all(map(math.isfinite, different)):
        return NOTHING
    return decimal(min(different[1:], key=lambda value: abs(bisect_left(values, value) - len(values) / 2)))


def thresholds(cells: list[str], current: float | None) -> list[str]:
    """The thresholds to choose from, as texts: evenly spaced values of a column, and the current one."""
    values = sorted({parse_number(cell) for cell in cells})[1:]
    spread = {values[place] for place in sample_steps(len(values) - 1, MAX_THRESHOLDS)}
    return [NOTHING, *map(decimal, sorted(spread if current is None else spread | {current}))]


def _label(found: Upload, settings: NetworkSettings) -> None:
    names = list(found.table.names)
    chosen = settings["label"] if settings["label"] in names else found.table.usual_label
    st.session_state["network label"] = chosen
    st.selectbox("Label column", names, key="network label", on_change=lambda: _choose(found))
    cells = found.table.column(chosen)
    if usual_threshold(cells) == NOTHING:
        return
    current = settings.threshold
    st.session_state["network threshold"] = NOTHING if current is None else decimal(current)
    as_they_are = f"each value (at most {MAX_CLASSES})"
    st.selectbox(
        "Two classes",
        thresholds(cells, current),
        format_func=lambda text: as_they_are if text == NOTHING else f"below {text}, and {text} or more",
        key="network threshold",
        on_change=lambda: apply({"threshold": st.session_state["network threshold"]}),
    )


def _choose(found: Upload) -> None:
    label = st.session_state["network label"]
    apply({"label": label, "threshold": usual_threshold(found.table.column(label))})
