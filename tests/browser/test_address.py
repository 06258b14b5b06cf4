"""The address of the page: reload, back and a copied link restore the same picture; invalid parts are reported."""

import pytest

ADAM = "Adam: learning rate α"
RICH = (
    "surface=easom&optimizers=adagrad,momentum,rmsprop&x=1.9&y=2.7&momentum.learning_rate=0.123&momentum.momentum=0.71"
    "&rmsprop.rho=0.8&inverse_time.decay=0.01&steps=150&noise=0.35&seed=77&metric=distance&scale=log&marks=1&field=1"
    "&speed=2&camera=-1,-1.5,1,0,0,-0.1,0,0,1&zoom=1,5,1.5,5.5&step=60"
)


def pictures(lab):
    lab.drawn().until("!document.querySelector('.stage').stage.clock.playing")
    return {view: lab.drawing(view) for view in ("surface3d", "map", "curve")}


def test_a_copied_link_shows_the_identical_picture(visit):
    first = visit(RICH)  # after another scene
    second = visit(first.page.evaluate("location.search").removeprefix("?"), fresh=True)
    assert first.address() == second.address()
    for part in RICH.split("&"):
        name, value = part.split("=")
        assert first.address()[name] == value
    assert pictures(first) == pictures(second)


def test_reload_shows_the_identical_picture(visit):
    lab = visit(RICH, fresh=True)
    before, url = pictures(lab), lab.page.url
    lab.page.reload()
    lab.drawn()
    assert lab.page.url == url
    assert pictures(lab) == before


def test_back_and_forward(visit):
    lab = visit(fresh=True)
    before = lab.page.url
    field = lab.field(ADAM)
    field.fill("0.5")
    lab.changes(lambda: field.press("Enter"))
    lab.parameter("adam.learning_rate", "0.5")
    lab.changes(lab.page.go_back)
    lab.parameter("adam.learning_rate", "0.1")
    assert lab.page.url == before
    assert field.input_value() == "0.1"
    lab.changes(lab.page.go_forward)
    lab.parameter("adam.learning_rate", "0.5")
    assert field.input_value() == "0.5"


def test_back_brings_the_whole_picture_back(lab):
    before, address = pictures(lab), lab.address()
    lab.field(ADAM).fill("0.5")
    lab.changes(lambda: lab.field(ADAM).press("Enter"))
    lab.parameter("adam.learning_rate", "0.5")
    lab.stage("stage.surface3d.zoom(1.35)")
    lab.until("new URLSearchParams(location.search).has('camera')")
    lab.page.get_by_role("button", name="Play (Space)").click()
    lab.changes(lab.page.go_back)
    lab.parameter("adam.learning_rate", "0.1")
    assert lab.address() == address
    assert pictures(lab) == before


def test_a_change_right_after_going_back_is_an_entry_of_its_own(visit):
    lab = visit("adam.learning_rate=0.2")
    field = lab.field(ADAM)
    for rate in ("0.5", "0.6"):
        field.fill(rate)
        lab.changes(lambda: field.press("Enter"))
        lab.parameter("adam.learning_rate", rate)
        lab.changes(lab.page.go_back)
        lab.parameter("adam.learning_rate", "0.2")


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        (
            "surface=nowhere&optimizers=adam,evil&x=nan&y=1e999&seed=&steps=99999",
            (
                "surface “nowhere” is unknown",
                "names “evil”, which is unknown",
                "x “nan” is not a number. Using 4 instead",
                "y “1e999” is outside -5 to 5",
                "seed is empty. Using 0 instead",
                "steps “99999” is outside 1 to 5000. Using 200 instead",
            ),
        ),
        (
            "seed=1&seed=2&camera=1,2,3&nonsense=1&x=%3Cscript%3Ealert(1)%3C/script%3E",
            (
                "seed appears 2 times. Using 0 instead",
                "camera “1,2,3” needs 9 numbers",
                "Ignored an unknown setting in the link: “nonsense”",
                "x “<script>alert(1)</script>” is not a number",
            ),
        ),
        (
            "surface=" + 60_000 * "x",
            ("surface “xxxxx", "is too long: 60000 characters. Using matyas instead"),
        ),  # the server accepts 64 kB
    ],
)
def test_bad_input_is_named_and_the_rest_is_kept(visit, query, sentences):
    lab = visit(f"{query}&gradient_descent.learning_rate=0.012", fresh=True)
    problems = lab.page.inner_text(".problems")
    for sentence in sentences:
        assert sentence in problems
    assert lab.address()["gradient_descent.learning_rate"] == "0.012"
    assert lab.page.get_by_test_id("stException").count() == 0
