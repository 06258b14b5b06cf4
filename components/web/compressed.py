"""Scripts and styles, compressed at the first request and then cached.

Streamlit serves its own 3 MB of them uncompressed, and compresses others again for every request.
"""

import gzip
from collections.abc import Mapping
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
SUFFIXES = (".js", ".css")  # fonts are already compressed


class CompressedFiles:
    """ASGI middleware that serves files by path: routes below `static/` are Streamlit's own.

    Their names contain a fingerprint of their content.
    """

    def __init__(self, app: ASGIApp, files: Mapping[str, Path]) -> None:
        self.app, self.files = app, files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = self.files.get(scope["path"]) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        app = await run_in_threadpool(file_response, Request(scope), path) if path else self.app
        await app(scope, receive, send)


def file_response(request: Request, path: Path) -> Response:
    """A file, compressed if the client accepts it. Compressing takes a moment the first time: call it in a thread."""
    headers = {**FOREVER, "Vary": "Accept-Encoding"}
    if path.suffix not in SUFFIXES or "gzip" not in request.headers.get("accept-encoding", ""):
        return FileResponse(path, headers=headers)
    media_type, _ = guess_type(path.name)
    return Response(packed(path), media_type=media_type, headers={**headers, "Content-Encoding": "gzip"})


@lru_cache(maxsize=512)  # all of Streamlit's scripts take 7 MB, the requested ones a fraction
def packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)
