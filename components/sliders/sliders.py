"""Sliders made from records: linear or logarithmic, landing on every two-digit value, and a field to type into."""

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st

from components.web import assets

_component = st.components.v2.component(
    "descent_sliders", html='<div class="sliders"></div>', js=assets.loader("sliders/sliders.js"), isolate_styles=False
)


def slider(name: str, label: str, value: float, low: float, high: float, **more: Any) -> dict[str, Any]:
    """One slider as the browser needs it. More: `default`, `about`, and `step` or `logarithmic`, `zero`, `whole`."""
    return {"name": name, "label": label, "value": value, "low": low, "high": high} | {k: v for k, v in more.items() if v}


def sliders(key: str, groups: Iterable[dict[str, Any]], acknowledged: int, on_edit: Callable[[], None]) -> None:
    """Show groups of sliders, each a dict with `title`, `items` and, for an optimizer, its `style`.

    `on_edit` is called at every move, while a thumb is being dragged as well: see `take_edit`.
    """
    _component(
        key=key, data={"assets": assets.base(), "groups": list(groups), "acknowledged": acknowledged}, on_edit_change=on_edit
    )
