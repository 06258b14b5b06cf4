"""Descent Lab: `streamlit run app.py`. Page set-up and navigation, nothing else."""

import streamlit as st

from components.pages import PAGES

if __name__ == "__main__":  # as a script: at every move of every visitor
    from components.ui.head import head
    from components.ui.tabs import tabs
    from components.ui.visit import latest, page_requested
    from components.web.server import freeze

    title = st.session_state.get("title", "Descent Lab")  # until the page knows its title
    st.set_page_config(page_title=title, page_icon="⛰️", layout="wide")
    pages = {
        key: st.Page(page.show, title=page.title, url_path=page.path or None, default=not page.path)
        for key, page in PAGES.items()
    }
    page = st.navigation(list(pages.values()), position="top")
    if page_requested("explore"):
        st.switch_page(pages["explore"])
    page.run()
    tabs(pages.values())
    shown = next(one for one in PAGES.values() if one.path == page.url_path)
    head(shown.previewed(latest()))
    freeze()
else:  # imported as a module: once, by the server
    from components.exports import EXPORTS
    from components.web import server

    app = st.App(
        __file__,
        routes=server.routes(list(PAGES.values()), EXPORTS),
        middleware=server.middleware([page.path for page in PAGES.values()]),
        lifespan=server.lifespan,
        on_script_error=server.show_failure,
    )
