"""Middleware for every request and every response: refuses hostile requests and adds security headers.

The server limits the head of a request to 64 kB. Cookies have a lower limit here: Python before 3.11.10 and 3.12.6 takes time
quadratic in their length to parse many backslashes, and they are parsed for every request.

The connection to a client is closed if it does not read its response, or sends invalid messages over a websocket.
"""

import asyncio
import logging
import os
import re
from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.web import assets, streamlit_adapter
from components.web.content_policy import content_policy

LONGEST_COOKIE, MAX_BACKSLASHES = 8_000, 50  # of all cookies; legitimate ones contain hardly any backslashes
PIECE, TIMEOUT = 65_536, 30.0  # bytes of a response, and the seconds in which a client must read them
FRAMING = "DESCENT_LAB_FRAME_ANCESTORS"  # who may show the pages in a frame, as in a Content-Security-Policy
EMBEDDED = re.compile(rb"(^|&)embed=true(&|$)", re.IGNORECASE)  # which anybody may, unless it is configured
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
NOT_FOUND = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>No such page – Descent Lab</title>
<p>There is no page at this address. <a href="{root}">Open Descent Lab</a>.</p></html>"""


class Guard:
    """ASGI middleware; `paths` are those of the pages, relative to the root."""

    def __init__(self, app: ASGIApp, paths: Sequence[str]) -> None:
        self.app = app
        self.pages = {assets.root() + path for path in paths}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        if scope["type"] == "websocket":
            receive = _readable(receive, send)
        answer = _Answer(scope, send, self.pages)
        if refusal := _refusal(scope):
            return await PlainTextResponse(refusal, 431)(scope, receive, answer)
        try:
            await self.app(scope, receive, answer)
        except Exception as error:
            if answer.begun and isinstance(error, ClientDisconnect):
                return None  # the client has left
            if scope["type"] == "websocket" or answer.begun:
                raise
            logging.getLogger("descent_lab").exception("A request failed.")
            await PlainTextResponse("Something went wrong on our side.", 500)(scope, receive, answer)


def _refusal(scope: Scope) -> str:
    """The error of a request's headers in a sentence, or ""."""
    cookies = [value for name, value in scope["headers"] if name == b"cookie"]
    if sum(map(len, cookies)) > LONGEST_COOKIE:
        return f"The cookies of this request are too long; at most {LONGEST_COOKIE:,} characters are read."
    if sum(cookie.count(b"\\") for cookie in cookies) > MAX_BACKSLASHES:
        return f"The cookies of this request contain too many backslashes; at most {MAX_BACKSLASHES} are read."
    return ""


def _readable(receive: Receive, send: Send) -> Receive:
    """Receives from a websocket, and closes it after an invalid message, for which Streamlit would log a traceback."""

    async def receive_valid() -> Message:
        message = await receive()
        if message["type"] != "websocket.receive" or streamlit_adapter.is_message(message.get("bytes")):
            return message
        logging.getLogger("descent_lab").warning("A websocket was closed: a message could not be read.")
        await send({"type": "websocket.close", "code": 1003})
        return {"type": "websocket.disconnect", "code": 1003}

    return receive_valid


class _Answer:
    """Sends a response with the common headers, and with status 404 where Streamlit would serve its page at any address."""

    def __init__(self, scope: Scope, send: Send, pages: set[str]) -> None:
        self.scope, self.send, self.pages = scope, send, pages
        self.begun = self.replaced = False

    async def __call__(self, message: Message) -> None:
        event = message["type"].removeprefix("websocket.")
        if event == "close" and not self.begun:  # never opened: the server's own 403 has no headers
            await PlainTextResponse("This websocket is refused.", 403)(self.scope, _nothing, self)
            return
        if event in ("http.response.start", "accept"):
            self.begun = True
            message.setdefault("headers", [])
            if event != "accept" and self._is_unknown_page(message):
                self.replaced = True
                await self._send_not_found()
            else:
                _complete(message, event != "accept" and self.scope["path"] in self.pages, self.scope["query_string"])
        if message["type"] == "http.response.body" and not self.replaced:
            await self._send_body(message)
        elif not self.replaced:
            await self.send(message)
        if message["type"] == "websocket.http.response.body":
            await asyncio.sleep(0)  # lets the server close the connection: otherwise it logs a missing response

    async def _send_body(self, message: Message) -> None:
        """Send a body in pieces: the server holds whatever a client has not read. Raises ClientDisconnect after TIMEOUT."""
        body, more = message.get("body", b""), message.get("more_body", False)
        try:
            for first in range(0, max(len(body), 1), PIECE):
                async with asyncio.timeout(TIMEOUT):
                    piece = {"body": body[first : first + PIECE], "more_body": more or first + PIECE < len(body)}
                    await self.send({**message, **piece})
        except TimeoutError:
            raise ClientDisconnect from None

    def _is_unknown_page(self, message: Message) -> bool:
        """Whether this is Streamlit's document at an address that is not one of a page."""
        media_type = MutableHeaders(raw=message["headers"]).get("content-type", "")
        document = message["status"] in (200, 206, 304) and media_type.startswith("text/html")
        return document and self.scope["path"] not in self.pages

    async def _send_not_found(self) -> None:
        answer: Response = HTMLResponse(NOT_FOUND.format(root=assets.root()), 404, {"Cache-Control": "no-store"})
        start: Message = {"type": "http.response.start", "status": 404, "headers": answer.raw_headers}
        _complete(start, True)
        await self.send(start)
        body = b"" if self.scope["method"] == "HEAD" else answer.body
        await self.send({"type": "http.response.body", "body": body})


async def _nothing() -> Message:
    """A `receive` for responses that read no request."""
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
