"""Straight-line code and how it is written: equal values are computed once, and those that one branch needs only there."""

import numpy as np
import pytest

from optimizers._programs import javascript
from optimizers._programs.symbols import Symbol
from surfaces._code import Code, needed

NAMES = {"x": "x", "y": "y"}


@pytest.fixture
def code():
    return Code()


def written(*ends):
    return javascript.lines(needed(ends), NAMES, ends)


def test_the_same_operation_on_the_same_values_is_one_value_and_the_order_counts(code):
    x, y = code.input("x"), code.input("y")
    assert code.apply("subtract", x, y) is code.apply("subtract", x, y)
    assert code.apply("subtract", x, y) is not code.apply("subtract", y, x)


def test_a_product_with_one_is_the_other_factor_and_with_two_is_not(code):
    x = code.input("x")
    assert code.apply("multiply", code.number(1.0), x) is x
    assert code.apply("multiply", x, code.number(2.0)) is not x


def choice(code, condition, yes, no):
    return code.apply("where", condition, yes, no)


def test_what_one_side_of_a_choice_asks_for_is_computed_there(code):
    x = code.input("x")
    negative = code.apply("less", x, code.number(0.0))
    end = choice(code, negative, code.apply("sin", x), code.apply("cos", x))
    text = written(end)
    assert [line.strip() for line in text if "Math" in line] == ["const v3 = Math.sin(x);", "const v4 = Math.cos(x);"]
    assert text[text.index(f"if (v{negative.place}) {{") + 1].startswith("  const v3 = Math.sin")
    assert text[text.index("} else {") + 1].startswith("  const v4 = Math.cos")


@pytest.mark.parametrize("use", ["wanted", "the condition", "both sides", "beyond the choice", "two choices"])
def test_what_is_asked_for_in_any_case_is_computed_before(code, use):
    x, y = code.input("x"), code.input("y")
    sine = code.apply("sin", x)
    condition = code.apply("less", sine if use == "the condition" else y, code.number(0.0))
    end = choice(code, condition, sine, code.apply("negative", sine) if use == "both sides" else y)
    ends = [end]
    if use == "wanted":
        ends.append(sine)
    if use == "beyond the choice":
        ends.append(code.apply("add", sine, end))
    if use == "two choices":
        ends.append(choice(code, code.apply("less", x, y), y, sine))
    assert f"const v{sine.place} = Math.sin(x);" in written(*ends)  # not indented, because it is unconditional


def test_choices_within_choices_are_nested(code):
    x, y = code.input("x"), code.input("y")
    zero = code.number(0.0)
    inner = choice(code, code.apply("less", y, zero), code.apply("exp", y), y)
    end = choice(code, code.apply("less", x, zero), inner, x)
    (line,) = [line for line in written(end) if "Math.exp" in line]
    assert line.startswith("    const")


def test_an_array_changed_in_place_is_another_symbol_from_then_on(code):
    x = Symbol.inputs(code, ["x"])
    before, squared = x, x
    squared *= squared
    found = np.zeros(1, dtype=bool)
    found |= squared <= 4.0
    assert before.nodes[0].node is code.input("x")
    assert (squared.nodes[0].node.operation, found.nodes[0].node.operation) == ("multiply", "less_equal")
