"""The one place where the query of a request is read. It is untrusted: its size is checked before anything else.

What cannot be read is refused with a sentence. `RefusedError` is an exception of Starlette's, so the server answers it with 400
from wherever it is raised.
"""

from urllib.parse import parse_qs

from starlette.exceptions import HTTPException

from components.state import network
from components.state.address import read
from components.state.settings import Settings

MAX_PARAMETERS = 400
LONGEST = 20_000  # characters; a legitimate query with eight optimizers and a long formula has about 3,000
MAX_PROBLEMS = 3  # as many as fit into a sentence or two


class RefusedError(HTTPException):
    """What is asked for cannot be read: 400, and a sentence that says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(400, sentence)


def parameters_of(query: str) -> dict[str, list[str]]:
    """The parameters of a query, each with all that it is given; RefusedError where there is too much of it."""
    if len(query) > LONGEST:
        raise RefusedError(f"The query is too long: {len(query):,} characters; at most {LONGEST:,} are read.")
    if (count := query.count("&") + 1) > MAX_PARAMETERS:
        raise RefusedError(f"Too many parameters: {count:,}; at most {MAX_PARAMETERS} are read.")
    return parse_qs(query, keep_blank_values=True)


def settings_from(query: str, **given: str) -> Settings:
    """The settings that a query describes, with what is `given` from elsewhere; RefusedError where anything is wrong."""
    settings, problems = read(parameters_of(query) | {name: [text] for name, text in given.items()})
    if problems:
        raise RefusedError(" ".join(problems[:MAX_PROBLEMS]))
    return settings


def network_settings(query: str) -> network.NetworkSettings:
    """The settings of the network's page that a query describes; RefusedError where anything is wrong."""
    settings, problems = network.read(parameters_of(query))
    if problems:
        raise RefusedError(" ".join(problems[:MAX_PROBLEMS]))
    return settings
