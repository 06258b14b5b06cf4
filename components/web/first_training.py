"""What the document of the network's page begins with: its training, which is watched while Streamlit still loads."""

from html import escape

from components.state import network
from components.state.network import FILE
from components.web import assets, preload
from components.web.network import training_query
from components.web.query import RefusedError, parameters_of

SCRIPT = "network/first_training.js"
ENTRIES = ("network/network.js", "sliders/sliders.js", "ui/head.js")


def first_training(query: str) -> tuple[str, str]:
    """The document with this query: in the head what begins the training, in the body its place, and what comes later."""
    try:
        settings, _ = network.read(parameters_of(query))
    except RefusedError:
        settings, _ = network.read({})
    later = preload.links(assets.root(), assets.base(), ENTRIES)
    if settings.choices.data == FILE:  # nobody has brought one yet
        return "", later
    training = f"{assets.base()}network/training/{{theme}}.ndjson?{training_query(settings)}"
    urgent = [assets.base() + name for name in preload.chain((SCRIPT,))]
    first = "".join(f'<link rel="modulepreload" fetchpriority="high" href="{address}">' for address in urgent)
    script = f'<script type="module" async fetchpriority="high" src="{urgent[0]}"></script>'  # not after Streamlit's, as others
    styles = f'<link rel="stylesheet" href="{assets.base()}network/network.css">'
    return first + styles, f'<div class="network first-training" data-training="{escape(training)}"></div>{script}{later}'
