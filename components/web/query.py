"""The only place where the query of a request is parsed. It is untrusted: its size is checked first.

Invalid queries raise `RefusedError` with the reason. It is one of Starlette's exceptions, so the server responds with 400
wherever it is raised.
"""

from urllib.parse import parse_qs

from starlette.exceptions import HTTPException

from components.state import network
from components.state.address import read
from components.state.settings import Settings

MAX_PARAMETERS = 400
LONGEST = 20_000  # characters; a legitimate query with eight optimizers and a long formula has about 3,000
MAX_PROBLEMS = 3  # listed in a message


class RefusedError(HTTPException):
    """The request is invalid: status 400, with the reason."""

    def __init__(self, sentence: str) -> None:
        super().__init__(400, sentence)


def parameters_of(query: str) -> dict[str, list[str]]:
    """The parameters of a query, each with all its values. Raises RefusedError if the query is too long."""
    if len(query) > LONGEST:
        raise RefusedError(f"The query is too long: {len(query):,} characters; at most {LONGEST:,} are read.")
    if (count := query.count("&") + 1) > MAX_PARAMETERS:
        raise RefusedError(f"Too many parameters: {count:,}; at most {MAX_PARAMETERS} are read.")
    return parse_qs(query, keep_blank_values=True)


def settings_from(query: str, **given: str) -> Settings:
    """The settings of a query and of the parameters `given` besides. Raises RefusedError if anything is invalid."""
    settings, problems = read(parameters_of(query) | {name: [text] for name, text in given.items()})
    if problems:
        raise RefusedError(" ".join(problems[:MAX_PROBLEMS]))
    return settings


def network_settings(query: str) -> network.NetworkSettings:
    """The settings of the network page in a query. Raises RefusedError if anything is invalid."""
    settings, problems = network.read(parameters_of(query))
    if problems:
        raise RefusedError(" ".join(problems[:MAX_PROBLEMS]))
    return settings
