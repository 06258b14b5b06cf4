"""Descent Lab: `streamlit run app.py`. Page set-up and navigation, nothing else."""

import streamlit as st

if __name__ == "__main__":  # as a script: at every move of every visitor
    from components.pages import catalogue, explore, learning_rate, lessons
    from components.ui.visit import turned_to

    st.set_page_config(page_title="Descent Lab", page_icon="⛰️", layout="wide")
    first = st.Page(explore.page, title="Explore", default=True)
    second = st.Page(learning_rate.page, title="Learning rate", url_path="learning-rate")
    third = st.Page(lessons.page, title="Lessons", url_path="lessons")
    fourth = st.Page(catalogue.page, title="Catalogue", url_path="catalogue")
    page = st.navigation([first, second, third, fourth], position="top")
    if turned_to("explore"):
        st.switch_page(first)
    page.run()
else:  # as a module: once, by the server
    from components.web import server

    app = st.App(__file__, routes=server.routes(), lifespan=server.lifespan, on_script_error=server.calm)
