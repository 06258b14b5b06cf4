"""Styles of optimizers: eight that are distinguishable on paper and on a dark screen, with and without color blindness."""

import re
import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.plots import palette
from components.plots.figures import PAPER, TEXT
from components.plots.heat_figure import LOST, NEVER
from components.plots.lab_figures import FIVE_COLORS, ON_ZONES, ZONES
from components.plots.palette import OWNERS, STYLES, styles
from components.state.choices import MAX_OPTIMIZERS
from optimizers import OPTIMIZERS

THEMES = ("light", "dark")

# Vision with one type of cone missing: linear RGB to linear RGB at full severity.
# Machado, Oliveira & Fernandes (2009), doi:10.1109/TVCG.2009.113, table 1.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ),
}
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])

# CIE76 distance. Adjacent patches are distinguishable at 2.3; separate thin lines need about ten times as much.
EASY = 20.0


def linear(color):
    channels = np.array([int(color[k : k + 2], 16) for k in (1, 3, 5)]) / 255.0
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """WCAG 2.2: from 1 (the same) to 21 (black on white)."""
    dark, light = sorted(float(linear(color) @ [0.2126, 0.7152, 0.0722]) for color in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    """CIE L*a*b* (D65) of a color in linear RGB."""
    share = TO_XYZ @ np.clip(rgb, 0.0, 1.0) / TO_XYZ.sum(axis=1)
    f = np.where(share > (6 / 29) ** 3, np.cbrt(share), share * (29 / 6) ** 2 / 3 + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one, other, sight):
    return float(np.linalg.norm(lab(SIGHT[sight] @ linear(one)) - lab(SIGHT[sight] @ linear(other))))


def test_contrast_and_lab_agree_with_reference_values():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the well-known gray that just fails 4.5
    np.testing.assert_allclose(lab(linear("#ff0000")), [53.24, 80.09, 67.20], atol=0.02)
    np.testing.assert_allclose(lab(linear("#ffffff")), [100.0, 0.0, 0.0], atol=0.02)
    for matrix in SIGHT.values():
        np.testing.assert_allclose(matrix @ np.ones(3), 1.0, atol=1e-5)  # gray stays gray


# Who gets which


@given(st.lists(st.sampled_from(list(OPTIMIZERS)), unique=True, max_size=MAX_OPTIMIZERS))
@settings(deadline=None)
def test_any_selection_of_optimizers_looks_different(chosen):
    given_styles = list(styles(chosen).values())
    assert list(styles(chosen)) == chosen
    for part in ("light", "dark"):
        assert len({style[part] for style in given_styles}) == len(chosen)
    assert len({(style["dash"], style["marker"]) for style in given_styles}) == len(chosen)


@given(st.lists(st.sampled_from(list(OPTIMIZERS)), unique=True, max_size=MAX_OPTIMIZERS))
@settings(deadline=None)
def test_an_optimizer_keeps_its_style_in_any_race(chosen):
    for key, style in styles(chosen).items():
        assert key not in OWNERS or style == STYLES[OWNERS.index(key)]


@pytest.mark.parametrize("key", OPTIMIZERS)
def test_an_optimizer_that_races_with_one_owner_keeps_the_look_that_it_has_alone(key):
    alone = styles([key])[key]
    for owner, style in zip(OWNERS, STYLES, strict=True):
        if owner != key and style != alone:
            assert styles([key, owner]) == styles([owner, key]) == {key: alone, owner: style}


@given(st.sets(st.integers(0, 99), max_size=MAX_OPTIMIZERS))
@settings(deadline=None)
def test_in_a_larger_registry_all_look_different_still(numbers):
    given_styles = styles(f"optimizer{number}" for number in numbers)
    assert len({style["light"] for style in given_styles.values()}) == len(numbers)


def test_there_are_as_many_looks_as_a_race_may_have_entries():
    assert len(STYLES) == MAX_OPTIMIZERS


def test_every_look_has_an_owner_in_the_registry():
    assert len(set(OWNERS)) == len(STYLES)
    assert set(OWNERS) <= set(OPTIMIZERS)


# How they look


def test_dashes_and_markers_are_those_that_the_browser_draws():
    source = (Path(palette.__file__).parents[1] / "browser" / "styles.js").read_text()
    dashes, polygons = (re.search(rf"{name} = \{{(.*?)\}};", source, re.DOTALL)[1] for name in ("DASHES", "POLYGONS"))
    for style in STYLES:
        assert f"{style['dash']}: [" in dashes
        assert style["marker"] == "circle" or f"{style['marker']}: ring" in polygons
    assert len({style["marker"] for style in STYLES}) == len(STYLES)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("place", range(len(STYLES)))
def test_every_line_stands_out_from_the_page(place, theme):
    assert contrast(STYLES[place][theme], PAPER[theme]) >= 3.0  # WCAG 2.2, 1.4.11: graphical objects


def test_the_pages_are_those_that_streamlit_draws():
    theme = tomllib.loads((Path(palette.__file__).parents[2] / ".streamlit" / "config.toml").read_text())["theme"]
    assert {name: theme[name]["backgroundColor"] for name in THEMES} == PAPER == {"light": "#ffffff", "dark": "#10161f"}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pair", list(combinations(range(len(STYLES)), 2)), ids=str)
def test_two_lines_differ_in_color_or_in_dash_and_marker(pair, theme):
    one, other = (STYLES[place] for place in pair)
    nearest = min(distance(one[theme], other[theme], sight) for sight in ("normal", "protanopia", "deuteranopia"))
    if nearest < EASY:
        assert one["dash"] != other["dash"], f"a color distance of {nearest:.1f} needs another dash"
        assert one["marker"] != other["marker"]


@pytest.mark.parametrize("theme", THEMES)
def test_with_ordinary_sight_the_colors_alone_would_do(theme):
    nearest = min(distance(one[theme], other[theme], "normal") for one, other in combinations(STYLES, 2))
    assert nearest >= 15.0


@pytest.mark.parametrize("theme", THEMES)
def test_no_two_colors_fall_together_for_anybody(theme):
    for sight in SIGHT:
        assert min(distance(one[theme], other[theme], sight) for one, other in combinations(STYLES, 2)) > 2.3


def test_the_three_default_optimizers_differ_in_color_alone():
    # the defaults, which may be shown on a projector
    first = [styles(["adam", "gradient_descent", "momentum"])[key] for key in ("adam", "gradient_descent", "momentum")]
    for theme in THEMES:
        for sight in SIGHT:
            assert min(distance(one[theme], other[theme], sight) for one, other in combinations(first, 2)) >= 14.0


# Text in drawings: WCAG 2.2 requires 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_text_in_the_color_of_a_run_can_be_read(theme):
    for style in STYLES:  # notes on the canvas have an outline in the page's color
        assert contrast(style[theme], PAPER[theme]) >= 4.5
    for color in FIVE_COLORS[theme]:
        assert contrast(color, PAPER[theme]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_text_of_the_pictures_can_be_read(theme):
    assert contrast(TEXT[theme], PAPER[theme]) >= 4.5
    for zone, color in ZONES[theme].items():
        assert contrast(ON_ZONES[theme][zone], color) >= 4.5, zone
    assert contrast(ON_ZONES[theme]["diverges"], LOST[theme]) >= 4.5
    assert contrast(ON_ZONES[theme]["too slow"], NEVER[theme]) >= 4.5
