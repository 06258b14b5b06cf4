"""The pages as tabs at the bottom of a small screen, within reach of a thumb; styled in `browser/page.css`."""

from collections.abc import Iterable
from typing import Any

import streamlit as st


def tabs(pages: Iterable[Any]) -> None:
    """A link for each page of the navigation."""
    with st.container(key="tabs", horizontal=True):
        for page in pages:
            st.page_link(page, label=page.title)
