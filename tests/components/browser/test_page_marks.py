"""Style sheets ask for what the page shows by marks on its root, which exist, and not by `:has()`, which is slow there."""

import re

import pytest

from components.web.assets import FILES

STYLES = {name: path.read_text() for name, path in FILES.items() if name.endswith(".css")}
KNOWN = set(re.findall(r'^  "(has-[\w-]+)":', FILES["browser/page_marks.js"].read_text(), re.MULTILINE))
AROUND_CHARTS = r"(?<![\w-])(?:html|body|:root|\.stage|\.network|\.st-key-lesson|&)(?![\w-])"
SLOW = re.compile(rf"{AROUND_CHARTS}[^\s{{}}<>]*(?:\([^)]*)?:has\(")


def test_marks_that_styles_ask_for_are_set_and_those_set_are_asked_for():
    assert {mark for text in STYLES.values() for mark in re.findall(r"\.(has-[\w-]+)", text)} == KNOWN


@pytest.mark.parametrize("name", STYLES)
def test_no_chart_is_in_an_element_whose_style_depends_on_what_it_contains(name):
    assert SLOW.search(STYLES[name]) is None
