"""The catalogue: every record in it, found by search and by property, and opened in Explore; pictures served by URL."""

from html import unescape
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from components.plots.figures import PAPER
from components.plots.thumbnail import SIZE, thumbnail
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from surfaces import PROPERTIES, SURFACES

APP = Path(__file__).parents[3] / "app.py"


def script():
    from components.pages import catalogue

    catalogue.page()


def catalogue():
    return run(AppTest.from_function(script, default_timeout=60))


def run(page):
    page.run()
    assert not page.exception
    assert not page.error
    return page


def page_text(page):
    """All that the page says, as one text."""
    values = [block.value for blocks in (page.markdown, page.latex, page.caption) for block in blocks]
    return " ".join([*(unescape(block.proto.body) for block in page.get("html")), *values])


def shown(page):
    """The keys of the records that are shown, by their buttons."""
    keys = [button.key for button in page.button]
    optimizers = [key.removeprefix("open optimizer ") for key in keys if key.startswith("open optimizer ")]
    surfaces = [key.removeprefix("open ") for key in keys if not key.startswith(("open optimizer ", "open schedule "))]
    return surfaces, optimizers


def searched(text):
    page = catalogue()
    page.text_input(key="search").set_value(text)
    return run(page)


def test_every_record_is_shown_with_all_its_fields():
    page = catalogue()
    assert shown(page) == (list(SURFACES), list(OPTIMIZERS))
    text = page_text(page)
    for surface in SURFACES.values():
        for part in (surface.latex, surface.teaches, surface.reference, *surface.properties):
            assert part in text, part
    for optimizer in OPTIMIZERS.values():
        for part in (optimizer.latex, optimizer.summary, optimizer.reference, str(optimizer.year), *optimizer.names.values()):
            assert part in text, part


def test_where_a_surface_has_no_minimum_is_said_and_nowhere_else():
    captions = [block.value for block in catalogue().caption]
    without = [surface for surface in SURFACES.values() if surface.lowest is None]
    assert sum("No minimum" in caption for caption in captions) == len(without) > 0
    assert "Minimum f = 0, along 2 curves." in next(caption for caption in captions if "Saxe" in caption)
    assert "Minimum f = 0 at (1, 0.707107)" in next(caption for caption in captions if "Dixon" in caption)


def test_every_record_has_a_link_to_it_by_name_and_every_part_has_one():
    page = catalogue()
    blocks = " ".join(block.proto.body for block in page.get("html"))
    for part, records in (("surfaces", SURFACES), ("optimizers", OPTIMIZERS), ("schedules", SCHEDULES)):
        assert f'<a href="#{part}">{len(records)} {part}</a>' in blocks
        for key in records:
            assert blocks.count(f'href="#{part}-{key}"') == blocks.count(f'id="{part}-{key}"') == 1
    assert [header.anchor for header in page.subheader] == ["surfaces", "optimizers", "schedules"]
    few = " ".join(block.proto.body for block in searched("camel").get("html"))
    assert 'href="#surfaces-six_hump_camel"' in few
    assert 'href="#surfaces-bowl"' not in few
    assert 'href="#optimizers"' not in few


def test_every_schedule_is_shown_with_all_its_fields():
    page = catalogue()
    for key, schedule in SCHEDULES.items():
        assert all(part in page_text(page) for part in (schedule.latex, schedule.summary, schedule.reference)), key
    page.button(key="open schedule cosine").click()
    assert run(page).session_state["settings"]["schedule"] == "cosine"


def test_the_family_tree_is_drawn_from_the_records():
    (chart,) = catalogue().get("graphviz_chart")
    for key, optimizer in OPTIMIZERS.items():
        assert f'{key} [label="{optimizer.title} {optimizer.year}"]' in chart.proto.spec
        assert all(f"{ancestor} -> {key};" in chart.proto.spec for ancestor in optimizer.ancestors)


@pytest.mark.parametrize(
    ("text", "surfaces", "optimizers"),
    [
        ("camel", {"three_hump_camel", "six_hump_camel"}, set()),
        ("EASOM", {"easom"}, set()),
        ("torch.optim.Adam(amsgrad", set(), {"amsgrad"}),
        ("1964", set(), {"momentum"}),
        ("nothing of the kind", set(), set()),
        ("<script>", set(), set()),
    ],
)
def test_search(text, surfaces, optimizers):
    page = searched(text)
    found = shown(page)
    assert surfaces <= set(found[0])
    assert optimizers <= set(found[1])
    assert len(found[0]) + len(found[1]) < 6


@pytest.mark.parametrize("name", ["properties", "kinds"])  # the latter in old links
def test_a_link_may_hold_what_is_searched_and_nonsense_in_it_is_left_out(name):
    page = AppTest.from_function(script, default_timeout=60)
    page.query_params["search"] = "camel"
    page.query_params[name] = "saddle,nonsense"
    assert shown(run(page)) == (["six_hump_camel", "three_hump_camel"], [])


def test_a_search_term_is_shown_as_plain_text():
    (shown_text,) = [block.proto.body for block in searched("<script>").get("html")]
    assert "&lt;script&gt;" in shown_text
    assert "<script>" not in shown_text


@pytest.mark.parametrize("name", PROPERTIES)
def test_each_surface_property_is_a_filter(name):
    page = catalogue()
    page.get("button_group")[0].set_value([name])
    run(page)
    assert shown(page) == ([key for key, surface in SURFACES.items() if name in surface.properties], [])
    assert shown(page)[0]


def test_open_in_explore_sets_the_surface_and_asks_for_the_page():
    page = catalogue()
    page.button(key="open himmelblau").click()
    run(page)
    assert page.session_state["settings"]["surface"] == "himmelblau"
    assert page.session_state["turn_to"] == "explore"
    page.button(key="open optimizer lion").click()
    run(page)
    assert page.session_state["settings"]["optimizers"] == ("lion",)
    assert page.session_state["settings"]["surface"] == "himmelblau"


@pytest.mark.slow
@pytest.mark.parametrize("theme", PAPER)
def test_every_surface_has_a_picture_of_its_own(theme):
    pictures = {key: thumbnail(key, theme) for key in SURFACES}
    assert len(set(pictures.values())) == len(SURFACES)
    for key, png in pictures.items():
        image = Image.open(BytesIO(png))
        assert image.size == (SIZE, SIZE)
        assert len(png) < 30_000
        assert len(np.unique(np.asarray(image.convert("RGB")).reshape(-1, 3), axis=0)) > 20, key
