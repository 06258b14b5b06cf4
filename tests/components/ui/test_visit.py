"""A session that is restored while its page stays open: it reads the address that the page shows and reports."""

import pytest

from components.ui import visit
from tests.components.pages.test_explore_page import at_address, problems, settings, stage

LOADED = {"v": "2", "surface": "bowl", "optimizers": "adam", "adam.learning_rate": "0.1", "steps": "150"}
SHOWN = "?v=2&surface=easom&optimizers=adam&adam.learning_rate=0.13&steps=160&changes=40:adam.learning_rate:0.01&embed=true"


@pytest.fixture
def reborn(monkeypatch):
    """Open a page whose first message holds what components of a page that lives on have reported."""

    def open_page(*reports):
        monkeypatch.setattr(visit, "unread_reports", lambda: list(reports))
        return at_address(LOADED)

    return open_page


def report(number=7, edits=None, address=SHOWN, **more):
    return {"number": number, "edits": edits or {}, "address": address, "visit": 5, "scene_changes": 2, **more}


def test_it_goes_on_where_the_page_is(reborn):
    page = reborn(("stage", report()))
    assert (settings(page).surface, settings(page).steps) == ("easom", 160)
    assert settings(page)["adam.learning_rate"] == 0.13
    assert [change.step for change in settings(page).changes] == [40]
    assert stage(page)["acknowledged"] == 7
    assert stage(page)["visit"] == 5  # so that camera, clock and prediction are kept
    assert page.session_state["scene_changes"] == 2
    assert problems(page) == []


def test_what_the_page_reports_is_not_lost(reborn):
    page = reborn(("sliders", report(edits={"adam.learning_rate": "0.2"})), ("stage", report(3, {"from": "40"})))
    assert settings(page)["adam.learning_rate"] == 0.2
    assert stage(page)["from_step"] == 40


def test_without_a_report_it_reads_the_address_as_any_other(reborn):
    assert settings(reborn()).steps == 150


@pytest.mark.parametrize(
    "hostile",
    [
        "x",
        None,
        [],
        {"address": 7},
        {"address": None, "edits": []},
        report(visit="x", scene_changes=-1, number="y"),
        report(visit=10**400, scene_changes=True),
        report(address="?" + "a=1&" * 30_000),
        report(address="x" * 100_000),
        report(address="?surface=nowhere&evil=<script>"),
        report(edits={"nobody": "1"}),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_hostile_report_is_harmless(hostile, reborn):
    page = reborn(("stage", hostile))
    assert settings(page).optimizers
    assert isinstance(stage(page)["visit"], int)
