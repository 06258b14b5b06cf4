"""The lab's results by URL: progress lines, then a result or a message; and no work for clients that have left."""

import asyncio
import json
import threading
import time

import numpy as np
import pytest
from starlette.applications import Starlette

from components.results import laboratory as lab
from components.results.five_rates import FIVE
from components.results.heat_map import heat
from components.results.shared import no_progress
from components.state.address import change, write
from components.state.choices import OWN
from components.state.parameters import SHOWING, VIEWED
from components.text.captions import caption
from components.web import assets
from components.web import lab as lab_routes
from components.web.job_queue import MAX_PER_CLIENT, MAX_WAITING, WORKERS, Stopped
from surfaces import SURFACES
from tests.components.tools import ask, get, settings_of

PANELS = ("sweep", "frame", "five", "heat")
PLAIN = {"optimizers": "momentum", "steps": "20", "second": "momentum"}


@pytest.fixture(scope="module")
def server():
    return Starlette(routes=[*lab_routes.routes(), *assets.routes()])


def address(panel, theme="light", query="", **texts):
    return f"{assets.base()}lab/{panel}/{theme}.ndjson?{query or write(settings_of(**texts).usual(*VIEWED, *SHOWING))}"


def lines(answer):
    """What a panel has told: the shares of the work that were done, and the result."""
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/x-ndjson"
    received = [json.loads(line, parse_constant=pytest.fail) for line in answer.body.decode().splitlines()]
    shares = [line["done"] for line in received[:-1]]
    return shares, received[-1]["result"]


# Results


@pytest.mark.parametrize("panel", PANELS)
def test_a_panel_reports_progress_and_then_its_result(panel, server):
    texts = {**PLAIN, "optimizers": "gradient_descent,momentum", "subject": "momentum", "steps": "200", "noise": "0.2"}
    lab_routes.result.cache_clear()
    lab._study.cache_clear()
    shares, result = lines(get(address(panel, **texts), server))
    assert len(shares) > (0 if panel == "frame" else 5)  # a frame is a single run
    assert shares == sorted(shares)
    assert 0.0 <= shares[0] < 0.2 or panel == "frame"
    assert shares[-1] <= 1.0
    for part in ("start (4, 3.5), 200 steps, σ = 0.2, ",):
        assert part in result["caption"]
    again = lines(get(address(panel, **texts), server))
    assert again == ([], result)  # cached for another visitor


@pytest.mark.parametrize("surface", [*SURFACES, OWN])
@pytest.mark.parametrize("panel", ["sweep", "five", "heat"])
def test_every_surface_has_its_panels(panel, surface, server):
    theme = "dark" if len(surface) % 2 else "light"
    _, result = lines(get(address(panel, theme, **{**PLAIN, "surface": surface, "steps": "5"}), server))
    assert result["figure"]["data"]
    assert result["file"] == f"{surface}-momentum-{panel}"


def test_every_view_of_the_same_settings_shares_one_result(server):
    lab_routes.result.cache_clear()
    plain = settings_of(**PLAIN)
    for view in ({}, {"metric": "rate"}, {"step": "3"}, {"camera": "1,2,3,0,0,0,0,0,1"}, {"pick": "5"}):
        changed, _ = change(plain, view)
        assert get(address("five", query=write(changed)), server).status == 200
    assert lab_routes.result.cache_info().currsize == 1


def test_the_comparison_is_described_with_all_hyperparameters(server):
    texts = {"optimizers": "adam,momentum", "subject": "adam", "second": "beta1", "adam__epsilon": "1e-7", "steps": "5"}
    texts |= {"noise": "0.5", "seed": "7", "inverse_time__decay": "0.01"}
    common = caption(settings_of(**texts))
    results = {panel: lines(get(address(panel, **texts), server))[1] for panel in ("sweep", "five", "heat")}
    assert results["five"]["caption"] == f"Adam (β₁ 0.9, β₂ 0.999, ε 1e-7), {common}"
    assert results["heat"]["caption"] == f"Adam (β₂ 0.999, ε 1e-7), {common}"
    assert "σ = 0.5, seeds 7 to 38, schedule: inverse time (k 0.01)" in results["sweep"]["caption"]
    names = {trace["meta"]: trace["name"] for trace in results["sweep"]["figure"]["data"] if trace.get("meta")}
    assert names == {"adam": "Adam (β₁ 0.9, β₂ 0.999, ε 1e-7)", "momentum": "Momentum (γ 0.9)"}
    assert results["sweep"]["file"] == "matyas-adam-momentum-sweep"
    assert results["sweep"]["seeds"] == lab.SEEDS
    assert lines(get(address("sweep", **{**texts, "noise": "0"}), server))[1]["seeds"] == 1


def test_the_five_tiles_are_labelled(server):
    _, result = lines(get(address("five", surface="bowl", optimizers="gradient_descent", steps="60"), server))
    tiles = result["tiles"]
    assert [tile["name"] for tile in tiles] == list(FIVE)
    assert result["parameter"] == "gradient_descent.learning_rate"
    for tile in tiles:
        rate, (x, y) = float(tile["rate"]), np.array(tile["path"])
        steps = 6.0 * (1.0 - 2.0 * rate) ** np.arange(61)
        np.testing.assert_allclose(x, steps, rtol=1e-4)
        np.testing.assert_allclose(y, steps, rtol=1e-4)
    assert tiles[2]["text"].startswith("converged from step ")
    assert [tile["about"] for tile in tiles] == ["too slow", "good", "best", "good", "diverges"]
    assert tiles[4]["text"].startswith("diverged from step ")


@pytest.mark.parametrize("second", ["momentum", "inverse_time.decay"])
def test_the_cells_arrive_as_they_were_run(second, server):
    """A click opens just what was run, and the browser runs a cell again to show its path."""
    texts = {**PLAIN, "second": second}
    _, result = lines(get(address("heat", **texts), server))
    found = heat(settings_of(**texts), no_progress)
    for sent, values in zip(result["values"], (found.rates, found.seconds), strict=True):
        assert [float(text) for text in sent] == values.tolist()
        assert max(map(len, sent)) <= 9
    assert result["parameters"] == ["momentum.learning_rate", "momentum.momentum" if second == "momentum" else second]
    assert result["scales"] == ["log", found.item.scale]


@pytest.mark.parametrize("second", ["momentum", "inverse_time.decay"])
def test_what_a_click_on_a_cell_would_set_can_be_set(second, server):
    settings = settings_of(optimizers="momentum", steps="3", second=second)
    _, result = lines(get(address("heat", query=write(settings)), server))
    for rate, other in zip(*result["values"], strict=True):
        _, problems = change(settings, dict(zip(result["parameters"], (rate, other), strict=True)))
        assert problems == []


# Nonsense


@pytest.mark.parametrize(
    "name", ["nobody/light", "heat/sepia", "HEAT/light", "heat/Light", "/light", "..%2fheat/light", "heat/"]
)
def test_an_unknown_panel_is_not_found(name, server):
    answer = get(f"{assets.base()}lab/{name}.ndjson?optimizers=adam", server)
    assert answer.status == 404
    assert len(answer.body) < 100


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("steps=1e9", "steps “1e9” is not a whole number"),
        ("steps=5001", "steps “5001” is outside 1 to 5000"),
        ("optimizers=adam,nobody", "optimizers “adam,nobody” names “nobody”"),
        ("optimizers=none", "Nothing to compute."),
        ("noise=nan", "noise “nan” is not a number"),
        ("x=1&x=2", "x appears 2 times"),
        ("x=", "x is empty"),
        ("subject=nobody", "subject “nobody” is unknown"),
        ("optimizers=adam&second=learning_rate", "second “learning_rate” is unknown"),
        ("second=__class__", "second “__class__” is unknown"),
        ("nobody=1", "Ignored an unknown setting in the link: “nobody”"),
        (f"x={'9' * 10_000}", "x “9999"),
        (f"x={'9' * 100_000}", "The query is too long: 100,002 characters"),
        ("%00=%ff&<script>=1", "Ignored an unknown setting in the link: “·”"),
        ("&".join(f"n{i}=1" for i in range(2000)), "Too many parameters"),
        (f"surface={OWN}&formula=__import__('os')", "formula"),
        (f"surface={OWN}&formula=log(-1-x**2)", "formula"),
        ("surface=own&formula=" + "9**" * 80 + "9", "formula"),
    ],
    ids=lambda text: text[:30],
)
@pytest.mark.parametrize("panel", PANELS)
def test_a_bad_query_is_refused_by_name_and_nothing_is_computed(panel, query, message, server):
    before = lab_routes.result.cache_info()
    answer = get(address(panel, query=query), server)
    assert answer.status == 400
    assert message in answer.body.decode()
    assert len(answer.body) < 2000
    assert answer.headers["content-type"].startswith("text/plain")
    assert lab_routes.result.cache_info() == before


def test_without_a_second_hyperparameter_there_is_no_heat_map(server):
    query = write(settings_of(optimizers="gradient_descent", schedule="constant", steps="5"))
    assert get(address("heat", query=query), server).status == 400
    assert get(address("five", query=query), server).status == 200


# What goes wrong, and who leaves


@pytest.fixture
def work(monkeypatch):
    """Put some other work in the place of a panel's."""

    def put(function):
        lab_routes.result.cache_clear()
        monkeypatch.setitem(lab_routes.PANELS, "five", function)

    yield put
    lab_routes.result.cache_clear()


def test_a_failure_is_logged_and_reported_politely_and_not_cached(server, work, caplog):
    def fail(settings, theme, progress):
        raise ZeroDivisionError("/home/secret")

    work(fail)
    answer = get(address("five", **PLAIN), server)
    (line,) = answer.body.decode().splitlines()
    assert list(json.loads(line)) == ["problem"]
    assert "secret" not in line
    assert "/home/secret" in caplog.text
    work(lambda settings, theme, progress: {"done": True})
    assert lines(get(address("five", **PLAIN), server))[1]["done"]


def test_progress_is_reported_at_most_once_per_percent(server, work):
    def busy(settings, theme, progress):
        for share in np.linspace(0.0, 1.0, 5000):
            progress(share)
        return {}

    work(busy)
    shares, _ = lines(get(address("five", **PLAIN), server))
    assert 90 < len(shares) <= 101


def kept(answer):
    return "max-age" in answer.headers["cache-control"]


def test_a_browser_keeps_a_result_that_is_there_and_nothing_that_may_still_fail(server, work):
    def quick(settings, theme, progress):
        return {"done": True}

    def slow(settings, theme, progress):
        progress(0.5)
        return {"done": True}

    def fail(settings, theme, progress):
        raise ZeroDivisionError

    def fail_late(settings, theme, progress):
        progress(0.5)
        raise ZeroDivisionError

    for function, at_first, again in (
        (quick, True, True),
        (slow, False, True),
        (fail, False, False),
        (fail_late, False, False),
    ):
        work(function)
        answers = [get(address("five", **PLAIN), server) for _ in range(2)]
        assert [kept(answer) for answer in answers] == [at_first, again], function.__name__
        assert all(kept(answer) or answer.headers["cache-control"] == "no-store" for answer in answers)


def test_leaving_stops_the_work(server, work):
    ended = threading.Event()

    def long(settings, theme, progress):
        try:
            for share in np.tile(np.linspace(0.0, 0.99, 200), 60):
                progress(share)
                time.sleep(1e-3)
        except Stopped:
            ended.set()
            raise

    async def leave():
        answer = await ask(address("five", **PLAIN), server, leave_after=3)
        assert await asyncio.to_thread(ended.wait, 10.0)  # while the server keeps running
        return answer

    work(long)
    assert b"result" not in asyncio.run(leave()).body
    work(lambda settings, theme, progress: {"next": True})
    assert lines(get(address("five", **PLAIN), server))[1]["next"]


def test_waiting_for_a_result_blocks_no_other_request(server, work):
    """More visitors than the server has workers wait, each told their place; scripts are served all the same."""
    go_on = threading.Event()

    def wait(settings, theme, progress):
        assert go_on.wait(20.0)
        return {"done": True}

    async def crowd():
        waiting = [
            asyncio.create_task(ask(address("five", **{**PLAIN, "seed": str(seed)}), server, client=f"10.0.0.{seed}"))
            for seed in range(60)
        ]
        script = await asyncio.wait_for(ask(assets.base() + "browser/dom.js", server), 10.0)
        assert not any(task.done() for task in waiting)
        go_on.set()
        return script, await asyncio.gather(*waiting)

    work(wait)
    try:
        script, answers = asyncio.run(crowd())
    finally:
        go_on.set()
    assert script.status == 200
    assert all(json.loads(answer.body.splitlines()[-1])["result"]["done"] for answer in answers)
    places = sorted(json.loads(answer.body.splitlines()[0]).get("before", 0) for answer in answers)
    assert places == [*[0] * WORKERS, *range(WORKERS, 60)]


def test_the_queue_is_short_and_a_refusal_has_a_message(server, work):
    go_on = threading.Event()

    def wait(settings, theme, progress):
        assert go_on.wait(20.0)
        return {"done": True}

    async def crowd(clients):
        waiting = [
            asyncio.create_task(ask(address("five", **{**PLAIN, "seed": str(seed)}), server, client=client))
            for seed, client in enumerate(clients)
        ]
        while sum(task.done() for task in waiting) < len(clients) - most:
            await asyncio.sleep(0.01)
        go_on.set()
        return await asyncio.gather(*waiting)

    for clients, most, message in (
        (["10.0.0.1"] * 20, MAX_PER_CLIENT + WORKERS, "Too many results are requested at once. Try again in a moment."),
        ([f"10.0.0.{k}" for k in range(130)], MAX_WAITING + WORKERS, "The server is busy. Try again in a moment."),
    ):
        work(wait)
        go_on.clear()
        try:
            answers = asyncio.run(crowd(clients))
        finally:
            go_on.set()
        refused = [line for answer in answers if "problem" in (line := json.loads(answer.body.splitlines()[-1]))]
        assert refused == [{"problem": message}] * (len(clients) - most)


def test_results_take_a_bounded_part_of_memory(server, work):
    work(lambda settings, theme, progress: {"numbers": [0.0] * 1000})
    most = lab_routes.result.cache_info().maxsize
    for seed in range(most + 2):
        get(address("five", **{**PLAIN, "seed": str(seed)}), server)
    assert lab_routes.result.cache_info().currsize == most <= 64
