"""Previews of a page by its address: right for its settings, cached, bounded, and without what is to be predicted."""

import asyncio
import threading
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from components.lessons import LESSONS
from components.pages import PAGES
from components.plots.palette import STYLES
from components.results import experiment
from components.results.loss_plane import plane_of
from components.results.training import trained
from components.text import network_words
from components.web import assets, preview
from components.web.preview import and_more, name_of
from tests.components.tools import get, settings_of

COLORS = [style["light"] for style in STYLES]


@pytest.fixture(scope="module")
def server():
    return Starlette(routes=preview.routes(list(PAGES.values())))


@pytest.mark.parametrize("key", PAGES)
@pytest.mark.parametrize("query", ["", "v=2&surface=rosenbrock&optimizers=adam,newton&utm_source=mail", "lesson=too_high"])
def test_every_page_has_its_pictures(key, query, server):
    path = PAGES[key].path
    answer = get(f"{preview.address(path, 'png')}?{query}", server)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    assert Image.open(BytesIO(answer.body)).size == (1200, 630)
    assert "immutable" in answer.headers["cache-control"]
    answer = get(f"{preview.address(path, 'svg')}?{query}", server)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.body.startswith(b"<svg ")


def test_pictures_are_drawn_once(server, monkeypatch):
    address = f"{preview.address('', 'png')}?v=2&surface=booth&steps=37"
    first = get(address, server).body
    monkeypatch.setattr(preview, "png", lambda *_: pytest.fail("it was drawn again"))
    assert get(address, server).body == first


def test_other_settings_make_another_picture(server):
    address = preview.address("", "svg")
    bodies = {get(f"{address}?v=2&{query}", server).body for query in ("", "surface=bowl", "steps=9", "x=1", "zoom=0,1,0,1")}
    assert len(bodies) == 5


def test_what_is_to_be_predicted_is_not_shown(server):
    lesson, scene = next((key, lesson.scenes[0]) for key, lesson in LESSONS.items())
    shown, hidden = (
        get(f"{preview.address('lessons', 'svg')}?lesson={lesson}{more}", server).body.decode() for more in ("", "&predict=1")
    )
    assert any(color in shown for color in COLORS)
    assert not [color for color in COLORS if color in hidden]
    seen = PAGES["lessons"].previewed(PAGES["lessons"].opening(settings_of(lesson=lesson, predict="1"), ("lesson", "predict")))
    assert seen.hides
    words = f"{seen.title} {seen.description}"
    assert LESSONS[lesson].title not in words
    assert scene.title not in words
    assert experiment.experiment(seen.settings).sentence not in words


def test_too_many_at_once_are_refused(server):
    release = threading.Event()

    async def crowd():
        waiting = [asyncio.ensure_future(preview.in_turn(release.wait)) for _ in range(preview.MAX_WAITING)]
        await asyncio.sleep(0)
        with pytest.raises(HTTPException) as refused:
            await preview.in_turn(lambda: pytest.fail("it was done"))
        release.set()
        await asyncio.gather(*waiting)
        return refused.value, await preview.in_turn(lambda: "done")

    refused, afterwards = asyncio.run(crowd())
    assert (refused.status_code, afterwards) == (503, "done")
    assert refused.detail.endswith(".")


def test_the_preview_of_a_link_is_the_finding_of_its_page():
    settings = settings_of(v="2", surface="bowl", optimizers="adam")
    assert PAGES["explore"].previewed(settings).description == experiment.experiment(settings).sentence


def test_a_link_to_a_training_shows_that_training(server):
    linked = PAGES["network"].linked
    default, moons = linked(""), linked("data=moons&optimizers=adam&epochs=20&points=100")
    assert default.caption == f"{default.text} {network_words.finding(trained(default.settings))}"
    assert moons.title == "A network learns: 2-16-16-2 on moons"
    assert [title for _, title in moons.legend] == ["Adam"]
    (path,) = moons.sketch().paths
    plane = plane_of(moons.settings, lambda _: None)
    (low, high), ends = np.array(plane.window).T, np.array([row[-1] for row in plane.path(0)])
    np.testing.assert_allclose(path.head, (ends - low) / (high - low))
    address = preview.address("network", "png")
    assert len({get(f"{address}?{query}", server).body for query in ("", moons.query)}) == 2


@pytest.mark.parametrize(
    "query", ["data=file", "points=1000&epochs=2000&batch=1&layers=32:tanh,32:tanh,32:tanh&optimizers=adam,shampoo"]
)
def test_of_a_training_that_takes_long_or_is_not_there_a_link_claims_nothing(query):
    shown = PAGES["network"].linked(query)
    assert (shown.title, shown.caption, shown.legend) == ("A network learns", shown.text, [])


def test_titles_name_what_is_shown():
    own = settings_of(surface="own", formula="x^2 + 3 sin(y)")
    assert name_of(own) == "f(x, y) = x^2 + 3 sin(y)"
    assert len(name_of(settings_of(surface="own", formula="+".join(["x"] * 100)))) < 80
    assert and_more([]) == ""
    assert and_more(["A"]) == "A"
    assert and_more(["A", "B", "C"]) == "A, B and C"
    assert and_more(["A", "B", "C", "D", "E"]) == "A, B and 3 more"


def test_every_scene_has_a_title_of_its_own():
    opening, previewed = PAGES["lessons"].opening, PAGES["lessons"].previewed
    titles = [
        previewed(opening(settings_of(lesson=key, scene=str(place + 1)), ("lesson", "scene"))).title
        for key, lesson in LESSONS.items()
        for place in range(len(lesson.scenes))
    ]
    assert len(set(titles)) == len(titles)


def test_addresses_lie_among_the_assets():
    assert preview.address("", "png") == f"{assets.base()}preview/explore.png"
