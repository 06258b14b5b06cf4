"""How a long computation is streamed: lines of JSON with the place in the queue, the progress, and the result.

The work waits in the job queue, and stops when no client waits for it any more; see `components/web/job_queue.py`.
"""

import json
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import aclosing, suppress
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.types import Send

from components.results.shared import Progress, TooLongError
from components.web.job_queue import Busy, Client, Result, Share, Waiting, client_of, job_queue

KEPT, UNKEPT = "private, max-age=86400", "no-store"  # cacheable: the address contains the version and all settings
RESULT = '{"result": '  # how the last line starts if nothing failed
MEDIA = "application/x-ndjson"

Parts = deque[dict[str, Any]]  # intermediate results of the work, sent with its progress


class Next(NamedTuple):
    """The job to queue as soon as a result is ready: its key, its work, and the seconds that it takes."""

    key: Hashable
    compute: Callable[[Progress], Any]
    seconds: float


def streamed(
    request: Request,
    key: Hashable,
    compute: Callable[[Progress], str],
    seconds: float,
    parts: Parts | None = None,
    kept: bool = True,
    following: Next | None = None,
) -> StreamingResponse:
    """A response that streams the progress of `compute`, what it appends to `parts`, and the JSON that it returns.

    key        identifies the work: requests with the same key share it
    seconds    an estimate of how long it takes
    kept       whether a browser may cache the response
    following  a job to start when the result has been sent, while its client stays connected or requests it
    """
    answer = _Lines(_lines(request, key, compute, seconds, parts, following), media_type=MEDIA)
    answer.kept = kept
    return answer


class _Lines(StreamingResponse):
    """A stream of lines. It is cacheable only if the first line is the result; otherwise the work may still fail."""

    kept = True

    async def stream_response(self, send: Send) -> None:
        lines = aiter(self.body_iterator)
        while not (first := await anext(lines)):
            pass
        self.headers["Cache-Control"] = KEPT if self.kept and str(first).startswith(RESULT) else UNKEPT
        self.body_iterator = _behind(first, lines)
        await super().stream_response(send)


async def _behind(first: Any, rest: AsyncIterator[Any]) -> AsyncIterator[Any]:
    yield first
    async for line in rest:
        yield line


async def _begun(following: Next, client: Client) -> None:
    """Wait for a job, so that it runs; requests for it share it, and report its errors."""
    with suppress(Exception):
        async with aclosing(job_queue().follow(*following, client)) as work:
            async for _ in work:
                pass


async def _lines(
    request: Request,
    key: Hashable,
    compute: Callable[[Progress], str],
    seconds: float,
    parts: Parts | None,
    following: Next | None,
) -> AsyncIterator[str]:
    work = job_queue().follow(key, compute, seconds, client_of(request))
    try:
        async with aclosing(work):
            async for news in work:
                match news:
                    case Waiting(before):
                        yield f'{{"before": {before}}}\n' if before else ""
                    case Share(done):
                        while parts:
                            yield json.dumps({"done": round(done, 3), **parts.popleft()}, allow_nan=False) + "\n"
                        yield f'{{"done": {done:.3f}}}\n'
                    case Result(text):
                        yield f"{RESULT}{text}}}\n"
        if following:
            await _begun(following, client_of(request))
    except (Busy, TooLongError) as reason:
        yield f'{{"problem": {json.dumps(str(reason))}}}\n'
    except Exception:
        logging.getLogger("descent_lab").exception("Some work for a page failed.")
        yield '{"problem": "Something went wrong on our side; the settings are safe in the address."}\n'
