"""What a parameter accepts, what it refuses, and its messages: every text is untrusted."""

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from components.state.parameter_types import LONGEST, NUMBER, Choice, Integer, Number, Numbers, Several, decimal, known, quote

HALF = Number(0.5, 0.1, 2.0)
DECAY = Number(0.0, 1e-4, 1.0, zero=True)
WHOLE = Integer(200, 1, 5000)
COLOR = Choice("red", {"red": "Red", "blue": "Blue"})
COLORS = Several(("red",), {"red": "Red", "green": "Green", "blue": "Blue", "gray": "Gray"}, most=3)
PAIR = Numbers(2, limit=100.0)

# Texts that Python, JavaScript or a careless reader would accept as numbers, but this page does not.
NO_NUMBERS = [
    *("nan", "NaN", "-nan", "inf", "-inf", "+inf", "Infinity", "infinity"),
    *("", " ", " 1", "1 ", "1\n", "\n1", "\t1", "1\x00", "\x001", "\ufeff1", "1\u200b", "1 000", "1\u00a0000"),
    *("1_000", "1,000", "1,5", "1;5", "1'000", "1/2", "1%", "$1", "1:2"),
    *("١", "１", "۱۲", "²", "½", "Ⅷ", "一", "1²", "−1", "–1", "∞", "1·5", "🙂"),
    *("0x10", "0X1F", "0b1", "0o7", "1L", "1f", "1d3", "1j", "0x1p3", "1e", "e5", "1e+", "1e1.5", "1e1e1", "1E 5"),
    *(".", "+", "-", "", "+-1", "--1", "++1", "1-", "1.2.3", "..1", ".e1"),
    *("None", "none", "null", "undefined", "true", "True", "[1]", "{}", '"1"', "1+1", "__import__('os')", "<b>1</b>"),
]
NO_INTEGERS = [*NO_NUMBERS, "1.0", "1.", ".5", "1e3", "9" * 19, "0" * 18 + "1", "9" * LONGEST]
finite = st.floats(allow_nan=False, allow_infinity=False)
often = settings(max_examples=300, deadline=None)  # a slow machine must not fail the test


# Number


@pytest.mark.parametrize("parameter_type", [HALF, DECAY], ids=["plain", "with zero"])
@pytest.mark.parametrize("text", NO_NUMBERS, ids=ascii)
def test_text_that_is_not_a_decimal_number_is_rejected(parameter_type, text):
    with pytest.raises(ValueError, match=r"^is not a number$"):
        parameter_type.read(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1.0),
        ("+1", 1.0),
        ("1.", 1.0),
        (".5", 0.5),
        ("+.5e0", 0.5),
        ("1e0", 1.0),
        ("1E-1", 0.1),
        ("007e-1", 0.7),
        ("0.1", 0.1),
        ("2", 2.0),
        ("2.0000000000000000001", 2.0),
        ("1" + "0" * 200 + "e-200", 1.0),
        ("0" * 250 + "1", 1.0),
    ],
    ids=ascii,
)
def test_every_way_to_write_a_number_is_read(text, number):
    assert HALF.read(text) == number


@pytest.mark.parametrize("text", ["1e999", "-1e999", "9" * LONGEST, "1e-999", "-0.5", "0", "-0", "3", "1e400", "0.09", "2.001"])
def test_a_number_out_of_range_is_rejected_with_the_range(text):
    with pytest.raises(ValueError, match=r"^is outside 0\.1 to 2$"):
        HALF.read(text)


def test_the_bounds_belong_to_the_range_and_their_neighbors_do_not():
    assert HALF.read(decimal(0.1)) == 0.1
    assert HALF.read(decimal(2.0)) == 2.0
    for beyond in (math.nextafter(0.1, 0.0), math.nextafter(2.0, 3.0)):
        with pytest.raises(ValueError, match="outside"):
            HALF.read(decimal(beyond))


@pytest.mark.parametrize("text", ["0", "-0", "+0", "0.0", "-0.0", "0e5", "-0e-5", "-1e-999", "1e-999"])
def test_zero_beside_the_range_is_read_where_it_is_allowed_and_has_no_sign(text):
    number = DECAY.read(text)
    assert number == 0.0
    assert math.copysign(1.0, number) == 1.0


@pytest.mark.parametrize("text", ["1e-5", "-1e-5", "5e-324", "-1", "1.01", "1e999", "-1e999"])
def test_beside_an_allowed_zero_nothing_else_is_allowed(text):
    with pytest.raises(ValueError, match=r"^is outside 0, or 0\.0001 to 1$"):
        DECAY.read(text)


@given(finite, finite, finite)
@often
def test_whatever_is_read_lies_in_the_range_and_whatever_lies_in_it_is_read(a, b, number):
    low, high = sorted((a, b))
    parameter_type = Number(low, low, high)
    if low <= number <= high:
        assert parameter_type.read(parameter_type.write(number)) == number
    else:
        with pytest.raises(ValueError, match=r"^is outside "):
            parameter_type.read(decimal(number))


# Integer


@pytest.mark.parametrize("text", NO_INTEGERS, ids=ascii)
def test_text_that_is_not_a_whole_number_is_rejected(text):
    with pytest.raises(ValueError, match=r"^is not a whole number$"):
        WHOLE.read(text)


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("5000", 5000), ("+17", 17), ("0042", 42)])
def test_whole_numbers_are_read_as_such(text, number):
    assert WHOLE.read(text) == number
    assert type(WHOLE.read(text)) is int


@pytest.mark.parametrize("text", ["0", "-0", "-1", "5001", "9" * 18, "-" + "9" * 18])
def test_a_whole_number_out_of_range_is_rejected_with_the_range(text):
    with pytest.raises(ValueError, match=r"^is outside 1 to 5000$"):
        WHOLE.read(text)


@given(st.integers(1, 5000))
@often
def test_whole_numbers_come_back(number):
    assert WHOLE.read(WHOLE.write(number)) == number


# Choice and Several


@pytest.mark.parametrize(
    "text", ["", "Red", "RED", " red", "red ", "red,blue", "rеd", "red\x00", "none", "0", "_surface", "../red"]
)
def test_an_unknown_choice_is_rejected_with_the_known_ones(text):
    with pytest.raises(ValueError, match=r"^is unknown; available: red, blue$"):
        COLOR.read(text)


def test_of_many_options_those_that_look_alike_are_named():
    many = dict.fromkeys(["apple", "banana", "pear", "plum", *(f"kind_of_cabbage_{number}" for number in range(40))], "")
    assert known(many, "appel").startswith("apple, ")
    assert known(many, "").endswith(" and 39 more")
    assert known(dict.fromkeys("abc", ""), "x") == "a, b, c"


def test_a_known_choice_is_itself():
    assert [COLOR.read(COLOR.write(key)) for key in COLOR.options] == ["red", "blue"]


@pytest.mark.parametrize(
    ("text", "stranger"),
    [
        ("", "“”"),
        (",", "“”"),
        ("red,", "“”"),
        (",red", "“”"),
        ("red,,blue", "“”"),
        ("red, blue", "“ blue”"),
        ("Red", "“Red”"),
        ("red,none", "“none”"),
        ("red;blue", "“red;blue”"),
        ("red,\x1b[31m", "“·[31m”"),
        ("red," + "x" * 99, "“" + "x" * 37 + "…”"),
    ],
    ids=ascii,
)
def test_the_first_unknown_one_of_several_is_quoted(text, stranger):
    with pytest.raises(ValueError, match=r"^names ") as caught:
        COLORS.read(text)
    assert str(caught.value) == f"names {stranger}, which is unknown; available: red, green, blue, gray"


def test_too_many_are_counted():
    with pytest.raises(ValueError, match=r"^names 4, but only 3 are allowed at once$"):
        COLORS.read("red,green,blue,gray")


@pytest.mark.parametrize(
    ("text", "chosen"),
    [("none", ()), ("blue", ("blue",)), ("blue,red", ("red", "blue")), ("red,red,red,red,red", ("red",))],
)
def test_several_come_in_the_order_of_the_options_and_once_each(text, chosen):
    assert COLORS.read(text) == chosen
    assert COLORS.read(COLORS.write(chosen)) == chosen


def test_none_at_all_is_written_as_a_word():
    assert COLORS.write(()) == "none"


# Numbers


@pytest.mark.parametrize("text", ["", "1", "1,2,3", "1;2", ",".join("1" * 150), "none"])
def test_another_count_of_numbers_is_refused(text):
    with pytest.raises(ValueError, match=r"^needs 2 numbers separated by commas$"):
        PAIR.read(text)


@pytest.mark.parametrize("text", [",", "1,", ",1", "1, 2", "nan,1", "1,inf", "1,0x10", "(1,2)", "1,２"])
def test_each_of_several_numbers_has_to_be_one(text):
    with pytest.raises(ValueError, match=r"^is not a number$"):
        PAIR.read(text)


@pytest.mark.parametrize("text", ["1,1e999", "-1e999,1", "100.1,0", "0,-101"])
def test_each_of_several_numbers_has_a_size(text):
    with pytest.raises(ValueError, match=r"^is outside -100 to 100$"):
        PAIR.read(text)


@given(st.tuples(*[st.floats(-100.0, 100.0)] * 2))
@often
def test_several_numbers_come_back(numbers):
    assert PAIR.read(PAIR.write(numbers)) == numbers


# decimal


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.05, "0.05"),
        (1e-08, "1e-8"),
        (200.0, "200"),
        (200, "200"),
        (-7.0, "-7"),
        (0.0, "0"),
        (-0.0, "0"),
        (0.5, "0.5"),
        (1e-12, "1e-12"),
        (1.5e300, "1.5e300"),
        (1e22, "1e22"),
        (-2.5e-07, "-2.5e-7"),
        (999999.0, "999999"),
        (1 / 3, repr(1 / 3)),
        (5e-324, "5e-324"),
        (123456789012345.0, "123456789012345"),
        (0.1 + 0.2, "0.30000000000000004"),
    ],
)
def test_decimals_are_written_as_a_reader_writes_them(number, text):
    assert decimal(number) == text


@given(finite)
@example(1e15)
@example(2.0**53 + 2)
@example(1.7976931348623157e308)
@often
def test_a_decimal_reads_back_exactly_and_is_no_longer_than_pythons(number):
    text = decimal(number)
    assert float(text) == number
    assert NUMBER.fullmatch(text)
    assert len(text) <= len(repr(number))
    assert "+" not in text  # in an address it would need escaping


# quote


@pytest.mark.slow
@given(
    st.text() | st.text(st.characters(max_codepoint=0x9F)) | st.text(st.sampled_from("`\u202e\u2028\ufeff\ud800\x1b\n<>&'\""))
)
@example("x" * 40)
@example("x" * 41)
@example("\n" * 1000)
@often
def test_a_quotation_is_short_and_holds_nothing_that_acts(text):
    quoted = quote(text)
    assert len(quoted) <= 45
    assert quoted.isprintable()  # no line breaks, escapes, or bidirectional controls
    assert "`" not in quoted
    assert (quoted[0], quoted[-1]) == ("“", "”")


@given(st.text(st.sampled_from("abc <>&'\",;=é漢🙂·"), max_size=40))
@often
def test_a_harmless_quotation_is_the_text_itself(text):
    assert quote(text) == f"“{text}”"


def test_a_long_quotation_ends_in_an_ellipsis():
    assert quote("x" * 100_000) == "“" + "x" * 37 + "…”"
