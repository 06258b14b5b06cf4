"""Synthetic data sets, splits that leak nothing from the held-out part, and files that are read, or refused with a sentence."""

import io
import tracemalloc
import zipfile

import numpy as np
import pytest

from surfaces.networks import RECIPES, Dataset, TableError, read_table, split
from surfaces.networks.data._table import MAX_ROWS

GOOD = "a,b,kind\n" + "".join(f"{k},{k * k},{'odd' if k % 2 else 'even'}\n" for k in range(20))


@pytest.mark.parametrize("key", RECIPES)
@pytest.mark.parametrize("arms", [2, 3])
def test_made_data_is_the_same_for_the_same_numbers(key, arms):
    recipe = RECIPES[key]
    first, again, other = (recipe.dataset(90, 0.1, seed, arms) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.inputs, again.inputs)
    assert not np.array_equal(first.inputs, other.inputs)
    assert first.inputs.shape == (2, 90)
    assert len(first.classes) == len(set(first.labels.tolist())) == (arms if recipe.has_arms else 2)
    calm = recipe.dataset(90, 0.0, 1, arms)
    assert np.abs(calm.inputs).max() < 1.6
    assert np.std(first.inputs - calm.inputs) == pytest.approx(0.1, rel=0.3)


def test_the_data_have_their_shapes():
    spiral, circles, xor = (RECIPES[key].dataset(200, 0.0, 0) for key in ("spiral", "circles", "xor"))
    radius = np.hypot(*spiral.inputs)
    assert np.all(np.diff(radius[spiral.labels == 0]) > 0.0)  # outwards along an arm
    np.testing.assert_allclose(spiral.inputs[:, 0::2], -spiral.inputs[:, 1::2], atol=1e-12)  # the other arm is its mirror image
    assert np.hypot(*circles.inputs)[circles.labels == 0].max() < np.hypot(*circles.inputs)[circles.labels == 1].min()
    np.testing.assert_array_equal(xor.labels == 1, xor.inputs[0] * xor.inputs[1] < 0.0)


def test_what_is_held_out_is_another_part_and_scaled_by_what_is_not():
    data = Dataset(np.arange(40.0).reshape(2, 20) ** 2, np.arange(20) % 2)
    parts = split(data, 0.25, seed=0)
    assert (len(parts.train), len(parts.test)) == (15, 5)
    np.testing.assert_allclose(parts.train.inputs.mean(axis=1), 0.0, atol=1e-12)
    np.testing.assert_allclose(parts.train.inputs.std(axis=1), 1.0)
    both = np.concatenate([parts.train.inputs, parts.test.inputs], axis=1) * parts.scale[:, None] + parts.middle[:, None]
    np.testing.assert_allclose(np.sort(both, axis=1), np.sort(data.inputs, axis=1), atol=1e-9)
    changed = Dataset(data.inputs.copy(), data.labels)
    held = split(Dataset(np.arange(20.0)[None], data.labels), 0.25, 0, "none").test.inputs[0].astype(int)
    changed.inputs[:, held] *= 1000.0
    np.testing.assert_array_equal(split(changed, 0.25, 0).train.inputs, parts.train.inputs)  # the scaling ignores held-out data
    unit = split(data, 0.25, 0, "unit").train.inputs
    assert (unit.min(), unit.max()) == (0.0, 1.0)


def test_clipped_one_wrong_cell_does_not_press_all_others_into_one():
    inputs = np.linspace(0.0, 1.0, 400)[None].repeat(2, axis=0)
    inputs[0, [7, 80, 200]] = 1e15
    spreads = {
        scaling: split(Dataset(inputs, np.arange(400) % 2), 0.25, 0, scaling).train.inputs.std(axis=1)
        for scaling in ("unit", "clipped")
    }
    assert spreads["unit"][0] < 0.1 < spreads["unit"][1]
    np.testing.assert_allclose(spreads["clipped"][0], spreads["clipped"][1], rtol=0.05)


def test_a_part_is_never_empty_and_a_constant_feature_is_no_division_by_zero():
    data = Dataset(np.ones((1, 3)), np.array([0, 1, 0]))
    for share in (0.0, 0.999):
        parts = split(data, share, 0)
        assert len(parts.train) > 0
        assert len(parts.test) > 0
        assert np.all(np.isfinite(parts.train.inputs))


@pytest.mark.parametrize("scaling", ["standard", "unit", "clipped"])
def test_a_feature_that_is_constant_in_training_is_not_scaled_by_rounding(scaling):
    inputs = np.full((1, 40), 0.1)  # whose mean is rounded, so that their deviation is 1e-17
    inputs[0, np.random.default_rng([0, 1]).permutation(40)[0]] = 0.3  # is held out
    parts = split(Dataset(inputs, np.arange(40) % 2), 0.25, 0, scaling)
    assert np.ptp(parts.train.inputs) == 0.0
    assert np.ptp(parts.test.inputs) == pytest.approx(0.2)


# Files


def test_a_table_is_read():
    table = read_table(GOOD.encode())
    assert table.names == ("a", "b", "kind")
    data = table.dataset("kind")
    assert (data.features, data.classes) == (("a", "b"), ("even", "odd"))
    np.testing.assert_array_equal(data.inputs, [np.arange(20), np.arange(20) ** 2])
    np.testing.assert_array_equal(data.labels, np.arange(20) % 2)
    by_number = read_table(GOOD.replace("odd", "1").replace("even", "0").encode())
    assert by_number.dataset("a", at_least=5).classes == ("a < 5", "a ≥ 5")
    assert by_number.dataset("a", at_least=5.0000001).classes == ("a < 5.0000001", "a ≥ 5.0000001")
    assert by_number.dataset("a", at_least=5).labels.sum() == 15


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_line_ends_quotes_and_a_mark_at_the_start_are_understood(separator, end):
    text = "\ufeff" + GOOD.replace("a,b", '"a",b').replace(",", separator).replace("\n", end) + end + end
    assert len(read_table(text.encode()).dataset("kind")) == 20


def test_without_names_columns_are_numbered():
    table = read_table("\n".join(f"{k},{k % 2}" for k in range(12)).encode())
    assert table.names == ("column 1", "column 2")
    assert len(table.dataset("column 2")) == 12


def test_what_a_spreadsheet_leaves_empty_is_left_out():
    lines = GOOD.splitlines()
    wider = "\n".join([f"{lines[0]},,", "", *(f"{line},," for line in lines[1:]), ",,,,", ",,,,"])
    table = read_table(wider.encode())
    assert table.names == ("a", "b", "kind")
    assert table.rows == read_table(GOOD.encode()).rows
    assert table.lines == tuple(range(3, 23))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (GOOD, "kind"),
        ("\n".join(",".join(reversed(line.split(","))) for line in GOOD.splitlines()), "kind"),  # the first column
        (GOOD.replace("odd", "1").replace("even", "0"), "kind"),  # numbers only: the last
        (
            "\n".join(f"row{place},{line}" for place, line in enumerate(GOOD.splitlines())),
            "kind",
        ),  # row names are not classes
        (GOOD.replace("kind", "c,kind").replace(",odd", ",u,odd").replace(",even", ",v,even"), "kind"),  # either may be meant
    ],
)
def test_the_classes_are_the_only_column_of_words_or_the_last(text, label):
    assert read_table(text.encode()).usual_label == label


def test_classes_that_are_the_same_number_are_one():
    data = read(GOOD.replace("even", "1").replace("5,25,odd", "5,25,1.0").replace("odd", "2").encode())
    assert data.classes == ("1", "2")
    assert data.labels[5] == data.labels[0] == 0


def zipped():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("wine.csv", b"0" * 50_000_000)
    return file.getvalue()


def read(content, label="kind", at_least=None):
    return read_table(content).dataset(label, at_least)


BAD = {
    "empty": (b"", "The file is empty"),
    "blank": (b" \n\n ", "The file is empty"),
    "no label": (GOOD.replace("kind", "sort").encode(), "There is no column “kind”.*“a”, “b”, “sort”"),
    "text": (GOOD.replace("7,49", "7,many").encode(), "text, “many”, where a number should be in line 9, column “b”"),
    "digits in groups": (GOOD.replace("7,49", "7,1_000").encode(), "text, “1_000”, where a number should be in line 9"),
    "gap": (GOOD.replace("7,49", "7,").encode(), "A cell is empty in line 9, column “b”"),
    "not a number": (GOOD.replace("7,49", "7,nan").encode(), "A number is missing in line 9, column “b”"),
    "huge": (GOOD.replace("7,49", "7,1e300").encode(), "“1e300” in line 9, column “b” is too large"),
    "infinite": (GOOD.replace("7,49", "7,-inf").encode(), "“-inf” in line 9"),
    "text behind an empty line": (GOOD.replace("7,49", "\n7,many").encode(), "text, “many”, .* in line 10, column “b”"),
    "text behind a cell of two lines": (GOOD.replace("6,36", '6,"3\n6"').encode(), "text, “3·6”, .* in line 9, column “b”"),
    "an open quote": (GOOD.replace("7,49", '7,"49').encode(), "not a table of text: unexpected end of data"),
    "nothing in its cells": (b",,\n,,\n", "contains no data"),
    "one row": (GOOD[:17].encode(), "There is 1 row of examples"),
    "comma": (GOOD.replace(",", ";").replace("7;49", "7;4,9").encode(), "decimal commas are not read"),
    "one class": (GOOD.replace("odd", "even").encode(), "there is only one class"),
    "many classes": ("a,kind\n" + "".join(f"{k},{k}\n" for k in range(50)), "50 different values; at most 10"),
    "one column": ("kind\n" + "1\n" * 30, "only one column"),
    "columns": (",".join(["1"] * 100) + "\n", "There are 100 columns; at most 64"),
    "ragged": (GOOD + "1,2\n", "Line 22 has 2 cells, and the first has 3"),
    "few": (GOOD[:30], "There are . rows of examples; at least 10"),
    "twice": (GOOD.replace("a,b", "b,b"), "Two columns are called “b”"),
    "long": (b"1,2\n" * (MAX_ROWS + 2), "lines; at most 10,000"),
    "a million rows": (b"1,2,0\n" * 1_000_000, "6,000,000 bytes; at most 2,000,000"),
    "UTF-16": (GOOD.encode("utf-16"), "UTF-16"),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), "UTF-16"),
    "Latin": (GOOD.replace("kind", "güte").encode("latin-1"), "not in UTF-8: byte"),
    "zip bomb": (zipped(), "a zip archive, not a CSV"),
    "gzip": (b"\x1f\x8b" + b"\0" * 100, "a gzip archive"),
    "binary": (b"a,b\n" + b"\0" * 1000, "binary data"),
    "quote": (b'a,b\n"' + b"x" * 200_000, "not a table of text"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_one_sentence(case):
    content, sentence = BAD[case]
    with pytest.raises(TableError, match=sentence) as refused:
        read(content if isinstance(content, bytes) else content.encode())
    assert len(str(refused.value)) < 400
    assert str(refused.value).endswith((".", ")."))


def test_a_threshold_needs_numbers_and_both_sides():
    table = read_table(GOOD.encode())
    with pytest.raises(TableError, match=r"text, “even”"):
        table.dataset("kind", at_least=1.0)
    numbers = read_table(GOOD.replace("odd", "1").replace("even", "0").encode())
    for threshold, side in ((5.0, "below 5"), (-1.0, "at least -1")):
        with pytest.raises(TableError, match=side):
            numbers.dataset("kind", at_least=threshold)


def test_what_a_bomb_would_unfold_to_is_never_in_memory():
    bomb = zipped()
    tracemalloc.start()
    with pytest.raises(TableError):
        read(bomb)
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_names_from_outside_are_short_and_printable():
    table = read_table(GOOD.replace("kind", "k\x07" + "x" * 100).encode())
    assert len(table.names[-1]) == 40
    assert table.names[-1].isprintable()
