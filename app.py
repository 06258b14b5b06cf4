"""Descent Lab: `streamlit run app.py`. Page set-up and navigation, nothing else."""

from pathlib import Path

import streamlit as st

if __name__ == "__main__":  # as a script: at every move of every visitor
    from components.pages import explore

    st.set_page_config(page_title="Descent Lab", page_icon="⛰️", layout="wide")
    st.html(Path(__file__).with_name("components") / "page.css")
    st.navigation([st.Page(explore.page, title="Explore", default=True)], position="hidden").run()
else:  # as a module: once, by the server
    from components import assets, server

    app = st.App(__file__, routes=assets.routes(), lifespan=server.lifespan, on_script_error=server.calm)
