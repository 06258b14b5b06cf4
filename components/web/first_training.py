"""What the document of the network's page begins with: its training, which is watched while Streamlit still loads."""

from html import escape

from components.state import network
from components.state.network import FILE
from components.web import assets, preload
from components.web.network import training_query
from components.web.query import RefusedError, parameters_of

SCRIPT = "network/first_training.js"
ENTRIES = ("network/network.js", "sliders/sliders.js", "ui/head.js")


def first_training(query: str) -> str:
    """The body of a document with this query: where the training is fetched, and what the page will ask for later."""
    try:
        settings, _ = network.read(parameters_of(query))
    except RefusedError:
        settings, _ = network.read({})
    later = preload.links(assets.root(), assets.base(), ENTRIES)
    if settings.choices.data == FILE:  # nobody has brought one yet
        return later
    training = f"{assets.base()}network/training/{{theme}}.ndjson?{training_query(settings)}"
    first = "".join(f'<link rel="modulepreload" href="{assets.base()}{name}">' for name in preload.chain((SCRIPT,)))
    script = f'<script type="module" async src="{assets.base()}{SCRIPT}"></script>'  # not after Streamlit's, as others
    styles = f'<link rel="stylesheet" href="{assets.base()}network/network.css">'
    return f'{first}{styles}<div class="network first-training" data-training="{escape(training)}"></div>{script}{later}'
