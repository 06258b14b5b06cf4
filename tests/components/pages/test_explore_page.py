"""The Explore page without a browser: what it shows, what it accepts, and its messages for invalid input."""

import itertools
import json
import re
from html import escape, unescape
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.plots.palette import styles
from components.state.address import change, read
from components.state.choices import SURFACE_NAMES, WINDOWS
from components.state.opening import OPENING
from components.state.parameter_types import known
from components.state.parameters import LAST_SEED, MAX_STEPS
from components.ui import reported, sidebar, visit
from components.ui.page_header import MAX_PROBLEMS
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES
from tests.components.everybody import GROUPS

APP = Path(__file__).parents[3] / "app.py"


def opened(**texts):
    """The page at an address; a double underscore stands for the dot of a name."""
    return at_address(texts)


def at_address(texts):
    return visited(AppTest.from_file(str(APP), default_timeout=60), texts)


def visited(page, texts):
    """A page as it is at an address; a double underscore stands for the dot of a name."""
    for name, text in texts.items():
        page.query_params[name.replace("__", ".")] = text
    return run(page)


def edited(page, **edits):
    """A page that takes the report of a component as if a browser had sent it, after these edits."""
    page.session_state["report"] = {"number": 3, "edits": {name.replace("__", "."): text for name, text in edits.items()}}
    return run(page)


def run(page):
    page.run()
    assert not page.exception
    assert not page.error
    return page


def component(page, name):
    """What a component was sent."""
    (found,) = [block.proto for block in page.get("bidi_component") if block.proto.component_name == name]
    return json.loads(found.json)


def stage(page):
    return component(page, "descent_stage")


def sliders(page):
    """The sliders by their names."""
    return {item["name"]: item for group in component(page, "descent_sliders")["groups"] for item in group["items"]}


def problems(page):
    """The sentences that the page shows, as a browser writes them."""
    found = [block.proto.body for block in page.get("html") if 'class="problems"' in block.proto.body]
    assert len(found) <= 1
    return [unescape(text) for text in re.findall(r"<li>(.*?)</li>", found[0], re.DOTALL)] if found else []


def settings(page):
    return page.session_state["settings"]


def choose(page, **edits):
    """Choose from the lists of the sidebar; how such an edit comes from the browser is tested below."""
    page.session_state["settings"], wrong = change(settings(page), edits)
    assert wrong == []
    page.session_state["revision"] += 1
    return run(page)


@pytest.fixture
def plain():
    return opened()


# Opening


def test_the_first_visit_shows_the_opening_scene_and_no_complaint(plain):
    assert settings(plain) == read({name: [text] for name, text in OPENING.items()})[0]
    assert stage(plain)["plays"]
    assert not stage(opened(surface="matyas"))["plays"]
    assert problems(plain) == []
    assert [run["key"] for run in stage(plain)["runs"]] == ["adam", "gradient_descent", "momentum"]
    assert plain.header[0].value == SURFACES["matyas"].title
    assert [button.label for button in plain.button] == ["Defaults", "New seed"]


@pytest.mark.parametrize(("surface", "group"), list(zip(SURFACES, itertools.cycle(GROUPS), strict=False)))
def test_every_surface_has_its_page(surface, group):
    page = opened(surface=surface, optimizers=",".join(group), steps="20")
    data, record = stage(page), SURFACES[surface]
    assert page.header[0].value == record.title
    assert record.latex in page.markdown[0].value
    assert record.teaches in page.markdown[0].value
    assert record.not_differentiable in page.markdown[0].value
    assert ("unbounded below" in page.markdown[0].value) == record.unbounded_below
    assert ("f is lower outside it" in page.markdown[0].value) == record.lower_outside
    assert (data["surface"], data["start"]) == (surface, list(record.start))
    assert [run["key"] for run in data["runs"]] == group
    assert len(page.latex) == len(group)


def test_in_class_the_formula_has_no_words_beside_it():
    said = opened(surface="monkey", classroom="1", hide="tools").markdown[0].value
    assert SURFACES["monkey"].latex in said
    assert SURFACES["monkey"].teaches not in said


def test_the_address_is_what_is_shown():
    page = opened(
        surface="easom",
        window="2",
        optimizers="adam,rmsprop",
        x="-3",
        y="2.5",
        adam__learning_rate="0.011",
        rmsprop__rho="0.5",
        steps="33",
        noise="0.5",
        seed="7",
        metric="rate",
        step="12",
        camera="1,2,3,0,0,0,0,0,1",
    )
    assert problems(page) == []
    data = stage(page)
    assert (data["surface"], data["widen"], data["start"], data["steps"]) == ("easom", "2", [-3.0, 2.5], 33)
    assert data["window"] == [-5.0, 11.0, -5.0, 11.0]
    labels = ["Adam (α 0.011, β₁ 0.9, β₂ 0.999, ε 1e-8)", "RMSProp (α 0.05, ρ 0.5, ε 1e-8)"]
    assert [run["label"] for run in data["runs"]] == labels
    assert [run["points"] for run in data["runs"]] == [34, 34]
    assert "σ = 0.5, seed 7" in data["caption"]
    assert (data["view"]["metric"], data["view"]["step"]) == ("rate", 12)
    assert data["view"]["camera"] == [1.0, 2.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0]
    found = sliders(page)
    assert [found[name]["value"] for name in ("x", "adam.learning_rate", "steps")] == [-3.0, 0.011, 33]


def test_the_address_given_to_the_stage_reproduces_the_page():
    first = opened(surface="mult", optimizers="adamax", x="3.3", steps="20", noise="0.1")
    address = dict(pair.split("=") for pair in stage(first)["address"].split("&"))
    again = at_address(address)
    assert problems(again) == []
    assert stage(again) == stage(first)


# Nonsense in the address

KEPT = {"v": "2", "surface": "easom", "optimizers": "adam", "x": "1.5", "adam.learning_rate": "0.011", "seed": "7"}


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        (
            "surface",
            "nobody",
            f"surface “nobody” is unknown; available: {known(SURFACE_NAMES, 'nobody')}. Using matyas instead.",
        ),
        ("optimizers", "adam,nobody", "optimizers “adam,nobody” names “nobody”, which is unknown; available: "),
        ("schedule", "nobody", f"schedule “nobody” is unknown; available: {', '.join(SCHEDULES)}. Using constant instead."),
        ("window", "3", f"window “3” is unknown; available: {', '.join(WINDOWS)}. Using 1 instead."),
        ("y", "nan", "y “nan” is not a number. Using 2.4 instead."),
        ("y", "inf", "y “inf” is not a number. Using 2.4 instead."),
        ("y", "1e999", "y “1e999” is outside -1 to 7. Using 2.4 instead."),
        ("y", "8", "y “8” is outside -1 to 7. Using 2.4 instead."),
        ("y", "text", "y “text” is not a number. Using 2.4 instead."),
        ("y", "", "y is empty. Using 2.4 instead."),
        ("y", ["1", "2"], "y appears 2 times. Using 2.4 instead."),
        ("y", "1" * 100_000, f"y “{'1' * 37}…” is too long: 100000 characters. Using 2.4 instead."),
        ("steps", "1e3", "steps “1e3” is not a whole number. Using 200 instead."),
        ("steps", "5001", "steps “5001” is outside 1 to 5000. Using 200 instead."),
        ("adam.beta1", "1", "adam.beta1 “1” is outside 0 to 0.99. Using 0.9 instead."),
        ("camera", "1,2", "camera “1,2” needs 9 numbers separated by commas. Using the default instead."),
        ("adadelta.rho", "0.5", "Ignored an unknown setting in the link: “adadelta.rho”."),
        ("y", "<img src=x onerror=alert(1)>", "y “<img src=x onerror=alert(1)>” is not a number. Using 2.4 instead."),
        ("y", "</li></ul><script>", "y “</li></ul><script>” is not a number. Using 2.4 instead."),
        ("y", "&amp;`$x$`**b**", "y “&amp;·$x$·**b**” is not a number. Using 2.4 instead."),
        ("<script>alert(1)</script>", "1", "Ignored an unknown setting in the link: “<script>alert(1)</script>”."),
        ('" onmouseover="x', "1", 'Ignored an unknown setting in the link: “" onmouseover="x”.'),
    ],
    ids=lambda value: str(value)[:24],
)
def test_nonsense_gets_its_sentence_and_costs_nothing_else(name, text, sentence):
    page = at_address({**KEPT, name: text})
    assert problems(page)[0].startswith(sentence)
    assert len(problems(page)) == 1
    (block,) = [block.proto.body for block in page.get("html") if 'class="problems"' in block.proto.body]
    assert escape(problems(page)[0]) in block
    assert set(re.findall(r"</?([a-z]+)", block)) == {"ul", "li"}, "what came from outside is text and no markup"
    assert 'role="alert"' in block
    expected, _ = read({key: [value] for key, value in KEPT.items() if key != name})
    assert settings(page) == expected


def test_many_problems_are_summed_up():
    texts = {f"nonsense{number}": "1" for number in range(900)}  # Streamlit reads at most 1000 parameters
    page = at_address({**KEPT, **texts})
    shown = problems(page)
    assert len(shown) == MAX_PROBLEMS + 1
    assert shown[-1] == f"And {900 - MAX_PROBLEMS} more."
    assert settings(page)["adam.learning_rate"] == 0.011


def test_a_complaint_goes_once_the_next_thing_is_done():
    page = opened(x="nan")
    assert len(problems(page)) == 1
    page.selectbox(key="choose surface").select("bowl")
    assert problems(run(page)) == []


# The sidebar


def test_another_surface_is_chosen():
    page = opened(optimizers="adam", adam__learning_rate="0.3", x="1", window="2")
    page.selectbox(key="choose surface").select("regression")
    run(page)
    assert stage(page)["surface"] == "regression"
    assert stage(page)["start"] == list(SURFACES["regression"].start)
    assert (settings(page)["window"], settings(page)["adam.learning_rate"]) == ("1", 0.3)
    assert page.header[0].value == SURFACES["regression"].title


def test_optimizers_are_chosen_and_keep_what_they_were_set_to():
    page = opened(optimizers="adam,rmsprop", rmsprop__rho="0.25")
    choose(page, optimizers="adam")
    assert [run["key"] for run in stage(page)["runs"]] == ["adam"]
    assert "rmsprop.rho" not in sliders(page)
    choose(page, optimizers="rmsprop,adam")
    assert [run["key"] for run in stage(page)["runs"]] == ["adam", "rmsprop"]
    assert sliders(page)["rmsprop.rho"]["value"] == 0.25
    assert {run["key"]: run["style"] for run in stage(page)["runs"]} == styles(["adam", "rmsprop"])


def test_without_optimizers_the_page_shows_a_hint(plain):
    choose(plain, optimizers="none")
    assert settings(plain)["optimizers"] == ()
    assert stage(plain)["runs"] == []
    assert stage(plain)["sentence"].startswith("Choose ")
    assert len(plain.latex) == 0
    again = opened(optimizers="none")
    assert stage(again)["runs"] == []
    choose(again, optimizers="adam")
    assert [run["key"] for run in stage(again)["runs"]] == ["adam"]


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_another_schedule_brings_its_sliders(schedule):
    page = opened(optimizers="adam", steps="20")
    choose(page, schedule=schedule)
    assert settings(page)["schedule"] == schedule
    assert problems(page) == []
    names = {name for name in sliders(page) if name.split(".")[0] in SCHEDULES}
    assert names == {f"{schedule}.{item.name}" for item in SCHEDULES[schedule].hyperparameters}


def test_defaults_restores_every_slider_and_keeps_who_runs_where():
    page = opened(
        surface="easom", optimizers="nesterov", x="1", nesterov__momentum="0.5", steps="7", noise="1", seed="3", metric="rate"
    )
    revision = page.session_state["revision"]
    page.button[0].click()
    run(page)
    usual, _ = read({"surface": ["easom"], "optimizers": ["nesterov"]})
    assert settings(page) == usual
    assert all(slider["value"] == slider.get("default", 0) for slider in sliders(page).values())
    assert page.session_state["revision"] > revision  # edits in progress are discarded


def test_new_seed_draws_another_seed_and_nothing_else(plain, monkeypatch):
    limits = []

    def randrange(limit):
        limits.append(limit)
        return limit - 1

    monkeypatch.setattr(sidebar, "random", SimpleNamespace(randrange=randrange))
    before = settings(plain)
    plain.button[1].click()
    run(plain)
    assert limits == [LAST_SEED + 1]
    assert settings(plain) == before.replace(seed=LAST_SEED)
    assert problems(plain) == []


def test_a_new_seed_is_a_new_one(plain):
    seeds = set()
    for _ in range(5):
        plain.button[1].click()
        seeds.add(settings(run(plain))["seed"])
    assert len(seeds) >= 4
    assert all(0 <= seed <= LAST_SEED for seed in seeds)


# The sliders


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_every_hyperparameter_has_a_slider_made_from_its_record(key):
    page = opened(optimizers=key, steps="5")
    optimizer, found = OPTIMIZERS[key], sliders(page)
    names = [f"{key}.{item.name}" for item in optimizer.hyperparameters]
    assert [name for name in found if name.startswith(f"{key}.")] == names
    for item in optimizer.hyperparameters:
        slider = found[f"{key}.{item.name}"]
        assert (slider["low"], slider["high"], slider["value"]) == (item.low, item.high, item.default)
        assert slider.get("default", 0) == item.default
        assert slider.get("logarithmic", False) == (item.scale == "logarithmic")
        assert slider.get("zero", False) == item.zero
        assert slider.get("step") == (item.step if item.scale == "linear" else None)
        assert slider["about"] == item.about
        assert item.symbol in slider["label"]
        assert item.name.replace("_", " ") in slider["label"]
    (group,) = [group for group in component(page, "descent_sliders")["groups"] if group["title"] == optimizer.title]
    assert group["style"] == styles([key])[key]


@pytest.mark.parametrize("surface", SURFACES)
def test_the_start_has_sliders_that_reach_to_the_edges_of_the_window(surface):
    page = opened(surface=surface, window="4", optimizers="none")
    x_low, x_high, y_low, y_high = stage(page)["window"]
    found = sliders(page)
    for name, axis, low, high, start in zip(
        "xy", SURFACES[surface].axes, (x_low, y_low), (x_high, y_high), SURFACES[surface].start, strict=True
    ):
        assert (found[name]["label"], found[name]["low"], found[name]["high"]) == (axis, low, high)
        assert found[name]["value"] == found[name].get("default", 0) == start


def test_the_run_has_sliders_for_steps_noise_seed_and_schedule():
    found = sliders(opened(schedule="inverse_time"))
    assert (found["steps"]["low"], found["steps"]["high"], found["steps"]["whole"]) == (1, MAX_STEPS, True)
    assert (found["noise"]["low"], found["noise"]["high"]) == (0.0, 5.0)
    assert (found["seed"]["low"], found["seed"]["high"], found["seed"]["whole"]) == (0, LAST_SEED, True)
    assert found["inverse_time.decay"]["zero"]
    assert found["inverse_time.decay"]["logarithmic"]


@pytest.mark.parametrize("group", GROUPS)
def test_whatever_a_slider_can_be_set_to_can_be_read(group):
    page = opened(optimizers=",".join(group), steps="5")
    for name, slider in sliders(page).items():
        for end in ("low", "high"):
            _, wrong = read({"optimizers": [",".join(group)], name: [str(slider[end])]})
            assert wrong == [], name


# What a component reports


class State(dict):
    """A session's state: a dict whose entries are attributes too."""

    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


@pytest.fixture
def session(monkeypatch):
    state = State(settings=read({})[0], problems=[], revision=1)
    monkeypatch.setattr(st, "session_state", state)
    return state


def report(session, edit):
    session["stage"] = {"edit": edit}
    visit.take_edit("stage")


def test_an_edit_is_taken_and_acknowledged(session):
    report(session, {"number": 7, "edits": {"x": "1.25", "adam.beta1": "0.5"}})
    assert (session.settings["x"], session.settings["adam.beta1"]) == (1.25, 0.5)
    assert (reported.acknowledged("stage"), reported.acknowledged("sliders")) == (7, 0)
    assert (session.problems, session.revision) == ([], 2)


@pytest.mark.parametrize(
    "edit",
    [
        *(None, 0, 1.5, True, "", "edits", [], [1, 2], ["edits"], {}, {"edits": None}, {"edits": []}, {"edits": "x=1"}),
        *({"edits": [["x", "1"]]}, {"edits": 5}, {"number": 7}, {"number": 7, "edits": None}, {"Edits": {"x": "1"}}),
    ],
    ids=str,
)
def test_a_report_of_another_shape_changes_nothing(session, edit):
    before = dict(session)
    report(session, edit)
    assert {name: value for name, value in session.items() if name != "stage"} == before
    assert reported.acknowledged("stage") == 0


@pytest.mark.parametrize("left", [{}, {"stage": {}}], ids=["a component that has left the page", "no report"])
def test_no_report_at_all_changes_nothing(session, left):
    before = dict(session)
    session |= left
    visit.take_edit("stage")
    assert {name: value for name, value in session.items() if name != "stage"} == before


NESTED = [[[[[["1"]]]]]]


@pytest.mark.parametrize(
    "edits",
    [
        {"x": None},
        {"x": NESTED},
        {"x": {"y": {"z": 1}}},
        {"x": [1]},
        {"x": float("nan")},
        {"x": float("inf")},
        {"x": 1e999},
        {"x": True},
        {"x": b"1"},
        {"x": "9" * 1_000_000},
        {"x": 10**400},
        {"x": 10**5000},
        {"x": "<script>"},
        {5: "1"},
        {None: "1"},
        {("x",): "1"},
        {1.5: {}},
        {"": ""},
        {"x" * 1_000_000: "1"},
        {"__class__": "1"},
        {"settings": "1"},
        {"surface": None},
        {"optimizers": ["adam"]},
        {"optimizers": 5},
        {"step": 1.5},
        {"camera": [0, 0, 0]},
        {"seed": "-1"},
    ],
    ids=itertools.count(),
)
def test_a_hostile_edit_changes_nothing_and_is_answered(session, edits):
    before = session.settings
    report(session, {"number": 3, "edits": edits})
    assert session.settings == before
    assert len(session.problems) == 1
    assert session.problems[0].endswith(". It is unchanged.")
    assert session.problems[0].isprintable()
    assert len(session.problems[0]) < 300
    assert reported.acknowledged("stage") == 3  # otherwise the browser would wait forever


def test_numbers_are_taken_as_well_as_texts(session):
    report(session, {"number": 1, "edits": {"x": 1, "y": -0.5, "adam.epsilon": 1e-7, "steps": 30}})
    assert session.problems == []
    assert [session.settings[name] for name in ("x", "y", "adam.epsilon", "steps")] == [1.0, -0.5, 1e-7, 30]


def test_ten_thousand_edits_are_not_all_looked_at(session):
    before = session.settings
    report(session, {"number": 1, "edits": {f"parameter{number}": "1" for number in range(10_000)}})
    assert session.settings == before
    assert 1 <= len(session.problems) <= 100


@pytest.mark.parametrize(
    "number",
    [None, "7", 1.5, [], {}, float("nan"), float("inf"), True, -5, 10**30, 10**5000],
    ids=itertools.count(),
)
def test_an_odd_number_of_a_report_does_not_keep_its_edits_out(session, number):
    report(session, {"number": number, "edits": {"x": "1.25"}})
    assert session.settings["x"] == 1.25
    assert isinstance(reported.acknowledged("stage"), int)
    json.dumps({"acknowledged": reported.acknowledged("stage")}, allow_nan=False)


def test_a_report_reaches_the_page():
    def script():
        import streamlit as st

        from components.pages import explore
        from components.ui import visit

        visit.current()
        if "reported" not in st.session_state:
            st.session_state["reported"] = {"edit": {"number": 9, "edits": {"x": "-2", "y": "<b>"}}}
            visit.take_edit("reported")
            st.session_state.acknowledged["stage"] = st.session_state.acknowledged.pop("reported")
        explore.page()

    page = run(AppTest.from_function(script, default_timeout=60))
    data = stage(page)
    assert (data["start"], data["acknowledged"]) == ([-2.0, 3.5], 9)
    assert problems(page) == ["“y” is not a number. It is unchanged."]
    assert sliders(page)["x"]["value"] == -2.0


# The visit


def test_what_was_set_stays_when_the_address_lags_behind(plain):
    plain.selectbox(key="choose surface").select("bowl")
    run(plain)
    plain.query_params["surface"] = "easom"  # the browser updates the address after the edit
    assert stage(run(plain))["surface"] == "bowl"
    assert stage(plain)["visit"] == 1


def test_going_back_reads_the_address_again(plain, monkeypatch):
    plain.query_params["surface"] = "easom"
    plain.query_params["x"] = "nan"
    monkeypatch.setattr(visit, "is_history_navigation", lambda: True)
    run(plain)
    assert stage(plain)["surface"] == "easom"
    assert stage(plain)["visit"] == 2
    assert problems(plain) == ["x “nan” is not a number. Using 2 instead."]


# When something fails


def test_a_failing_page_shows_a_message_without_internals():
    def script():
        import streamlit as st

        from components.web import server

        st.session_state["handled"] = server.show_failure(ValueError("/home/secret/path"))

    page = AppTest.from_function(script, default_timeout=60).run()
    assert page.session_state["handled"] is True
    (error,) = page.error
    assert "secret" not in error.value
    assert "reload" in error.value
    assert not page.exception
