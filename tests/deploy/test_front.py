"""nginx and two processes as `deploy/` sets them up: affinity, caching, and the death of a process."""

import http.client
import re
import threading
from contextlib import closing

import pytest
from websockets.sync.client import connect

from components.web import assets, guard
from tests.deploy.front import CONFIGURATION, MISSING, Front, nginx

pytestmark = [pytest.mark.slow, pytest.mark.skipif(nginx() is None, reason=MISSING)]
NAMES = [f"{number:032x}" for number in range(40)]  # visitor ids, in the format of nginx's cookie


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    front = Front(tmp_path_factory.mktemp("front"))
    yield front
    front.stop()


def ask(front, path="/", name=None, **headers):
    if name:
        headers["Cookie"] = f"descent_lab={name}"
    with closing(http.client.HTTPConnection("127.0.0.1", front.port, timeout=60)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read()


def process_of(front, name):
    answer, _ = ask(front, name=name)
    assert answer.status == 200
    return answer.headers["X-Served-By"].split(", ")[-1]


def test_a_visitor_gets_one_cookie_and_stays_with_one_process(front):
    answer, _ = ask(front)
    name = re.match(r"descent_lab=([0-9a-f]{32}); Path=/; Max-Age=\d+; HttpOnly; SameSite=Lax", answer.headers["Set-Cookie"])[1]
    first = answer.headers["X-Served-By"]
    for path in ("/", "/lessons", "/_stcore/health"):
        answer, _ = ask(front, path, name)
        assert answer.headers["X-Served-By"] == first
        assert "descent_lab" not in (answer.headers["Set-Cookie"] or "")


def test_visitors_are_spread_over_the_processes(front):
    served = [process_of(front, name) for name in NAMES]
    assert len(set(served)) == 2
    assert min(served.count(process) for process in set(served)) >= 8
    assert served == [process_of(front, name) for name in NAMES]


@pytest.mark.parametrize("path", ["/learning-rate?surface=bowl", "/lessons?lesson=ravine", "/catalogue", "/?surface=easom&v=2"])
def test_a_deep_link_is_answered(path, front):
    answer, body = ask(front, path, NAMES[0])
    assert answer.status == 200
    assert re.search(rb"<title>[^<]*Descent Lab</title>", body)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src" in answer.headers["Content-Security-Policy"]


def test_an_unknown_path_is_not_found(front):
    assert ask(front, "/nosuch")[0].status == 404


@pytest.mark.parametrize("name", NAMES[:6])
def test_the_websocket_goes_to_the_process_of_its_visitor(name, front):
    wanted = process_of(front, name)
    with connect(
        front.url.replace("http", "ws") + "_stcore/stream",
        subprotocols=["streamlit"],
        additional_headers={"Cookie": f"descent_lab={name}"},
        origin=front.url.rstrip("/"),
    ) as websocket:
        assert websocket.response.headers["X-Served-By"] == wanted


def test_assets_are_compressed_and_kept(front):
    path = f"{assets.base()}plotly.min.js"
    first, body = ask(front, path, NAMES[0], **{"Accept-Encoding": "gzip"})
    again, same = ask(front, path, NAMES[1], **{"Accept-Encoding": "gzip"})
    assert (first.headers["X-Cache"], again.headers["X-Cache"]) == ("MISS", "HIT")
    assert ask(front, path)[0].headers["Set-Cookie"] is None  # no cookie in a shared cache
    assert first.headers["Content-Encoding"] == again.headers["Content-Encoding"] == "gzip"
    assert len(body) == len(same) < 2_000_000
    assert "immutable" in again.headers["Cache-Control"]
    plain, whole = ask(front, path, NAMES[1])
    assert plain.headers["Content-Encoding"] is None
    assert len(whole) > 4_000_000


@pytest.mark.parametrize(
    ("path", "more", "status"),
    [
        ("/", {}, 200),
        ("/nosuch", {}, 404),
        (f"{assets.base()}plotly.min.js", {}, 200),
        ("/", {"Content-Length": "3000000"}, 413),
        ("/", {"X-Long": "x" * 70_000}, 400),
    ],
    ids=["page", "nowhere", "asset", "nginx: too much", "nginx: too long"],
)
def test_every_response_has_each_header_once_from_app_and_proxy(path, more, status, front):
    answer, _ = ask(front, path, NAMES[0], **more)
    assert answer.status == status
    for name, value in guard.HEADERS.items():
        assert answer.headers.get_all(name) == [value]


def test_no_answer_of_the_lab_is_kept_for_others(front):
    path = f"{assets.base()}lab/frame/light.ndjson?v=2&surface=bowl&optimizers=adam&steps=20&subject=adam&swept=learning_rate"
    answer, body = ask(front, path, NAMES[0])
    assert b'"result"' in body
    assert answer.headers["X-Cache"] is None


def test_a_cookie_of_backslashes_is_refused_here_as_well(front):
    assert ask(front, Cookie='a="' + "\\" * 20_000 + '"')[0].status == 431


def test_visitors_of_a_process_that_dies_are_served_by_another(front):
    victim = front.servers[0]
    address = f"127.0.0.1:{victim.port}"
    name = next(name for name in NAMES if process_of(front, name) == address)
    victim.process.kill()
    victim.process.wait(30)
    assert process_of(front, name) != address
    assert ask(front, "/lessons", name)[0].status == 200
    victim.start()
    victim.wait()
    for _ in range(200):  # nginx retries after a moment
        if process_of(front, name) == address:
            break
    else:
        pytest.fail("It is not served by its own process again.")


def test_a_rolling_restart_refuses_no_request(front):
    failures, done = [], threading.Event()

    def visit(name):
        while not done.is_set():
            answer, _ = ask(front, "/", name)
            if answer.status != 200:
                failures.append(answer.status)

    visitors = [threading.Thread(target=visit, args=(name,)) for name in NAMES[:4]]
    for visitor in visitors:
        visitor.start()
    for server in front.servers:
        server.stop()
        server.start()
        server.wait()
    done.set()
    for visitor in visitors:
        visitor.join()
    assert failures == []


def test_systemd_finds_the_nginx_that_it_reloads():
    """It runs by the distribution's configuration when this one is put in its place: another `pid` would name no process."""
    assert not re.search(r"^\s*pid\s", CONFIGURATION.read_text(), re.MULTILINE)


def test_a_new_container_is_looked_up_before_the_next_one_stops():
    """A container that is made anew may have another address, and nginx knows the old one until it is reloaded."""
    (loop,) = re.findall(r"for lab in .*?\ndone", CONFIGURATION.with_name("README.md").read_text(), re.DOTALL)
    assert loop.index("--wait $lab") < loop.index("nginx -s reload")


def test_nginx_keeps_no_access_log(front):
    assert "access_log off;" in CONFIGURATION.read_text()
    assert not list(front.folder.glob("*access*"))
