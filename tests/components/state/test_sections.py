"""The hidden sections of a page: the names in `hide=`, the defaults in class, and invalid names."""

from pathlib import Path
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from components.lessons import LESSONS
from components.results.experiment import experiment
from components.state.address import change, defaults, read, write
from components.state.choices import MAX_OPTIMIZERS
from components.state.parameters import SHOWING
from components.state.sections import FORMER, GROUPS, HIDEABLE, IN_CLASS, ON_PAGE, ON_STAGE, SIDEBAR
from components.web.experiment_sliders import choosable, groups
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from tests.components.everybody import GROUPS as COMPANY
from tests.components.pages.test_explore_page import at_address, component, problems, sliders, stage
from tests.components.state.test_settings import HOSTILE, query, settings_of

ROOT = Path(__file__).parents[3]


def alone(page):
    """One of the pages that are not the first."""
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom components.pages import {page}\n{page}.page()"
    return AppTest.from_string(script, default_timeout=60)


def test_no_name_means_two_things():
    named = [SIDEBAR, *GROUPS, *ON_STAGE, *ON_PAGE, *OPTIMIZERS]
    assert len(set(named)) == len(named)
    assert set(IN_CLASS) <= set(named)
    assert "none" not in HIDEABLE
    assert not any("," in name for name in HIDEABLE)


@pytest.mark.parametrize("company", COMPANY)
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_group_and_every_slider_can_be_hidden_by_its_name(company, schedule):
    settings = settings_of({"optimizers": ",".join(company), "schedule": schedule})
    for group in groups(settings):
        assert group["name"] in HIDEABLE
        for item in group["items"]:
            assert item["name"] in HIDEABLE


def test_an_old_link_hides_what_it_hid_and_is_written_in_the_new_words():
    settings, problems = read({"hide": ["relief,quantity,heading,dial,response,map"]})
    assert problems == []
    assert set(settings["hide"]) == {"surface3d", "metric", "header", "scrubber", "sweep", "map"}
    assert not set(FORMER) & set(parse_qs(write(settings))["hide"][0].split(","))
    assert not set(FORMER) & set(HIDEABLE)


def test_nothing_is_hidden_unless_it_is_asked_for():
    settings, _ = read({})
    assert settings["hide"] == ()
    assert not set(SHOWING) & set(parse_qs(write(settings)))


def test_a_short_link_opens_the_stage_in_class():
    settings = settings_of({"classroom": "1"})
    assert set(settings["hide"]) == set(IN_CLASS)
    assert write(settings).endswith("&classroom=1")
    assert all(settings.shows(name) for name in ("surface3d", "map", "curve", "sentence", "switches", "scene"))


def test_what_a_class_is_shown_is_exact():
    assert settings_of({"classroom": "1", "hide": "none"})["hide"] == ()
    chosen = settings_of({"classroom": "1", "hide": "table,surface,adam.beta1"})
    assert set(chosen["hide"]) == {"table", "surface", "adam.beta1"}
    assert read(parse_qs(write(chosen))) == (chosen, [])


def test_all_names_at_once_can_be_read():
    everything = settings_of({"hide": ",".join(HIDEABLE)})
    assert everything["hide"] == tuple(HIDEABLE)
    assert read(parse_qs(write(everything))) == (everything, [])
    assert change(everything, {"hide": ",".join(HIDEABLE)}) == (everything, [])


@pytest.mark.parametrize("classroom", ["0", "1"])
@pytest.mark.parametrize("text", [*HOSTILE, "adam,", ",adam", "adam,evil", "Adam", "none,adam", "sidebar;table", "a" * 5000])
def test_a_hostile_name_is_reported_and_hides_nothing_else(text, classroom):
    settings, sentences = read(query({"hide": text, "classroom": classroom, "seed": "7"}))
    assert settings["hide"] == read(query({"classroom": classroom}))[0]["hide"]
    assert settings["seed"] == 7
    (sentence,) = sentences
    assert sentence.startswith("hide")
    assert len(sentence) < 400
    before = settings_of({"hide": "adam", "classroom": classroom})
    after, sentences = change(before, {"hide": text})
    assert after == before
    assert len(sentences) == 1


@pytest.mark.parametrize("text", ["2", "", "yes", "-1", "true"])
def test_a_class_is_on_or_off(text):
    settings, sentences = read(query({"classroom": text}))
    assert settings["classroom"] == "0"
    assert sentences[0].startswith("classroom")


def test_the_switch_brings_what_is_usual_on_either_side():
    settings = settings_of({"hide": "rules"})
    there, _ = change(settings, {"classroom": "1"})
    assert set(there["hide"]) == set(IN_CLASS)
    chosen, _ = change(there, {"hide": "none"})
    assert chosen["hide"] == ()
    left, _ = change(chosen, {"classroom": "0"})
    assert left["hide"] == ()
    assert change(settings, {"classroom": "1", "hide": "map"})[0]["hide"] == ("map",)


def test_the_paths_are_those_of_all_optimizers():
    plain, in_class = settings_of({}), settings_of({"classroom": "1", "hide": "map"})
    assert experiment(plain) is experiment(in_class)
    assert defaults(in_class)["hide"] == ("map",)


# On the pages


@pytest.mark.slow
def test_in_class_there_is_no_sidebar_and_no_page_header():
    page = at_address({"classroom": "1"})
    assert not [block for block in page.get("bidi_component") if block.proto.component_name == "descent_sliders"]
    assert not page.header
    assert not page.expander
    assert not page.sidebar.children
    assert stage(page)["classroom"] is True
    assert parse_qs(stage(page)["address"])["classroom"] == ["1"]


@pytest.mark.slow
def test_a_link_may_leave_one_slider():
    hide = ["surface", "optimizers", "schedule", "start", "run", "buttons", "momentum", "gradient_descent"]
    hide += ["adam.beta1", "adam.beta2", "adam.epsilon"]
    page = at_address({"hide": ",".join(hide)})
    assert list(sliders(page)) == ["adam.learning_rate"]
    assert not page.selectbox
    assert not page.sidebar.button
    assert problems(page) == []


def test_an_unknown_name_is_reported_on_the_page():
    assert problems(at_address({"hide": "nonsense"}))[0].startswith("hide “nonsense” names “nonsense”, which is unknown")


def test_what_can_be_chosen_is_sent_in_class_only():
    assert stage(at_address({}))["sections"] == []
    settings = settings_of({"classroom": "1"})
    names = [part["name"] for part in choosable(settings, "header", "rules")]
    beside = ["surface", "optimizers", "schedule", "adam", "gradient_descent", "momentum", "start", "run", "buttons"]
    assert names == [*beside, "header", "rules", *ON_STAGE]
    assert [part["name"] for part in stage(at_address({"classroom": "1"}))["sections"]] == names


def test_a_class_goes_from_scene_to_scene_and_stays_a_class():
    page = alone("lessons")
    page.query_params["lesson"], page.query_params["classroom"] = "ravine", "1"
    page.run()
    assert not page.exception
    assert stage(page)["steps"] == int(LESSONS["ravine"].scenes[0].settings["steps"])
    (following,) = [button for button in page.button if button.label == "Next →"]
    following.click().run()
    assert stage(page)["classroom"] is True
    assert "scene=2" in stage(page)["address"]
    assert [button.label for button in page.button] == ["← Previous", "Next lesson →"]


def test_the_panels_of_the_lab_can_be_hidden():
    page = alone("learning_rate")
    page.query_params["hide"] = "five,heat"
    page.run()
    assert component(page, "descent_lab")["hide"] == ["five", "heat"]
    page.session_state["settings"] = page.session_state["settings"].replace(hide=("sweep", "five", "heat", "fates"))
    page.run()
    assert not [block for block in page.get("bidi_component") if block.proto.component_name == "descent_lab"]


def test_there_is_room_for_the_longest_honest_choice():
    longest = sorted(OPTIMIZERS, key=lambda key: -len(key))[:MAX_OPTIMIZERS]
    settings = settings_of({"optimizers": ",".join(longest), "classroom": "1"})
    names = [item["name"] for group in groups(settings) for item in group["items"][1:]]
    chosen, sentences = change(settings, {"hide": ",".join(names)})
    assert sentences == []
    assert set(chosen["hide"]) == set(names)
