"""Middleware for every request and every response: hostile request headers are refused, security headers added.

The head of a request is bounded by the server (64 kB). A cookie is bounded here as well, for Python before 3.11.10 and 3.12.6
takes time in the square of its length to read one full of backslashes, and it is read for every request of whatever path.
"""

import asyncio
import logging
import os
import re
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.web import assets
from components.web.content_policy import content_policy

LONGEST_COOKIE, MOST_BACKSLASHES = 8_000, 50  # characters of all cookies; an honest one hardly has a backslash
FRAMING = "DESCENT_LAB_FRAME_ANCESTORS"  # who may show the pages in a frame, as in a Content-Security-Policy
EMBEDDED = re.compile(rb"(^|&)embed=true(&|$)", re.IGNORECASE)  # which anybody may, unless it is configured
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
NOWHERE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>No such page – Descent Lab</title>
<p>There is no page at this address. <a href="{root}">Open Descent Lab</a>.</p></html>"""


class Guard:
    """ASGI middleware. `paths` are those of the pages, behind the root."""

    def __init__(self, app: ASGIApp, paths: Sequence[str]) -> None:
        self.app = app
        self.pages = {assets.root() + path for path in paths}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        answer = _Answer(scope, send, self.pages)
        if refusal := _refusal(scope):
            return await PlainTextResponse(refusal, 431)(scope, receive, answer)
        try:
            await self.app(scope, receive, answer)
        except Exception:
            if scope["type"] == "websocket" or answer.begun:
                raise
            logging.getLogger("descent_lab").exception("A request failed.")
            await PlainTextResponse("Something went wrong on our side.", 500)(scope, receive, answer)


def _refusal(scope: Scope) -> str:
    """The error of a request's headers in a sentence, or ""."""
    cookies = [value for name, value in scope["headers"] if name == b"cookie"]
    if sum(map(len, cookies)) > LONGEST_COOKIE:
        return f"The cookies of this request are too long; at most {LONGEST_COOKIE:,} characters are read."
    if sum(cookie.count(b"\\") for cookie in cookies) > MOST_BACKSLASHES:
        return f"The cookies of this request hold too many backslashes; at most {MOST_BACKSLASHES} are read."
    return ""


class _Answer:
    """Sends a response with the common headers, and with status 404 where Streamlit would serve its page at any address."""

    def __init__(self, scope: Scope, send: Send, pages: set[str]) -> None:
        self.scope, self.send, self.pages = scope, send, pages
        self.begun = self.replaced = False

    async def __call__(self, message: Message) -> None:
        kind = message["type"].removeprefix("websocket.")
        if kind == "close" and not self.begun:  # of a websocket that has not been opened: the server's own 403 has no headers
            await PlainTextResponse("This websocket is refused.", 403)(self.scope, _nothing, self)
            return
        if kind in ("http.response.start", "accept"):
            self.begun = True
            message.setdefault("headers", [])
            if kind != "accept" and self._leads_nowhere(message):
                self.replaced = True
                await self._send_not_found()
            else:
                _complete(message, kind != "accept" and self.scope["path"] in self.pages, self.scope["query_string"])
        if not self.replaced:
            await self.send(message)
        if message["type"] == "websocket.http.response.body":
            await asyncio.sleep(0)  # in which the server closes the connection: else it logs that nobody has answered

    def _leads_nowhere(self, message: Message) -> bool:
        """Whether this is the document of the page, and the address is not that of a page."""
        kind = MutableHeaders(raw=message["headers"]).get("content-type", "")
        document = message["status"] in (200, 206, 304) and kind.startswith("text/html")
        return document and self.scope["path"] not in self.pages

    async def _send_not_found(self) -> None:
        answer: Response = HTMLResponse(NOWHERE.format(root=assets.root()), 404, {"Cache-Control": "no-store"})
        start: Message = {"type": "http.response.start", "status": 404, "headers": answer.raw_headers}
        _complete(start, True)
        await self.send(start)
        body = b"" if self.scope["method"] == "HEAD" else answer.body
        await self.send({"type": "http.response.body", "body": body})


async def _nothing() -> Message:
    """What an answer waits for that reads nothing."""
    return {"type": "websocket.disconnect"}


def _complete(message: Message, document: bool, query: bytes = b"") -> None:
    headers = MutableHeaders(raw=message["headers"])
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if document and message["status"] == 200:
        headers["Content-Security-Policy"] = content_policy(framing(query))
    message["headers"] = headers.raw


def framing(query: bytes) -> str:
    """Which origins may embed a page with this query, empty for any: as configured, else any origin if `embed=true`."""
    configured = re.sub(r"[^\x21-\x7e ]|[;,]", "", os.environ.get(FRAMING, "")).strip()
    return configured or ("" if EMBEDDED.search(query) else "'self'")
