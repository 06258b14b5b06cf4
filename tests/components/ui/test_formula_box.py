"""The formula box: what is typed is understood and shown, or kept with a sentence that stands once on the page."""

import pytest

from surfaces import LONGEST
from tests.components.pages.test_explore_page import opened, run

LABEL = "f(x, y) ="


def typed(page, text):
    (box,) = [box for box in page.text_input if box.label == LABEL]
    box.set_value(text)
    return run(page)


def box(page):
    return next(box.value for box in page.text_input if box.label == LABEL)


def edges(page):
    return [edge.value for edge in page.number_input]


def messages(page):
    """What is refused in the sidebar, and what stands above the page."""
    return [html.proto.body for html in page.get("html") if 'role="alert"' in html.proto.body]


def understood(page):
    return page.sidebar.markdown[0].value


def test_what_was_understood_is_shown_as_latex_and_the_text_stays_as_it_was_typed():
    page = typed(opened(surface="own"), "f(x, y) = 2x² + |y|")
    assert box(page) == "f(x, y) = 2x² + |y|"
    assert page.session_state.settings["formula"] == box(page)
    assert understood(page) == r"Understood as: $2 \, {x}^{2} + \left|y\right|$"
    assert messages(page) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Type a formula, for example x^2 + 3 sin(y)."),
        ("x + 3,5", "Write 3.5 with a decimal point instead of a comma (column 6)."),
        ("<b>x</b>", "Remove the comparison: a formula is one side only (column 1)."),
        ("log(x - 9)", "The formula “log(x - 9)” cannot be used: f is not finite anywhere in the domain."),
        ("x + " * 300 + "x", f"Shorten this formula of 1201 characters to {LONGEST} (column {LONGEST + 1})."),
    ],
)
def test_what_is_refused_stays_in_the_box_and_the_reason_stands_once(text, sentence):
    page = typed(opened(surface="own", formula="x*y"), text)
    for _ in range(2):  # whatever is done next
        assert box(page) == text
        assert messages(page) == [f'<div class="refused" role="alert"><div>{sentence}</div></div>']
        assert page.session_state.settings["formula"] == "x*y"
        assert understood(page) == r"Still shown: $x \, y$"
        page = run(page)
    page = typed(page, "x*y + 1")
    assert messages(page) == []
    assert box(page) == page.session_state.settings["formula"] == "x*y + 1"


def test_a_domain_that_is_turned_round_on_the_way_to_another_stays_and_so_does_the_formula_that_needs_it():
    page = typed(opened(surface="own", formula="x*y"), "log(x - 9)")
    page.number_input[0].set_value(10.0)
    page = run(page)
    assert edges(page) == [10.0, 5.0, -5.0, 5.0]
    assert box(page) == "log(x - 9)"
    assert len(messages(page)) == 1
    page.number_input[1].set_value(20.0)
    page = run(page)
    assert messages(page) == []
    assert page.session_state.settings["domain"] == (10.0, 20.0, -5.0, 5.0)
    assert page.session_state.settings["formula"] == "log(x - 9)"


def test_what_was_refused_goes_when_the_formula_is_set_from_elsewhere():
    page = typed(opened(surface="own"), "x +")
    page.session_state.settings = page.session_state.settings.replace(formula="y**2")
    page = run(page)
    assert box(page) == "y**2"
    assert messages(page) == []


@pytest.mark.parametrize("text", ["x^2 + 3 sin(y)", "|x| + 50%", "x² + π y", "a&b=c#d+e"])
def test_a_formula_in_the_address_is_the_one_that_was_typed(text):
    page = opened(surface="own", formula=text)
    if "%" in text or "&" in text:
        (sentence,) = messages(page)
        assert "The formula “" in sentence
        assert "Showing x**2+3*sin(y)." in sentence
        assert box(page) == text  # typed text is never lost
        assert understood(page).startswith("Still shown: ")
    else:
        assert box(page) == text
        assert messages(page) == []


def test_a_refused_formula_of_a_link_stays_in_the_box_however_long_with_its_reason_once_until_it_is_mended():
    text = "x^2 + " * 150 + "y^2 = 1"
    page = opened(surface="own", formula=text)
    assert box(page) == text
    (sentence,) = messages(page)
    page.button[0].click()  # after another edit, the message above the page is gone
    page = run(page)
    assert box(page) == text
    assert len(messages(page)) == 1
    page = typed(page, "x^2 + y^2")
    assert messages(page) == []
    assert box(page) == page.session_state.settings["formula"] == "x^2 + y^2"
    assert sentence
