"""Nothing is lost when the server is restarted, when the network fails, or when the page is loaded again."""

from pathlib import Path

import pytest

from tests.browser.lab import Lab, Server
from tests.browser.test_prediction import link

CONNECTED = """() => document.querySelector('[data-testid=stApp]').getAttribute('data-test-connection-state') === 'CONNECTED'"""
LATER = "Adam, from step 50: learning rate α"
EXPECTED = (
    "WebSocket onclose",
    "ERR_CONNECTION_REFUSED",
    "ERR_FAILED",
    "ERR_INTERNET_DISCONNECTED",
    "Cannot send rerun",
    "No response received",
    "Streamlit server is not responding",  # if the restart takes long
)


@pytest.fixture
def own(tmp_path: Path, windows):
    """A server of one's own and a page of it; its console may complain that the server was gone, and of nothing else."""
    server = Server(tmp_path / "log.txt")
    lab = Lab(windows(width=1280, height=800), server.url)
    try:
        server.wait()
        yield server, lab
        assert [text for text in lab.complaints if not any(hint in text for hint in EXPECTED)] == []
    finally:
        lab.page.close()
        server.stop()


def restart(server: Server, lab: Lab) -> None:
    server.process.kill()
    server.process.wait(30)
    lab.until(f"() => !({CONNECTED})()")
    before = lab.stage("stage.reports.number")
    server.start()
    server.wait()
    lab.until(CONNECTED)
    lab.until("(before) => document.querySelector('.stage').stage.reports.number > before", before)
    lab.at_rest()


def test_a_session_that_is_born_again_goes_on_where_the_page_is(own):
    server, lab = own
    lab.open("surface=bowl&optimizers=adam&steps=150")
    lab.slider("Adam: learning rate α").focus()
    lab.changes(lambda: lab.page.keyboard.press("ArrowRight"))
    lab.slider("Run: steps").focus()
    lab.changes(lambda: lab.page.keyboard.press("ArrowRight"))
    lab.at_rest()
    lab.stage("stage.clock.set(50)")
    lab.page.get_by_role("button", name="Change from here").click()
    lab.slider(LATER).wait_for()
    lab.slider(LATER).focus()
    lab.changes(lambda: lab.page.keyboard.press("ArrowRight"))
    lab.stage("stage.surface3d.turn(0.5, 0.2)")
    lab.until("location.search.includes('camera=')")
    lab.at_rest()
    before, visit = lab.address(), lab.stage("stage.visit")
    assert before["changes"].startswith("50:adam.learning_rate:")
    assert before["adam.learning_rate"] == "0.11"
    restart(server, lab)
    assert lab.address() == before
    assert lab.stage("stage.visit") == visit
    lab.slider(LATER).focus()
    lab.changes(lambda: lab.page.keyboard.press("ArrowRight"))  # the first edit after the restart, still from step 50 on
    lab.at_rest()
    after = lab.address()
    assert after.pop("changes") != before.pop("changes")
    assert after == before


def test_a_lesson_and_a_prediction_outlive_a_restart_and_a_reload(own):
    server, lab = own
    lab.open(link("ravine", 2), "lessons")
    lab.page.locator(".prediction .option").first.click()
    answers = lab.stage("stage.prediction.answers")
    assert len(answers) == 1
    restart(server, lab)
    assert lab.stage("[stage.prediction.answers, stage.prediction.state]") == [answers, "hidden"]
    lab.page.reload()
    lab.drawn()
    assert lab.stage("[stage.prediction.answers, stage.prediction.state]") == [answers, "hidden"]
    lab.stage("(stage.prediction.reveal(), stage.clock.toEnd())")
    lab.until("document.querySelector('.stage').stage.prediction.state === 'revealed'")
    score = lab.page.locator(".tally").text_content()
    assert score
    lab.page.reload()
    lab.drawn()
    assert lab.stage("[stage.prediction.answers, stage.prediction.state]") == [answers, "revealed"]
    assert lab.page.locator(".tally").text_content() == score
    restart(server, lab)
    lab.changes(lambda: lab.page.get_by_role("button", name="← Previous").click())  # the first press has an effect
    lab.until("!location.search.includes('scene=2')")


def test_the_network_outlives_a_restart(own):
    server, lab = own
    lab.page.goto(f"{server.url}network?epochs=40&points=60&optimizers=adam")
    lab.page.wait_for_selector(".network .stage[data-drawn]")
    lab.slider("Adam: learning rate α").focus()
    lab.page.keyboard.press("ArrowRight")
    lab.parameter("adam.learning_rate", "0.011")
    lab.at_rest()
    before = lab.address()
    restart(server, lab)
    lab.until("!document.querySelector('.network.busy')")
    assert lab.address() == before
    lab.slider("Adam: learning rate α").focus()
    lab.page.keyboard.press("ArrowRight")
    lab.parameter("adam.learning_rate", "0.012")
    assert lab.address() == {**before, "adam.learning_rate": "0.012"}


def test_a_surface_or_qr_code_that_fails_to_load_is_reported_and_retried(visit):
    lab = visit(fresh=True)
    blocked = [True]
    lab.page.route("**/terrain/**", lambda route: route.abort() if blocked else route.continue_())
    lab.page.route("**/code.svg**", lambda route: route.abort() if blocked else route.continue_())
    lab.page.evaluate("history.pushState({}, '', '/?surface=easom'); dispatchEvent(new PopStateEvent('popstate', {state: {}}))")
    lab.page.get_by_text("The surface could not be fetched: the server does not answer.").wait_for()
    assert not lab.page.locator(".view.map").is_visible()
    blocked.clear()
    lab.page.get_by_role("button", name="Try again").click()
    lab.until(
        "document.querySelector('.stage').stage.scene.surface === 'easom' && document.querySelector('.stage').stage.ready"
    )
    assert lab.page.locator(".view.map").is_visible()
    blocked.append(True)
    lab.page.keyboard.press("q")
    lab.page.get_by_text("The code could not be fetched").wait_for()
    blocked.clear()
    lab.page.get_by_role("button", name="Try again").click()
    lab.page.locator(".sheet .code img").wait_for()
    lab.complaints = [text for text in lab.complaints if "ERR_FAILED" not in text]


def test_a_result_or_training_that_fails_to_load_is_reported_and_retried(visit):
    lab = visit("surface=bowl&optimizers=adam&steps=50", "learning-rate", fresh=True).panels()
    blocked = [True]
    proxy = {"status": 502, "content_type": "text/html", "body": "<html><h1>502 Bad Gateway</h1></html>"}
    lab.page.route("**/lab/sweep/**", lambda route: route.fulfill(**proxy) if blocked else route.continue_())
    lab.page.route("**/network/training/**", lambda route: route.abort() if blocked else route.continue_())
    lab.slider("Run: steps").focus()
    lab.changes(lambda: lab.page.keyboard.press("ArrowRight"))
    panel = lab.page.locator(".panel.sweep")
    panel.get_by_text("The server cannot answer now (502).").wait_for()
    blocked.clear()
    panel.get_by_role("button", name="Try again").click()
    lab.panels()
    blocked.append(True)
    lab.page.get_by_role("link", name="Network", exact=True).first.click()
    lab.page.get_by_text("The server does not answer.").wait_for()
    blocked.clear()
    lab.page.locator(".network .status").get_by_role("button", name="Try again").first.click()
    lab.page.locator(".network[data-drawn] .stage[data-drawn]").wait_for()
    assert lab.page.get_by_role("button", name="Try again").count() == 0
    lab.complaints = [text for text in lab.complaints if "ERR_FAILED" not in text and "502" not in text]


def test_a_frame_description_that_fails_to_load_is_reported_and_retried(visit):
    lab = visit("surface=bowl&optimizers=adam&steps=50", "learning-rate", fresh=True).panels()
    blocked = [True]
    lab.page.route("**/lab/frame/**", lambda route: route.abort() if blocked else route.continue_())
    lab.page.get_by_role("slider", name="Value to try").fill("80")
    sentence = lab.page.locator(".stage .sentence")
    sentence.get_by_text("The server does not answer.").wait_for()
    blocked.clear()
    sentence.get_by_text("Adam").and_(lab.page.get_by_text("converge")).wait_for()
    assert "The server" not in sentence.inner_text()
    lab.complaints = [text for text in lab.complaints if "ERR_FAILED" not in text]


def test_keys_before_the_stage_is_drawn_do_nothing(visit, windows, server):
    lab = Lab(windows(width=1280, height=800), server.url)
    lab.page.route("**/terrain/**", lambda route: None)  # never answered
    lab.page.goto(server.url)
    lab.page.wait_for_selector(".stage .transport")
    for key in "wqchus?":
        lab.page.keyboard.press(key)
    assert lab.page.locator("dialog[open]").count() == 0
    assert lab.complaints == []
    lab.page.close()


def test_an_embedded_page_stays_one(visit):
    lab = visit("surface=bowl&embed=true", fresh=True)
    assert lab.address()["embed"] == "true"
    lab.slider("Adam: learning rate α").focus()
    lab.changes(lambda: lab.page.keyboard.press("ArrowRight"))
    lab.parameter("adam.learning_rate", "0.11")
    assert lab.address()["embed"] == "true"
    assert lab.page.locator(".problems").count() == 0


def test_an_unknown_page_shows_a_message(server):
    with pytest.raises(OSError, match="404"):
        server.fetch("nosuch")
