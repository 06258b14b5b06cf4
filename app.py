"""Descent Lab: `streamlit run app.py`. Page set-up and navigation, nothing else."""

import streamlit as st

from components.pages import PAGES

if __name__ == "__main__":  # as a script: at every move of every visitor
    from components.ui.tabs import tabs
    from components.ui.visit import turned_to
    from components.web.server import freeze

    st.set_page_config(page_title="Descent Lab", page_icon="⛰️", layout="wide")
    pages = {
        key: st.Page(page.show, title=page.title, url_path=page.path or None, default=not page.path)
        for key, page in PAGES.items()
    }
    page = st.navigation(list(pages.values()), position="top")
    if turned_to("explore"):
        st.switch_page(pages["explore"])
    page.run()
    tabs(pages.values())
    freeze()
else:  # as a module: once, by the server
    from components.web import server

    paths = [page.path for page in PAGES.values()]
    app = st.App(
        __file__,
        routes=server.routes(paths),
        middleware=server.middleware(paths),
        lifespan=server.lifespan,
        on_script_error=server.show_failure,
    )
