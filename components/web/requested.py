"""The settings of a request, read without blocking others: finding the minima of a typed formula takes a while."""

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request

from components.results.shared import Progress
from components.state.choices import OWN
from components.state.settings import Settings
from components.web.job_queue import Busy, Stopped, job_queue
from components.web.query import parameters_of, settings_from
from surfaces import LONGEST_SEARCH, interruptible


async def requested(request: Request, query: str | None = None, **known: str) -> Settings:
    """The settings of a query, by default the request's, and of `known` parameters. Raises RefusedError if invalid."""
    query = request.url.query if query is None else query
    if OWN not in (known.get("surface"), *parameters_of(query).get("surface", ())):
        return await run_in_threadpool(settings_from, query, **known)

    def read(progress: Progress) -> Settings:
        with interruptible(progress):
            return settings_from(query, **known)

    try:
        found: Settings = await job_queue().result(request, (query, *known.items()), read, LONGEST_SEARCH)
    except Busy as reason:
        raise HTTPException(503, str(reason)) from None
    except Stopped:
        raise HTTPException(499, "") from None
    return found
