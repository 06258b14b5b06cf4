"""The data of the learning-rate lab's panels: which results to fetch, and what can be selected."""

from typing import Any

from components.state.address import write
from components.state.parameter_types import Choice
from components.state.parameters import LABORATORY, SHOWING, VIEWED
from components.state.settings import Settings
from components.text.captions import fates_picture
from components.web import assets
from components.web.terrain import terrain_address
from optimizers import OPTIMIZERS


def lab_panels(settings: Settings) -> dict[str, Any]:
    """The data for the panels."""
    table, surface = settings.table, settings.surface_record
    choices = {name: table[name] for name in LABORATORY if name in table}

    def query(*names: str) -> str:
        """The settings that a result depends on: these of the lab's own, but no learning rates and no mid-run changes."""
        free = {"changes", *(name for name in table if name.endswith(".learning_rate"))} | (set(choices) - set(names))
        return write(settings.usual(*free, *VIEWED, *SHOWING))

    if "subject" in choices:
        choices["subject"] = Choice(settings.subject, {key: OPTIMIZERS[key].title for key in settings.rated})
    queries, absent = {"sweep": query("measure")}, {}
    if settings.subject in settings.rated:
        queries["five"] = query("subject", "across")
        absent["heat"] = "This optimizer has only a learning rate. Choose a schedule to add a second parameter."
    else:
        title = OPTIMIZERS[settings.subject].title
        absent = dict.fromkeys(("five", "heat"), f"{title} has no learning rate. Choose another optimizer above.")
    if "second" in choices and "five" in queries:
        queries["heat"] = query("subject", "second", "color_by")
    return {
        "absent": absent,
        "assets": assets.base(),
        "explore": assets.root(),
        "queries": queries,
        "choices": {
            name: {"value": settings[name], "options": parameter.options}
            for name, parameter in choices.items()
            if isinstance(parameter, Choice) and name != "swept"
        },
        "terrain": terrain_address(settings),
        "region": settings.region,
        "window": [edge for side in settings.plane_window for edge in side],
        "starts": settings.starts,
        "picture": fates_picture(settings),
        "criteria": {"lowest": surface.lowest, "heights": surface.heights},
        "address": write(settings.usual(*VIEWED)),
        "hide": settings.hide,
    }
