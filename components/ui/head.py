"""The title and the description of a page in the browser: those of its document, also after navigation within the app."""

import streamlit as st

from components.web import assets
from components.web.link_preview import titled
from components.web.preview import Preview

KEY = "head"  # its element takes up no space: see `browser/first_map.css`

_component = st.components.v2.component(
    "descent_head", html='<div class="head"></div>', js=assets.loader("ui/head.js"), isolate_styles=False
)


def head(preview: Preview) -> None:
    st.session_state.title = titled(preview.title)
    st.set_page_config(page_title=st.session_state.title)
    _component(key=KEY, data={"assets": assets.base(), "description": preview.description})
