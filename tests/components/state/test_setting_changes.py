"""Mid-run changes as settings: the value of each slider after each step, and the effect of edits."""

import pytest
import streamlit as st

from components.results.experiment import experiment
from components.state.address import change, read, write
from components.state.mid_run_changes import changes_in_words, changes_of, in_force, redirected
from components.text.captions import label
from components.ui import sidebar, visit
from optimizers import Change
from optimizers.schedules import inverse_time
from tests.components.pages.test_explore_page import State, component, opened, problems, run, sliders, stage

LINK = {
    "optimizers": "adam,momentum",
    "adam.learning_rate": "0.1",
    "momentum.momentum": "0.9",
    "inverse_time.decay": "0.01",
    "changes": "60:adam.learning_rate:0.3,20:adam.learning_rate:0.2,20:inverse_time.decay:0.5,9:momentum.momentum:0.5",
}


def settings_of(**more):
    settings, found = read({name: [text] for name, text in {**LINK, **more}.items()})
    assert found == []
    return settings


def test_in_force_is_the_last_change_so_far():
    settings = settings_of()
    rates = [in_force(settings, step)["adam.learning_rate"] for step in (0, 19, 20, 59, 60, 5000)]
    assert rates == [0.1, 0.1, 0.2, 0.2, 0.3, 0.3]
    assert in_force(settings, 0) == settings


def test_each_optimizer_gets_its_own_changes_and_the_schedules():
    settings = settings_of()
    both = inverse_time(0.5)
    assert changes_of("adam", settings) == (Change(20, {"learning_rate": 0.2}, both), Change(60, {"learning_rate": 0.3}))
    assert changes_of("momentum", settings) == (Change(9, {"momentum": 0.5}), Change(20, {}, both))


def test_the_paths_are_those_of_the_changes():
    changed, plain = experiment(settings_of()), experiment(settings_of(changes="none"))
    for key, first in (("adam", 20), ("momentum", 9)):
        one, other = changed.results[key].trajectory.points, plain.results[key].trajectory.points
        assert (one[: first + 1] == other[: first + 1]).all()
        assert (one[first + 1] != other[first + 1]).any()


def test_the_address_holds_the_changes_only_where_there_are_some():
    assert f"changes={LINK['changes']}" in write(settings_of())
    assert "changes" not in write(settings_of(changes="none"))


def test_what_sits_out_keeps_its_changes():
    settings, _ = change(settings_of(), {"optimizers": "momentum"})
    assert "adam" not in write(settings)
    settings, _ = change(settings, redirected(settings, {"momentum.momentum": "0.3"}, 30))
    settings, found = change(settings, {"optimizers": "adam,momentum"})
    assert found == []
    assert {turn.text for turn in settings["changes"]} == {*LINK["changes"].split(","), "30:momentum.momentum:0.3"}


def test_an_edit_from_a_step_on_is_a_change():
    settings = settings_of(changes="none")
    edits = redirected(settings, {"adam.beta1": "0.5", "x": "2"}, 40)
    assert edits == {"x": "2", "changes": "40:adam.beta1:0.5"}
    settings, _ = change(settings, edits)
    assert redirected(settings, {"adam.beta1": "0.25"}, 40)["changes"] == "40:adam.beta1:0.25"
    assert redirected(settings, {"adam.beta1": "0.25"}, 41)["changes"] == "40:adam.beta1:0.5,41:adam.beta1:0.25"


def test_back_to_what_it_was_is_no_change():
    settings = settings_of()
    assert "60:adam" not in redirected(settings, {"adam.learning_rate": "0.2"}, 60)["changes"]
    assert redirected(settings_of(changes="9:adam.beta1:0.5"), {"adam.beta1": "0.9"}, 9) == {"changes": "none"}


@pytest.mark.parametrize("name", ["x", "y", "steps", "noise", "seed", "surface", "nobody"])
def test_what_cannot_change_during_a_run_is_changed_as_a_whole(name):
    assert redirected(settings_of(), {name: "1"}, 40) == {name: "1"}


def test_each_change_is_listed_and_can_be_undone():
    settings = settings_of()
    entries = list(changes_in_words(settings))
    assert [entry["text"] for entry in entries] == [
        "Adam α 0.3 from step 60",
        "Adam α 0.2 from step 20",
        "Inverse time k 0.5 from step 20",
        "Momentum γ 0.5 from step 9",
    ]
    for entry in entries:
        rest, found = change(settings, {"changes": entry["without"]})
        assert found == []
        assert len(rest["changes"]) == 3
        settings, _ = change(rest, {"changes": LINK["changes"]})


def test_the_label_of_a_run_contains_its_changes():
    run_result = experiment(settings_of(changes="9:momentum.momentum:0.5")).results["momentum"]
    assert label(run_result) == "Momentum (α 0.01, γ 0.9), from step 9 γ 0.5"


# On the page


@pytest.fixture
def session(monkeypatch):
    state = State(settings=settings_of(changes="none"), problems=[], revision=1)
    monkeypatch.setattr(st, "session_state", state)
    return state


def report(session, component, **edits):
    session[component] = {"edit": {"number": 1, "edits": {name.replace("__", "."): text for name, text in edits.items()}}}
    visit.take_edit(component)


def test_a_slider_that_is_moved_after_the_stage_has_named_a_step_changes_the_run_from_there(session):
    report(session, "stage", **{"from": "40"})
    report(session, sidebar.SLIDERS, adam__learning_rate="0.7", seed="5")
    assert (session.settings["adam.learning_rate"], session.settings["seed"]) == (0.1, 5)
    assert session.settings["changes"] == ((40, "adam.learning_rate", 0.7),)
    report(session, "stage", **{"from": "0"})
    report(session, sidebar.SLIDERS, adam__learning_rate="0.4")
    assert (session.settings["adam.learning_rate"], len(session.settings["changes"])) == (0.4, 1)


def test_what_the_stage_itself_reports_is_never_a_change(session):
    report(session, "stage", **{"from": "40"})
    report(session, "stage", adam__learning_rate="0.7")
    assert (session.settings["adam.learning_rate"], session.settings["changes"]) == (0.7, ())


@pytest.mark.parametrize("step", ["", "-1", "1.5", "abc", "٣", "9" * 400, "201", "0x10", None, [], {"a": 1}])
def test_a_step_that_is_none_changes_the_whole_run(session, step):
    report(session, "stage", **{"from": step})
    assert visit.from_step() == 0
    assert session.problems == []
    report(session, sidebar.SLIDERS, adam__learning_rate="0.7")
    assert (session.settings["adam.learning_rate"], session.settings["changes"]) == (0.7, ())


def test_a_hostile_value_from_a_slider_is_refused(session):
    report(session, "stage", **{"from": "40"})
    for text in ("nan", "1e999", "", "-1", "<b>", "0.1,"):
        report(session, sidebar.SLIDERS, adam__learning_rate=text)
        assert session.settings["changes"] == ()
        assert session.problems[0].startswith("“changes” ")


def test_sliders_show_what_is_in_force_from_a_step_on():
    page = opened(optimizers="adam", changes="20:adam.learning_rate:0.2")
    page.session_state["from step"] = 30
    page = run(page)
    titles = [group["title"] for group in component(page, "descent_sliders")["groups"]]
    assert titles == ["Adam, from step 30", "Start", "Run", "Inverse time, from step 30"]
    assert sliders(page)["adam.learning_rate"]["value"] == 0.2
    assert stage(page)["from_step"] == 30
    assert stage(page)["changes"] == [{"step": 20, "text": "Adam α 0.2 from step 20", "without": "none"}]
    assert stage(page)["runs"][0]["changes"] == [[20, "α 0.2"]]


@pytest.mark.parametrize("step", [0, 200, 5000])
def test_at_the_ends_the_sliders_set_the_whole_run(step):
    page = opened(optimizers="adam", steps="200", changes="20:adam.learning_rate:0.2")
    page.session_state["from step"] = step
    page = run(page)
    assert sliders(page)["adam.learning_rate"]["value"] == 0.1
    assert stage(page)["from_step"] == 0


def test_a_bad_change_is_reported_and_the_rest_is_used():
    page = opened(optimizers="adam", adam__beta1="0.5", changes="20:adam.gamma:0.2")
    assert problems(page) == [
        "changes “20:adam.gamma:0.2” names “adam.gamma”, which cannot change during this run. Using none instead."
    ]
    assert sliders(page)["adam.beta1"]["value"] == 0.5
