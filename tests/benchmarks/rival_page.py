"""The rival of the page benchmark: the same content, drawn in the usual way with `st.plotly_chart`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from optimizers import OPTIMIZERS, Run, race
from surfaces import SURFACES

surface = SURFACES["matyas"]
x, y = (np.linspace(low, high, 161) for low, high in surface.domain)
z = surface.value(*np.meshgrid(x, y))


@st.fragment
def view() -> None:
    rate = st.slider("learning rate", 0.01, 0.5, 0.1, 0.001, format="%.3f")
    chosen = {key: OPTIMIZERS[key] for key in ("adam", "gradient_descent", "momentum")}
    rates = {"adam": {"learning_rate": rate}}
    runs = [Run(optimizer, surface.start, rates.get(key, {})) for key, optimizer in chosen.items()]
    paths = race(surface, runs, 200)
    half = slice(None, None, 2)
    relief = go.Figure(go.Surface(x=x[half], y=y[half], z=z[half, half], showscale=False))
    contour = go.Figure(go.Contour(x=x, y=y, z=z, ncontours=22))
    curve = go.Figure()
    for optimizer, path in zip(chosen.values(), paths, strict=True):
        px, py = path.points.T
        relief.add_scatter3d(x=px, y=py, z=path.values, mode="lines", name=optimizer.title)
        contour.add_scatter(x=px, y=py, mode="lines", name=optimizer.title)
        curve.add_scatter(y=path.values, mode="lines", name=optimizer.title)
    left, right = st.columns(2)
    for place, key, figure in ((left, "relief", relief), (right, "contour", contour), (st, "curve", curve)):
        figure.update_layout(title=f"{key} {rate:.3f}", height=420 if place is not st else 260, uirevision="kept")
        place.plotly_chart(figure, key=key)


st.set_page_config(layout="wide")
view()
