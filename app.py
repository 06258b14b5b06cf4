"""Descent Lab: `streamlit run app.py`. Page set-up and navigation, nothing else."""

import streamlit as st

if __name__ == "__main__":  # as a script: at every move of every visitor
    from components.controls import turned_to
    from components.pages import catalogue, explore, learning_rate, lessons

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
    from components import assets, head, lab_routes, link_code, server, worksheet_route

    results = [*lab_routes.routes(), *worksheet_route.routes(), *link_code.routes()]
    app = st.App(
        __file__,
        routes=[*head.routes(), *results, *assets.routes()],
        lifespan=server.lifespan,
        on_script_error=server.calm,
    )
