"""Attacks on a running server, each with a bound on what it costs: seconds of the server's processor, not of the clock."""

import http.client
import os
import socket
import threading
import time
from collections import deque
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from components.state.address import write
from components.web import assets
from tests.browser.lab import Server
from tests.components.tools import settings_of

PROC = Path("/proc")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (PROC / "self/stat").exists(), reason="what a process has cost is read from /proc, as on Linux"),
]
DEAR = "+".join(["sin(exp(x*y))"] * 14)  # a formula whose minima are hard to find
ALL = "adam,adagrad,rmsprop,nadam,momentum,nesterov,lbfgs,newton"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("server") / "log.txt")
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def spent(server):
    """Seconds of the processor that the server has used."""
    fields = (PROC / str(server.process.pid) / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(server):
    """Megabytes that the server holds."""
    fields = (PROC / str(server.process.pid) / "statm").read_text().split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def ask(server, path, method="GET", headers=(), body=None):
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)) as connection:
        connection.request(method, path, body, dict(headers))
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def refused(server, *request, **more):
    """Whether a server says no, or hangs up without listening to the end."""
    try:
        return ask(server, *request, **more)[0] >= 400
    except (BrokenPipeError, ConnectionResetError):
        return True


def leave(server, path, seconds):
    """Ask for something and be gone before it is there."""
    with closing(socket.create_connection(("127.0.0.1", server.port))) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(seconds)


def at_once(count, act):
    found = [None] * count

    def one(place):
        found[place] = act(place)

    threads = [threading.Thread(target=one, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def panel(name="sweep", **texts):
    return f"{assets.base()}lab/{name}/light.ndjson?{write(settings_of(**texts))}"


def worksheet(formula, seed=0):
    query = f"v=2&surface=own&formula={quote(formula)}&optimizers=adam&steps=20&seed={seed}"
    return f"{assets.base()}worksheet/adam/5.json?{query}"


def test_cookies_of_backslashes(server):
    before = spent(server)
    for size in (7_000, 32_000, 60_000):
        for path in ("/", "/nosuch", "/_stcore/health"):
            status, _ = ask(server, path, headers={"Cookie": 'a="' + "\\" * size + '"'})
            assert status == 431
    assert spent(server) - before < 0.5


HANDSHAKE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.mark.parametrize(
    ("path", "more", "status"),
    [
        ("/nosuch", {}, 403),
        ("/_stcore/stream", {"Origin": "http://evil.example"}, 403),
        ("/_stcore/stream", {"Cookie": 'a="' + "\\" * 5000 + '"'}, 431),
        ("/_stcore/stream", {}, 101),
    ],
    ids=["elsewhere", "another origin", "cookie", "accepted"],
)
def test_a_websocket_response_has_the_same_headers_as_any_other(path, more, status, server):
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)) as connection:
        connection.request("GET", path, headers={**HANDSHAKE, **more})
        answer = connection.getresponse()
        assert answer.status == status
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "without completing handshake" not in server.log.read_text()


@pytest.mark.parametrize("said", ["text", b"\xff\xff\xff"], ids=["text", "garbage"])
def test_a_websocket_that_cannot_be_understood_is_closed(said, server):
    address = server.url.replace("http", "ws") + "_stcore/stream"
    with connect(address, subprotocols=["streamlit"], origin=server.url.rstrip("/")) as websocket:
        websocket.send(said)
        with pytest.raises(ConnectionClosed):
            deque(websocket, maxlen=0)  # what it is sent before
    assert "Traceback" not in server.log.read_text()


def test_32_000_names(server):
    before = spent(server)
    for count in (4_000, 32_000):
        for path in ("terrain/own/1/light.json", "worksheet/adam/5.json", "program/own.js", "code.svg"):
            assert refused(server, f"{assets.base()}{path}?{'&'.join(f'a{k}=' for k in range(count))}")
    assert spent(server) - before < 0.5


@pytest.mark.parametrize("surface", [{"surface": "bowl"}, {"surface": "own", "formula": "+".join(["exp(sin(x*y))"] * 12)}])
def test_what_would_take_longer_than_anybody_may_ask_for_is_refused_with_a_sentence(surface, server):
    before = spent(server)
    status, text = ask(server, panel("sweep", optimizers=ALL, steps="5000", noise="0.5", **surface))
    assert status == 400
    assert "would take the server about" in text
    assert spent(server) - before < 6.0  # mostly one search of the formula


def test_thirty_worksheets_of_typed_formulas_block_no_other_request(server):
    """Each is searched off the event loop, two at a time; of one client only so many wait, and all is dropped as they leave."""
    threads = [threading.Thread(target=leave, args=(server, worksheet(f"{DEAR}+{k}"), 3.0)) for k in range(30)]
    before = spent(server)
    for thread in threads:
        thread.start()
    others = 0
    while any(thread.is_alive() for thread in threads):
        assert ask(server, "/_stcore/health") == (200, "ok")
        others += 1
        time.sleep(0.05)
    assert others > 10
    time.sleep(1.0)
    left = spent(server)
    assert left - before < 2 * (3.0 + 1.5)  # the work of two workers until the last client has left
    time.sleep(2.0)
    assert spent(server) - left < 0.5


@pytest.mark.parametrize(
    "path",
    [
        lambda k: worksheet(f"{DEAR}-{k}"),
        lambda k: panel("sweep", optimizers="adam,nadam", steps="1500", noise="0.5", seed=str(k)),
        lambda k: panel("heat", optimizers="adam", steps="4000", second="beta1", seed=str(k)),
        lambda k: panel("frame", optimizers="adam", steps="5000", seed=str(k)),
    ],
    ids=["worksheets", "sweep", "heat", "frame"],
)
def test_no_work_is_done_for_clients_that_have_left(path, server):
    at_once(10, lambda k: leave(server, path(k), 0.5))
    left = spent(server)
    time.sleep(4.0)  # two workers could have used eight seconds
    assert spent(server) - left < 2.0  # the last second of each


def test_twenty_visitors_of_one_link_cost_little_more_than_one(server):
    link = {"optimizers": ALL, "steps": "3000", "surface": "rosenbrock"}
    path = panel("sweep", **{**link, "steps": "600"}, seed="77")
    before = spent(server)
    assert ask(server, panel("sweep", **{**link, "steps": "600"}, seed="76"))[0] == 200
    one = spent(server) - before
    before = spent(server)
    assert {status for status, _ in at_once(20, lambda _: ask(server, path))} == {200}
    assert spent(server) - before < 1.5 * one + 0.5


def test_no_file_is_taken(server):
    held, before = memory(server), spent(server)
    for k in range(3):
        assert refused(server, f"/_stcore/upload_file/nobody/{k}", "PUT", body=b"x" * 100_000_000)
    assert memory(server) - held < 20
    assert spent(server) - before < 3.0


def test_a_log_of_attacks_holds_no_traceback(server):
    assert "Traceback" not in server.log.read_text()
