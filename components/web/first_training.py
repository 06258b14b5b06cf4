"""The beginning of the network page's document: its training starts, and is shown, while Streamlit loads."""

import base64
from functools import lru_cache
from html import escape

from components.plots.regions_svg import regions_svg
from components.results.regions import InputPlane, examples_drawn, regions
from components.results.training import TrainingError, beginning
from components.state import network
from components.state.network import NetworkSettings
from components.state.network_parameters import FILE, NO_LESSON
from components.web import assets, preload
from components.web.network import training_query
from components.web.query import RefusedError, parameters_of
from optimizers import OPTIMIZERS

SCRIPT = "network/first_training.js"
ENTRIES = ("network/network.js", "sliders/sliders.js", "ui/head.js")


def first_training(query: str) -> tuple[str, str]:
    """For the document with this query: elements of the head that start the training, and those of the body that show it."""
    try:
        settings, _ = network.read(parameters_of(query))
    except RefusedError:
        settings, _ = network.read({})
    later = preload.links(assets.root(), assets.base(), ENTRIES)
    if settings.choices.data == FILE:  # nothing is uploaded yet
        return "", later
    training = f"{assets.base()}network/training/{{theme}}.ndjson?{training_query(settings)}"
    urgent = [assets.base() + name for name in preload.chain((SCRIPT,))]
    first = "".join(f'<link rel="modulepreload" fetchpriority="high" href="{address}">' for address in urgent)
    script = f'<script type="module" async fetchpriority="high" src="{urgent[0]}"></script>'  # before Streamlit's scripts
    styles = f'<link rel="stylesheet" href="{assets.base()}network/network.css">'
    moved = settings["lesson"] != NO_LESSON or settings["classroom"] == "1" or settings["hide"]
    hide = ' data-hide="regions"' if moved else ""  # the page will show them in another place
    frame = _frame(settings.of_training)
    place = f'<div class="network first-training"{hide} data-training="{escape(training)}">{frame}</div>'
    return first + styles, f"{place}{script}{later}"


@lru_cache(maxsize=64)  # about 20 kB each
def _frame(settings: NetworkSettings) -> str:
    """The regions before the first step, as `network/regions.js` builds them; all runs share the start, and so the picture."""
    try:
        found, point = beginning(settings)
    except TrainingError:  # the page shows the error
        return ""
    plane = InputPlane.of(found.parts.train)
    cells = regions(found.network, point, plane.inputs)[0]
    picture = regions_svg(cells, plane.window, examples_drawn(found, plane), len(found.parts.train.classes))
    data = base64.b64encode(picture.encode()).decode()
    figures = "".join(
        f'<figure><div class="first" role="img" aria-label="Decision regions of {title} at step 0."></div>'
        f"<figcaption>{title}</figcaption></figure>"
        for title in (OPTIMIZERS[key].title for key in found.keys)
    )
    return (
        '<section aria-label="Decision regions"><div class="head"><h3>Decision regions</h3>'
        '<p class="classes">Training: step 0.</p></div>'
        f'<div class="regions" style="--first: url(data:image/svg+xml;base64,{data})">{figures}</div></section>'
    )
