"""How a result that takes a while is sent: lines of JSON with how many are served before, how far it is, and the result.

The work waits for its turn at the desk, and stops when nobody waits for it any more; see `components/web/desk.py`.
"""

import json
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import aclosing
from typing import Any

from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.types import Send

from components.results.shared import TooLongError, Watch
from components.web.desk import Busy, Result, Share, Waiting, client_of, desk

KEPT, UNKEPT = "private, max-age=86400", "no-store"  # of what is kept, the address holds the version and all settings
RESULT = '{"result": '  # how the last line begins, where nothing has gone wrong
MEDIA = "application/x-ndjson"

Parts = deque[dict[str, Any]]  # what the work shows of itself on the way, beside the share that is done


def streamed(
    request: Request,
    key: Hashable,
    compute: Callable[[Watch], str],
    seconds: float,
    parts: Parts | None = None,
    kept: bool = True,
) -> StreamingResponse:
    """The answer that tells how far `compute` is, what it puts into `parts` on the way, and the JSON that it returns.

    `key` is what the work is known by: whoever asks for the same waits for the same. `seconds` is how long it may take. A
    browser may keep the answer if it is `kept`.
    """
    answer = _Lines(_lines(request, key, compute, seconds, parts), media_type=MEDIA)
    answer.kept = kept
    return answer


class _Lines(StreamingResponse):
    """Lines as they come. A browser may keep them if the first is the result; else nobody knows yet whether it will fail."""

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


async def _lines(
    request: Request, key: Hashable, compute: Callable[[Watch], str], seconds: float, parts: Parts | None
) -> AsyncIterator[str]:
    work = desk().follow(key, compute, seconds, client_of(request))
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
    except (Busy, TooLongError) as reason:
        yield f'{{"problem": {json.dumps(str(reason))}}}\n'
    except Exception:
        logging.getLogger("descent_lab").exception("Some work for a page failed.")
        yield '{"problem": "Something went wrong on our side; the settings are safe in the address."}\n'
