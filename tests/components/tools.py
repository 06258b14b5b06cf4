"""What the tests of the components share: settings from texts, and a server's answers without a server."""

import asyncio
import base64
from urllib.parse import unquote

import numpy as np

from components.state.address import read


def settings_of(**texts):
    """Settings from texts; a double underscore stands for the dot of a name."""
    settings, problems = read({name.replace("__", "."): [text] for name, text in texts.items()})
    assert problems == []
    return settings


def numbers(text, dtype="<f4"):
    """Numbers from the base64 in which they travel."""
    return np.frombuffer(base64.b64decode(text, validate=True), dtype=dtype)


class Answer:
    """What a server answers, put together from its ASGI messages."""

    def __init__(self, messages):
        self.status = messages[0]["status"]
        self.headers = {name.decode().lower(): value.decode() for name, value in messages[0]["headers"]}
        self.body = b"".join(message.get("body", b"") for message in messages[1:])


def scope(method, address, headers=(), client="127.0.0.1"):
    """A request as ASGI describes it, of an address as raw as a hostile client may write it."""
    path, _, query = address.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [*([] if any(name == b"host" for name, _ in headers) else [(b"host", b"localhost")]), *headers],
        "client": (client, 1),
        "server": ("localhost", 80),
    }


async def ask(address, server, leave_after=None, client="127.0.0.1", headers=()):
    """GET an address; the client leaves after so many messages, or does not."""
    messages, left = [], asyncio.Event()

    async def receive():
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        messages.append(message)
        if len(messages) == leave_after:
            left.set()

    await server(scope("GET", address, headers, client), receive, send)
    return Answer(messages)


def get(address, server, **more):
    return asyncio.run(ask(address, server, **more))
