"""Groups of sliders: linear or logarithmic, landing on every two-digit value, and a field to type into."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st

from components.web import assets

_component = st.components.v2.component(
    "descent_sliders", html='<div class="sliders"></div>', js=assets.loader("sliders/sliders.js"), isolate_styles=False
)


def sliders(
    key: str,
    groups: Iterable[dict[str, Any]],
    acknowledged: int,
    revision: int,
    on_edit: Callable[[], None],
    optimizers: Mapping[str, Any] | None = None,
    schedule: Mapping[str, Any] | None = None,
) -> None:
    """Show groups of sliders, each a dict with `title`, `items` and, for an optimizer, its `style`.

    `optimizers` are those that are `chosen`, the `options` to choose from (key: title) and the `most` there may be; `schedule`
    has a `value` and `options`; None where they are not to be chosen. `on_edit` is called when the hand rests: see `take_edit`.
    `acknowledged` is the number of the last edit that is answered, `revision` that of the settings which hold it.
    """
    counters = {"acknowledged": acknowledged, "revision": revision}
    data = {"groups": list(groups), "optimizers": optimizers, "schedule": schedule}
    _component(key=key, data={"assets": assets.base(), **counters, **data}, on_edit_change=on_edit)
