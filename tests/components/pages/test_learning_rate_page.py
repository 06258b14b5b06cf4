"""The learning-rate lab without a browser: what it shows, what it accepts, and where it leads."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.state.address import read
from components.state.parameters import COLOR_BY, FRAMES, MEASURES
from components.ui import visit
from optimizers import OPTIMIZERS
from surfaces import SURFACES
from tests.components.pages.test_explore_page import (
    State,
    at_address,
    choose,
    component,
    edited,
    problems,
    run,
    settings,
    sliders,
    stage,
    visited,
)


def page_of_the_lab():
    """The page alone; a report of a component is taken as if a browser had sent it."""
    import streamlit as st

    from components.pages import learning_rate
    from components.ui import visit

    visit.current()
    if "report" in st.session_state:
        st.session_state["reported"] = {"edit": st.session_state.pop("report")}
        visit.take_edit("reported")
    learning_rate.page()


def opened(**texts):
    return visited(AppTest.from_function(page_of_the_lab, default_timeout=60), texts)


def panels(page):
    return component(page, "descent_lab")


def turn(page, to):
    """Turn to another page of the whole app, as a click on its name above does."""
    page._page_hash = next(key for key, info in page._registered_pages.items() if info["url_pathname"] == to)
    return run(page)


@pytest.fixture
def plain():
    return opened()


# What it shows


def test_it_opens_with_three_panels_and_a_scrubber(plain):
    assert problems(plain) == []
    assert plain.header[0].value == SURFACES["matyas"].title
    assert list(panels(plain)["queries"]) == ["sweep", "five", "heat"]
    assert [run["key"] for run in stage(plain)["runs"]] == ["adam"]  # the subject, until another is chosen
    assert stage(plain)["frames"]["parameter"] == "adam.learning_rate"
    assert len(stage(plain)["frames"]["values"]) == FRAMES
    choices = panels(plain)["choices"]
    assert list(choices) == ["subject", "measure", "color_by", "across", "second"]
    assert choices["subject"]["options"] == {key: OPTIMIZERS[key].title for key in ("adam", "gradient_descent", "momentum")}
    assert (choices["measure"]["options"], choices["color_by"]["options"]) == (MEASURES, COLOR_BY)
    assert "learning_rate" not in choices["second"]["options"]


def test_the_sweep_has_its_place_beside_the_map_where_it_is_shown(plain):
    assert stage(plain)["beside"]
    assert not stage(opened(hide="sweep"))["beside"]
    assert not stage(opened(optimizers="barzilai_borwein"))["beside"]  # it has no learning rate
    assert not stage(at_address({}))["beside"]


@pytest.mark.parametrize("surface", SURFACES)
def test_every_surface_has_its_lab(surface):
    page = opened(surface=surface, optimizers="gradient_descent", steps="5")
    assert page.header[0].value == SURFACES[surface].title
    assert stage(page)["frames"] is not None


def test_the_address_is_what_is_shown():
    page = opened(
        optimizers="adam,rmsprop",
        subject="rmsprop",
        swept="rho",
        second="epsilon",
        measure="best",
        color_by="value",
        pick="7",
        metric="sharpness",
    )
    assert problems(page) == []
    assert [run["key"] for run in stage(page)["runs"]] == ["rmsprop"]
    assert (stage(page)["frames"]["parameter"], stage(page)["view"]["pick"]) == ("rmsprop.rho", 7)
    assert "sharpness" in stage(page)["names"]
    values = {name: choice["value"] for name, choice in panels(page)["choices"].items()}
    assert values == {"subject": "rmsprop", "measure": "best", "color_by": "value", "across": "steps", "second": "epsilon"}
    for part in ("subject=rmsprop", "swept=rho", "second=epsilon", "measure=best", "color_by=value"):
        assert part in stage(page)["address"].split("&")


def test_without_a_second_hyperparameter_there_is_no_query_for_the_heat_map():
    page = opened(optimizers="gradient_descent", schedule="constant")
    assert list(panels(page)["queries"]) == ["sweep", "five"]
    assert "second" not in panels(page)["choices"]


def test_without_optimizers_the_page_explains_what_to_do():
    page = opened(optimizers="none")
    assert stage(page)["sentence"].startswith("Choose ")
    assert stage(page)["frames"] is None
    assert {block.proto.component_name for block in page.get("bidi_component")} == {"descent_sliders", "descent_stage"}
    choose(page, optimizers="momentum")
    assert panels(page)["choices"]["subject"]["value"] == "momentum"


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("subject", "rmsprop", "subject “rmsprop” is unknown; available: adam, momentum. Using adam instead."),
        (
            "swept",
            "momentum",
            "swept “momentum” is unknown; available: learning_rate, beta1, beta2, epsilon, inverse_time.decay. ",
        ),
        ("second", "learning_rate", "second “learning_rate” is unknown; available: beta1, "),
        (
            "measure",
            "<b>",
            "measure “<b>” is unknown; available: steps, evaluations, value, best, distance. Using value instead.",
        ),
        ("color_by", "", "color_by is empty. Using steps instead."),
        ("pick", "122", "pick “122” is outside 0 to 121. Using 121 instead."),
        ("pick", "nan", "pick “nan” is not a whole number. Using 121 instead."),
    ],
)
def test_nonsense_gets_its_sentence_and_costs_nothing_else(name, text, sentence):
    page = opened(optimizers="adam,momentum", adam__learning_rate="0.3", **{name: text})
    (problem,) = problems(page)
    assert problem.startswith(sentence)
    assert settings(page)["adam.learning_rate"] == 0.3
    assert settings(page)[name] == read({"optimizers": ["adam,momentum"]})[0][name]
    assert list(panels(page)["queries"]) == ["sweep", "five", "heat"]


# What it takes


@pytest.mark.parametrize(
    ("edit", "asked"),
    [
        ({"measure": "steps"}, {"sweep"}),
        ({"color_by": "value"}, {"heat"}),
        ({"across": "evaluations"}, {"five"}),
        ({"second": "beta2"}, {"heat"}),
        ({"subject": "momentum"}, {"five", "heat"}),
        ({"swept": "beta1"}, set()),
        ({"adam__learning_rate": "0.3"}, set()),
        ({"metric": "rate"}, set()),
        ({"adam__beta1": "0.5"}, {"sweep", "five", "heat"}),
        ({"steps": "50"}, {"sweep", "five", "heat"}),
        ({"x": "1"}, {"sweep", "five", "heat"}),
    ],
    ids=lambda value: str(sorted(value) if isinstance(value, set) else value),
)
def test_an_edit_asks_for_what_depends_on_it_and_for_nothing_else(plain, edit, asked):
    before = panels(plain)["queries"]
    edited(plain, **edit)
    assert problems(plain) == []
    after = panels(plain)["queries"]
    assert {name for name in before if before[name] != after[name]} == asked
    for name, text in edit.items():
        assert str(settings(plain)[name.replace("__", ".")]) == text or float(text) == settings(plain)[name.replace("__", ".")]


def test_another_subject_brings_its_run_its_scrubber_and_its_second(plain):
    edited(plain, second="beta2")
    edited(plain, subject="momentum")
    assert [run["key"] for run in stage(plain)["runs"]] == ["momentum"]
    assert stage(plain)["frames"]["parameter"] == "momentum.learning_rate"
    assert list(stage(plain)["frames"]["numbers"]) == ["learning_rate", "momentum"]
    assert panels(plain)["choices"]["second"]["value"] == "momentum"
    edited(plain, swept="momentum")
    assert stage(plain)["frames"]["value"] == 0.9
    assert problems(plain) == []


def test_an_optimizer_that_leaves_takes_its_subject_along():
    page = opened(optimizers="adam,rmsprop", subject="rmsprop", swept="rho", second="epsilon")
    choose(page, optimizers="adam,momentum")
    assert problems(page) == []
    assert settings(page)["subject"] == "adam"
    assert settings(page)["swept"] == "learning_rate"
    assert settings(page)["second"] == "epsilon"  # Adam has it, too
    assert stage(page)["frames"]["parameter"] == "adam.learning_rate"
    choose(page, optimizers="momentum")
    assert (settings(page)["subject"], settings(page)["second"]) == ("momentum", "momentum")


def test_a_schedule_that_leaves_takes_its_hyperparameter_along():
    page = opened(optimizers="gradient_descent", swept="inverse_time.decay")
    assert settings(page)["second"] == "inverse_time.decay"
    choose(page, schedule="constant")
    assert settings(page)["swept"] == "learning_rate"
    assert "heat" not in panels(page)["queries"]
    choose(page, schedule="exponential")
    assert panels(page)["choices"]["second"]["value"].startswith("exponential.")


@pytest.mark.parametrize("edits", [{"subject": "rmsprop"}, {"second": "learning_rate"}, {"measure": "x" * 500}])
def test_a_hostile_edit_changes_nothing_and_is_answered(plain, edits):
    before = settings(plain)
    edited(plain, **edits)
    assert settings(plain) == before
    (problem,) = problems(plain)
    assert problem.endswith(". It is unchanged.")


def test_a_report_of_the_lab_is_acknowledged_to_the_lab():
    def script():
        import streamlit as st

        from components.lab.lab import KEY
        from components.pages import learning_rate
        from components.ui import visit

        visit.current()
        st.session_state.acknowledged = {KEY: 9, "sliders": 4}
        learning_rate.page()

    page = run(AppTest.from_function(script, default_timeout=60))
    assert (panels(page)["acknowledged"], stage(page)["acknowledged"]) == (9, 0)


# Where it leads


def test_changing_pages_keeps_the_settings():
    page = at_address({"optimizers": "adam,momentum", "adam.learning_rate": "0.3"})
    assert stage(page)["frames"] is None
    turn(page, "learning-rate")
    assert stage(page)["frames"]["value"] == 0.3
    assert list(panels(page)["queries"]) == ["sweep", "five", "heat"]
    assert sliders(page)["adam.learning_rate"]["value"] == 0.3
    assert stage(page)["visit"] == 1
    turn(page, "")
    assert [run["key"] for run in stage(page)["runs"]] == ["adam", "momentum"]
    assert "subject" not in stage(page)["address"]


def test_a_click_that_opens_something_sets_it_and_turns_the_page_once(monkeypatch):
    state = State(settings=read({})[0], problems=[], revision=1)
    monkeypatch.setattr(st, "session_state", state)
    assert not visit.page_requested("explore")
    visit.open_in_explore({"momentum.learning_rate": "0.123"})
    assert state.settings == read({})[0].replace(**{"momentum.learning_rate": 0.123})
    assert state.problems == []
    assert visit.page_requested("explore")
    assert not visit.page_requested("explore")


def test_opening_a_record_leads_to_explore():
    page = turn(at_address({"optimizers": "adam,momentum", "subject": "momentum"}), "learning-rate")
    assert [run["key"] for run in stage(page)["runs"]] == ["momentum"]
    page.session_state["turn_to"] = "explore"
    run(page)
    assert [run["key"] for run in stage(page)["runs"]] == ["adam", "momentum"]
    assert stage(page)["frames"] is None
    assert "turn_to" not in page.session_state
