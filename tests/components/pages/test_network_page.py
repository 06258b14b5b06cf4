"""The network page without a browser: what it offers, what it accepts, and valid and invalid files."""

import io
import zipfile

import pytest
from streamlit.testing.v1 import AppTest

from components.results.uploads import UPLOADS
from components.state.network import read
from components.state.network_parameters import SUGGESTED
from components.ui import network_visit
from components.ui.upload import usual_threshold
from tests.components.pages.test_explore_page import component, edited, run, visited

GOOD = "a,b,quality\n" + "".join(f"{k},{k * k},{3 + k % 6}\n" for k in range(60))


def page_of_the_network():
    """The page alone; a report of a component is taken as if a browser had sent it."""
    import streamlit as st

    from components.pages import network
    from components.ui import network_visit

    network_visit.current()
    if "report" in st.session_state:
        st.session_state["reported"] = {"edit": st.session_state.pop("report")}
        network_visit.take_edit("reported")
    network.page()


def page_alone():
    from components.pages import network

    network.page()


def opened(**texts):
    return visited(AppTest.from_function(page_of_the_network, default_timeout=60), texts)


def settings(page):
    return page.session_state["network_settings"]


def sent(page):
    return component(page, "descent_network")


def test_the_page_sends_the_query_of_its_settings():
    page = opened(data="moons", epochs="50")
    assert settings(page)["epochs"] == 50
    assert "data=moons" in sent(page)["query"]
    assert "epochs=50" in sent(page)["address"]
    assert sent(page)["visit"] == 1


def test_an_unreadable_part_of_the_address_is_reported():
    page = opened(epochs="many")
    assert any("epochs" in problem for problem in page.session_state["network_problems"])


def test_sliders_set_numbers_and_units_make_layers():
    page = edited(opened(), epochs="20", adam__learning_rate="0.5", **{"units.1": "7"})
    assert settings(page)["epochs"] == 20
    assert settings(page)["adam.learning_rate"] == 0.5
    assert [layer.units for layer in settings(page)["layers"]] == [16, 7]
    assert sent(page)["revision"] == 2


def test_widgets_choose_data_depth_activations_and_optimizers():
    page = opened()
    page.selectbox(key="network data").set_value("xor")
    page = run(page)
    page.selectbox(key="network activation 1").set_value("relu")
    page = run(page)
    assert settings(page).choices.data == "xor"
    assert [layer.activation for layer in settings(page)["layers"]] == ["tanh", "relu"]
    page.selectbox(key="network plane").set_value("random")
    page = run(page)
    assert "plane=random" in sent(page)["query"]


def test_optimizers_are_cards_with_sliders_and_share_a_schedule():
    page = edited(opened(optimizers="adam,momentum"), schedule="cosine")
    sent_to_sliders = component(page, "descent_sliders")
    assert sent_to_sliders["schedule"]["value"] == settings(page).choices.schedule == "cosine"
    assert sent_to_sliders["optimizers"]["chosen"] == ["adam", "momentum"]
    assert "newton" not in sent_to_sliders["optimizers"]["options"]  # it needs a Hessian
    cards = [group for group in sent_to_sliders["groups"] if "style" in group]
    assert [card["items"][0]["name"] for card in cards] == ["adam.learning_rate", "momentum.learning_rate"]
    assert all(card["folds"] for card in cards)
    page = edited(page, optimizers="none")
    assert settings(page).choices.optimizers == ()


SHOWN = "?data=moons&optimizers=adam&adam.learning_rate=0.2&epochs=40&seed=7"


@pytest.mark.parametrize("visit", [5, "x", None])
def test_a_session_that_is_born_again_goes_on_where_the_page_is(monkeypatch, visit):
    report = {"number": 9, "edits": {"epochs": "55"}, "address": SHOWN, "visit": visit, "scene_changes": 0}
    other = {"number": 1, "edits": {"seed": "1"}, "address": "?surface=bowl", "visit": 3}
    heard = [("stage", other), (network_visit.SLIDERS, report)]
    monkeypatch.setattr(network_visit, "unread_reports", lambda: heard)
    page = visited(AppTest.from_function(page_alone, default_timeout=60), {"data": "xor", "epochs": "50"})
    assert (settings(page).choices.data, settings(page)["seed"], settings(page)["epochs"]) == ("moons", 7, 55)
    assert page.session_state["network_problems"] == []
    assert sent(page)["visit"] == (5 if visit == 5 else 1)
    assert component(page, "descent_sliders")["acknowledged"] == 9


def test_the_metric_of_the_curve_asks_for_another_result_only_where_it_has_to_be_computed():
    page = opened()
    before = sent(page)["query"]
    assert sent(edited(page, metric="gradient"))["query"] == before
    assert "metric=sharpness" in sent(edited(page, metric="sharpness"))["query"]


def test_lesson_and_classroom_are_in_the_address_and_train_nothing_anew():
    page = opened(lesson="same_rate")
    before = sent(page)["query"]
    page = edited(page, classroom="1")
    assert sent(page)["classroom"] is True
    assert "classroom=1" in sent(page)["address"]
    assert "lesson=same_rate" in sent(page)["address"]
    assert sent(page)["query"] == before
    next(button for button in page.button if button.label == "All at 0.05").click()
    page = run(page)
    assert settings(page)["adam.learning_rate"] == 0.05
    assert "lesson=same_rate" in sent(page)["address"]


def test_a_class_sees_what_is_ticked_and_trains_nothing_anew():
    page = opened(optimizers="adam")
    assert sent(page)["sections"] == []
    before = sent(page)["query"]
    page = edited(page, classroom="1")
    offered = {section["name"]: section.get("items") for section in sent(page)["sections"]}
    assert ["adam.beta1", "beta1 β₁"] in offered["adam"]
    assert ["epochs", "epochs"] in offered["training"]
    assert {"data", "layers", "regions", "map", "units", "rates"} <= set(offered)
    assert not {"words", "scene", "question", "claims", "ensemble"} & set(offered)  # there is no lesson, and no ensemble
    hidden = "data,layers,optimizers,schedule,training,more,buttons,adam.beta1,regions"
    page = edited(page, hide=hidden)
    assert set(sent(page)["hide"]) == set(hidden.split(","))
    assert sent(page)["query"] == before
    assert "hide=" in sent(page)["link"]["here"]
    assert "hide=" not in sent(page)["link"]["open"]
    (group,) = component(page, "descent_sliders")["groups"]
    assert [item["name"] for item in group["items"]] == ["adam.learning_rate", "adam.beta2", "adam.epsilon"]
    assert not group["folds"]
    assert [box.label for box in page.selectbox] == ["Lesson"]
    assert not page.button
    page = edited(page, hide="sidebar")
    assert not [block for block in page.get("bidi_component") if block.proto.component_name == "descent_sliders"]
    page = edited(page, classroom="0")
    assert sent(page)["hide"] == []


def test_a_scene_of_a_lesson_stays_in_class_and_hides_what_was_hidden():
    page = opened(lesson="spiral_rates", classroom="1", hide="words,claims")
    assert "words" in {section["name"] for section in sent(page)["sections"]}
    assert not page.expander[1:]  # except that of the sidebar
    next(button for button in page.button if button.label == "High: 1").click()
    page = run(page)
    assert settings(page)["gradient_descent.learning_rate"] == 1.0
    assert (settings(page)["classroom"], settings(page)["hide"]) == ("1", ("words", "claims"))


def test_what_is_predicted_is_right_or_wrong_and_the_reason_is_given():
    page = opened(lesson="dying_units")
    assert not [text for text in page.markdown if "less than a tenth" in text.value]  # before an answer nothing is said
    question = page.radio(key="answer dying_units")
    assert question.value is None
    for answer, outcome in (("tanh", "Wrong"), ("Leaky ReLU", "Right")):
        page = question.set_value(answer).run()
        assert [outcome in text.value for text in page.markdown if "less than a tenth" in text.value] == [True]
    assert not opened(lesson="dying_units", hide="question").radio


def test_a_lesson_that_is_chosen_opens_with_its_first_scene():
    page = opened(data="moons")
    page.selectbox(key="chosen lesson").set_value("edge_of_stability")
    page = run(page)
    assert settings(page).choices.optimizers == ("gradient_descent",)
    assert settings(page).choices.data == "spiral"
    before = sent(page)["query"]
    page.selectbox(key="chosen lesson").set_value("none")
    page = run(page)
    assert settings(page)["lesson"] == "none"
    assert sent(page)["query"] == before


def uploaded(content, name="wine.csv"):
    page = opened(data="file")
    page.file_uploader(key="network file").upload(name, content, "text/csv")
    return page.run()


def test_a_file_is_ready_to_be_trained_on():
    page = uploaded(GOOD.encode())
    assert page.session_state["network file problem"] == ""
    token = settings(page)["file"]
    assert token in UPLOADS
    assert settings(page)["label"] == "quality"
    assert settings(page).threshold == 6.0
    next(button for button in page.button if button.label.startswith("Suggested network")).click()
    page = run(page)
    assert settings(page)["batch"] == int(SUGGESTED["batch"])
    assert settings(page)["file"] == token
    assert read({"data": ["file"], "file": [token]})[1] == []


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("wine.csv", b"0" * 5_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b" ", "The file is empty"),
        (GOOD.replace("\n7,49", "\n7,many").encode(), "where a number should be"),
        (b"a,kind\n" + b"1,x\n" * 30, "there is only one class"),
        (GOOD.encode("utf-16"), "UTF-16"),
        (bomb(), "a zip archive"),
        (b"1,2\n" * 20_000, "lines; at most 10,000"),
    ],
    ids=["empty", "text", "one class", "UTF-16", "bomb", "many rows"],
)
def test_a_bad_file_is_refused_in_a_sentence(content, sentence):
    page = uploaded(content)
    (shown,) = (block.proto.body for block in page.get("html") if 'class="problems"' in block.proto.body)
    assert sentence in shown
    assert settings(page)["file"] == ""


@pytest.mark.parametrize(
    ("cells", "threshold"),
    [
        (["3", "5", "6", "7"], "6"),
        (["0", "1", "1"], "none"),
        (["good", "bad", "ugly"], "none"),
        (["1", "2", "3", "nan"], "none"),
        (["2024_1", "2024_2", "2024_3"], "none"),  # are names, as everywhere in a file
        ([str(k) for k in range(10_000)], "5000"),  # no comparison of each with each
    ],
)
def test_numbers_become_two_classes_as_even_as_can_be(cells, threshold):
    assert usual_threshold(cells) == threshold


def test_the_threshold_that_counts_is_the_one_that_is_shown():
    rows = "".join(f"{k},{k % 7},{k}\n" for k in range(1000))
    page = uploaded(f"a,b,price\n{rows}".encode(), "prices.csv")
    assert settings(page).threshold == 500.0  # of a thousand values, more than can be offered
    assert page.selectbox(key="network threshold").value == "500"
    assert page.session_state["network threshold"] == "500"
    page = edited(page, threshold="12.50")  # as a link may have it
    assert page.selectbox(key="network threshold").value == "12.5"
    page.selectbox(key="network threshold").set_value("none")
    page = run(page)
    assert settings(page).threshold is None


@pytest.mark.parametrize(
    "report", [None, 5, {"edits": 3}, {"number": "x", "edits": {"epochs": ["1"]}}, {"edits": {"file": "x" * 500}}]
)
def test_a_hostile_report_changes_nothing(report):
    page = opened()
    before = settings(page).values
    page.session_state["report"] = report
    page = run(page)
    assert settings(page).values == before
