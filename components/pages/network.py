"""The network page: a small network trained by the selected optimizers, and a plane through its loss."""

import streamlit as st

from components.network.network import KEY, network
from components.ui import network_lessons, network_sidebar, network_visit
from components.ui.page import Page
from components.ui.page_header import list_problems
from components.ui.reported import acknowledged
from components.web.first_training import first_training
from components.web.network_sliders import choosable
from components.web.training_preview import training_preview


def page() -> None:
    settings = network_visit.current((KEY, network_visit.SLIDERS))
    network_sidebar.sidebar(settings)
    with st.container(key="network-title", horizontal=True, vertical_alignment="center"):
        st.header("A network learns", anchor=False, width="content")
        network_lessons.choose(settings)
    network_lessons.show(settings)
    with st.container():
        list_problems(st.session_state.network_problems)
    network(
        settings,
        on_edit=lambda: network_visit.take_edit(KEY),
        sections=choosable(settings),
        acknowledged=acknowledged(KEY),
        revision=st.session_state.network_revision,
        visit=st.session_state.network_visit,
    )
    network_lessons.claims(settings)


PAGE = Page(title="Network", path="network", order=2.5, show=page, linked=training_preview, early=first_training)
