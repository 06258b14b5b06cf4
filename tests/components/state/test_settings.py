"""The address and the edits: what is written can be read, and what cannot be read affects nothing else."""

import re
from urllib.parse import parse_qs

import pytest
from hypothesis import example, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from components.state.address import FORMER, VERSION, change, defaults, read, write
from components.state.choices import CHOICES, FORMULA, OWN, WINDOWS, Choices
from components.state.parameter_types import (
    Choice,
    Integer,
    MidRunChange,
    MidRunChanges,
    Number,
    Numbers,
    Several,
    Typed,
    known,
)
from components.state.parameters import IF_UNUSUAL, LABORATORY, SHOWING, TEACHING, VIEWED, parameters
from components.state.settings import Settings
from optimizers import OPTIMIZERS
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES
from tests.components.everybody import GROUPS

often = effort(max_examples=80, deadline=None)  # a slow machine must not fail the test

# No parameter type accepts any of these.
HOSTILE = [
    "nan",
    "inf",
    "-inf",
    "Infinity",
    "1e999",
    "-1e999",
    " ",
    " 1",
    "1 ",
    "1\n",
    "1_000",
    "1,000,",
    "0x10",
    "１",
    "١",
    "²",
    "−1",
    *("None", "null", "undefined", "true", "[]", "{}", "../../etc/passwd", "<script>alert(1)</script>", "'; DROP TABLE", "%00"),
    *("\x00", "\x1b[31mred", "\u202eevil", "`code`", "$x$", "🙂", "9" * 300, "9" * 100_000, "x" * 100_000, "," * 300, "," * 99),
]
# Settings far from the defaults, on a surface that also contains the default start of the others.
GOOD = {
    "surface": "easom",
    "optimizers": "adam,rmsprop",
    "schedule": "inverse_time",
    "x": "3.25",
    "y": "0.5",
    "adam.learning_rate": "0.011",
    "adam.beta1": "0",
    "adam.beta2": "0.9",
    "adam.epsilon": "1e-12",
    "rmsprop.learning_rate": "10",
    "rmsprop.rho": "0.5",
    "rmsprop.epsilon": "1",
    "inverse_time.decay": "0.02",
    "steps": "5000",
    "noise": "0.5",
    "seed": "999999",
    "changes": "40:adam.learning_rate:0.5,9:inverse_time.decay:0,40:rmsprop.rho:0.25",
    "metric": "rate",
    "scale": "log",
    "field": "1",
    "marks": "1",
    "speed": "0.25",
    "camera": "1,2,3,-1,-2,-3,0.5,1e-5,1",
    "zoom": "0,1,2,3",
    "step": "17",
}


def query(texts):
    """A query that leans on the defaults of today."""
    return {"v": [VERSION.default], **{name: [text] for name, text in texts.items()}}


def settings_of(texts):
    """The settings of a query in which nothing is wrong."""
    settings, problems = read(query(texts))
    assert problems == []
    return settings


def back(text):
    """What an address is read as."""
    return read(parse_qs(text, keep_blank_values=True))


def values(parameter_type):
    """A strategy for every value of a parameter_type of parameter."""
    match parameter_type:
        case Number(low=low, high=high, zero=zero):
            return st.floats(low, high) | st.sampled_from([low, high, parameter_type.default] + [0.0] * zero)
        case Integer(low=low, high=high):
            return st.integers(low, high)
        case Choice(options=options):
            return st.sampled_from(list(options))
        case Several(options=options, most=most):
            some = st.sets(st.sampled_from(list(options)), max_size=most)
            return some.map(lambda chosen: tuple(key for key in options if key in chosen))
        case Numbers(count=4):  # a zoom: two corners
            corner, size = st.floats(-100.0, 100.0), st.floats(0.01, 100.0)
            corners = st.tuples(corner, size, corner, size)
            return st.just(parameter_type.default) | corners.map(lambda it: (it[0], it[0] + it[1], it[2], it[2] + it[3]))
        case Numbers(count=9):  # a camera: eye, center, up
            eye, center = st.tuples(*[st.floats(0.5, 50.0)] * 3), st.tuples(*[st.floats(-0.2, 0.2)] * 3)
            return st.just(()) | st.tuples(eye, center).map(lambda it: (*it[0], *it[1], 0.0, 0.0, 1.0))
        case MidRunChanges(last=last, numbers=numbers) if numbers:
            turn = st.sampled_from(list(numbers)).flatmap(
                lambda name: st.builds(MidRunChange, st.integers(1, last), st.just(name), values(numbers[name]))
            )
            return st.lists(turn, max_size=4, unique_by=lambda turn: turn[:2]).map(tuple)
        case MidRunChanges():
            return st.just(())
        case Typed():
            return st.sampled_from(
                [parameter_type.default, "x**2+y**2", "(x-1)*(y+2)-x/3", "exp(-x*x)*cos(pi*y)", "abs(x)+maximum(x,y)"]
            )
    raise AssertionError(f"no values are known for {parameter_type}")


@st.composite
def some_settings(draw):
    chosen = {name: draw(values(parameter_type)) for name, parameter_type in CHOICES.items()}
    if chosen["surface"] == OWN:
        chosen |= {name: draw(values(parameter_type)) for name, parameter_type in FORMULA.items()}
    if chosen["optimizers"]:  # the subject has parameters, too
        chosen["subject"] = draw(st.sampled_from(chosen["optimizers"]))
    chosen["classroom"] = draw(st.sampled_from("01"))
    choices = Choices(**chosen)
    return Settings.under(
        choices,
        {name: draw(values(parameter_type)) for name, parameter_type in parameters(choices).items() if name not in chosen},
    )


# Reading


def test_an_empty_address_gives_the_defaults_and_no_complaint():
    settings, problems = read({})
    assert problems == []
    assert settings.values == {name: parameter_type.default for name, parameter_type in settings.table.items()}


@pytest.mark.parametrize(("former", "name"), FORMER.items())
def test_a_former_name_of_a_setting_is_still_read(former, name):
    settings, problems = read({"v": ["2"], former: ["value"]})
    assert not problems
    assert settings[name] == "value" != settings.table[name].default
    assert former not in parse_qs(write(settings))


def test_an_address_is_read_as_written():
    settings = settings_of(GOOD)
    assert settings["surface"] == "easom"
    assert settings["optimizers"] == ("adam", "rmsprop")
    assert (settings["x"], settings["adam.beta1"], settings["adam.epsilon"], settings["steps"]) == (3.25, 0.0, 1e-12, 5000)
    assert settings["camera"] == (1.0, 2.0, 3.0, -1.0, -2.0, -3.0, 0.5, 1e-5, 1.0)
    assert all(settings[name] != parameter_type.default for name, parameter_type in settings.table.items() if name in GOOD)


@pytest.mark.parametrize("name", [name for name in GOOD if name not in CHOICES])
def test_a_hostile_text_costs_its_own_parameter_and_no_other(name):
    good = settings_of(GOOD)
    parameter_type = good.table[name]
    usual = parameter_type.write(parameter_type.default) or "the default"
    for text in ["", *HOSTILE]:
        settings, problems = read(query({**GOOD, name: text}))
        assert settings == good.replace(**{name: parameter_type.default})
        assert len(problems) == 1, text[:40]
        assert problems[0].startswith(f"{name} “" if text else f"{name} is empty")
        assert problems[0].endswith(f". Using {usual} instead.")
        assert len(problems[0]) < 200
        assert problems[0].isprintable()


@pytest.mark.parametrize("name", CHOICES)
def test_a_hostile_choice_costs_itself_and_what_belongs_to_it(name):
    good = {**GOOD, name: "constant" if name == "schedule" else "2" if name == "window" else GOOD.get(name)}
    if name == "schedule":
        del good["inverse_time.decay"]  # the constant schedule has none
    if name in ("optimizers", "schedule"):
        del good["changes"]  # they refer to removed parameters
    for text in ["", *HOSTILE]:
        settings, problems = read(query({**good, name: text}))
        assert problems[0].startswith(f"{name} “" if text else f"{name} is empty")
        assert problems[0].endswith(f". Using {CHOICES[name].write(CHOICES[name].default)} instead.")
        assert settings[name] == CHOICES[name].default
        kept = {key: value for key, value in settings_of(good).values.items() if key in settings and key != name}
        assert {key: settings[key] for key in kept} == kept
        left_out = [key for key in good if key not in settings.table]
        assert problems[1:] == [f"Ignored an unknown setting in the link: “{key}”." for key in left_out]


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ({"x": "nan"}, "x “nan” is not a number. Using 4 instead."),
        ({"x": "1e999"}, "x “1e999” is outside -5 to 5. Using 4 instead."),
        ({"x": "5.000000000000001"}, "x “5.000000000000001” is outside -5 to 5. Using 4 instead."),
        ({"y": ""}, "y is empty. Using 3.5 instead."),
        ({"y": " 1"}, "y “ 1” is not a number. Using 3.5 instead."),
        ({"steps": "1_000"}, "steps “1_000” is not a whole number. Using 200 instead."),
        ({"steps": "1e3"}, "steps “1e3” is not a whole number. Using 200 instead."),
        ({"steps": "5001"}, "steps “5001” is outside 1 to 5000. Using 200 instead."),
        ({"seed": "-1"}, "seed “-1” is outside 0 to 999999. Using 0 instead."),
        ({"noise": "-0.1"}, "noise “-0.1” is outside 0 to 5. Using 0 instead."),
        ({"adam.beta1": "1"}, "adam.beta1 “1” is outside 0 to 0.99. Using 0.9 instead."),
        ({"adam.learning_rate": "0"}, "adam.learning_rate “0” is outside 1e-5 to 100. Using 0.1 instead."),
        ({"adam.epsilon": "-0"}, "adam.epsilon “-0” is outside 1e-12 to 1. Using 1e-8 instead."),
        ({"v": "3"}, "v “3” is unknown; available: 1, 2. Using 2 instead."),
        ({"v": ""}, "v is empty. Using 2 instead."),
        ({"camera": "1,2"}, "camera “1,2” needs 9 numbers separated by commas. Using the default instead."),
        ({"zoom": "1,2,3,nan"}, "zoom “1,2,3,nan” is not a number. Using the default instead."),
        ({"zoom": "1,2,3,1e5"}, "zoom “1,2,3,1e5” is outside -10000 to 10000. Using the default instead."),
        ({"metric": "f"}, "metric “f” is unknown; available: value, distance, gradient, rate, sharpness. Using value instead."),
        ({"x": "0" * 301}, f"x “{'0' * 37}…” is too long: 301 characters. Using 4 instead."),
        ({"changes": "40"}, "changes “40” names “”, which cannot change during this run. Using none instead."),
        (
            {"changes": "0:adam.beta1:0.5"},
            "changes “0:adam.beta1:0.5” has a number in “0:adam.beta1:0.5” that is outside 1 to 4999. Using none instead.",
        ),
        (
            {"changes": "7:adam.beta1:2"},
            "changes “7:adam.beta1:2” has a number in “7:adam.beta1:2” that is outside 0 to 0.99. Using none instead.",
        ),
        (
            {"changes": "7:adam.beta1:0.1,7:adam.beta1:0.2"},
            "changes “7:adam.beta1:0.1,7:adam.beta1:0.2” changes adam.beta1 twice at step 7. Using none instead.",
        ),
        ({"changes": "7:x:2"}, "changes “7:x:2” names “x”, which cannot change during this run. Using none instead."),
        (
            {"changes": ",".join(f"{step}:adam.beta1:0" for step in range(1, 18))},
            "changes “1:adam.beta1:0,2:adam.beta1:0,3:adam.…” contains 17 changes, but only 16 are allowed. "
            "Using none instead.",
        ),
        ({"X": "1"}, "Ignored an unknown setting in the link: “X”."),
        ({"": ""}, "Ignored an unknown setting in the link: “”."),
        ({"adadelta.rho": "0.5"}, "Ignored an unknown setting in the link: “adadelta.rho”."),
        ({"<b>\n\x00`": "1"}, "Ignored an unknown setting in the link: “<b>···”."),
        ({"z" * 999: "1"}, f"Ignored an unknown setting in the link: “{'z' * 37}…”."),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else None,
)
def test_the_sentence_names_the_parameter_and_what_is_used(texts, sentence):
    settings, problems = read(query(texts))
    assert problems == [sentence]
    assert settings == read({})[0]


@pytest.mark.parametrize("name", ["surface", "window", "optimizers", "schedule"])
def test_an_unknown_choice_is_answered_with_known_ones(name):
    (problem,) = read({name: ["Nobody"]})[1]
    assert f"unknown; available: {known(CHOICES[name].options, 'Nobody')}. " in problem
    assert problem.startswith(f"{name} “Nobody” ")


@pytest.mark.parametrize("texts", [["1", "2"], ["1", "1"], ["1"] * 1000, []], ids=len)
def test_a_repeated_parameter_is_not_guessed_at(texts):
    for name in ("x", "camera", "surface"):
        parameter_type = read({})[0].table[name]
        settings, problems = read({**query({}), name: texts})
        assert problems == [
            f"{name} appears {len(texts)} times. Using {parameter_type.write(parameter_type.default) or 'the default'} instead."
        ]
        assert settings == read({})[0]


def test_minus_zero_is_zero():
    settings = settings_of({"x": "-0", "y": "-0.0", "zoom": "-0,1,-1e-999,1"})
    assert [str(settings[name]) for name in ("x", "y")] == ["0.0", "0.0"]
    assert [str(number) for number in settings["zoom"][::2]] == ["0.0", "0.0"]


def test_an_address_of_a_hundred_kilobytes_is_short_work():
    texts = {**GOOD, **{f"parameter{number}": "1" for number in range(5000)}, "y": "7" * 100_000}
    settings, problems = read(query(texts))
    assert settings == settings_of(GOOD).replace(y=SURFACES["easom"].start[1])
    assert len(problems) == 5001
    assert max(map(len, problems)) < 200


@pytest.mark.parametrize("zoom", ["5,5,0,1", "0,1,3,3", "1,0,0,1", "0,1,2,-2", "0,0,0,0"])
def test_a_zoom_to_nothing_or_inside_out_is_refused(zoom):
    settings, problems = read({"zoom": [zoom], "x": ["1"]})
    assert settings["zoom"] == ()
    assert len(problems) == 1
    assert problems[0].startswith(f"zoom “{zoom}” ")
    assert settings["x"] == 1.0


@pytest.mark.parametrize("camera", ["0,0,0,0,0,0,0,0,1", "1,2,3,1,2,3,0,0,1", "1,1,1,0,0,0,0,0,0"])
def test_a_camera_that_sees_nothing_is_refused(camera):
    settings, problems = read({"camera": [camera], "x": ["1"]})
    assert settings["camera"] == ()
    assert len(problems) == 1
    assert problems[0].startswith("camera ")


@given(
    st.dictionaries(
        st.sampled_from([*GOOD, "window", "schedule"]) | st.text(max_size=5),
        st.lists(st.text(max_size=8) | st.sampled_from([*GOOD.values(), *HOSTILE]), max_size=2),
        max_size=12,
    )
)
@often
def test_any_query_gives_complete_valid_settings_and_sentences(texts):
    settings, problems = read(texts)
    parameter_types = settings.table
    assert list(settings.values) == list(parameter_types)
    for name, parameter_type in parameter_types.items():
        if settings[name] != parameter_type.default:
            assert parameter_type.read(parameter_type.write(settings[name])) == settings[name]
    for problem in problems:
        assert problem.isprintable()
        assert problem.endswith(".")
        assert len(problem) < 300
    assert len(problems) <= len(texts)


# Writing


@pytest.mark.slow
@given(some_settings())
@often
def test_what_is_written_is_read_back_exactly(settings):
    address = write(settings)
    assert back(address) == (settings, [])
    assert write(back(address)[0]) == address
    short = write(settings, short=True)
    assert back(short) == (settings, [])
    assert len(short) <= len(address)


def test_a_short_address_names_what_is_not_at_its_default_and_nothing_else():
    settings = settings_of({"surface": "easom", "adam.beta1": "0.5", "y": "3"})
    assert write(settings, short=True) == f"v={VERSION.default}&surface=easom&y=3&adam.beta1=0.5"


@pytest.mark.parametrize(
    "text", ["x**2+3*sin(y)", "f(x, y) = x^2 + 3 sin(y)", "|x| + 2·π·y²", "√x − y ÷ 3", "x +  y", "x" + " + y" * 99]
)
def test_a_formula_stays_as_it_was_typed(text):
    settings = settings_of({"surface": OWN, "formula": text})
    assert settings["formula"] == text
    assert back(write(settings)) == (settings, [])
    assert change(settings, {"formula": f" {text} "}) == (settings, [])


@pytest.mark.slow
@given(some_settings())
@often
def test_an_address_is_plain_and_short(settings):
    address = write(settings)
    plain = address.replace("%2B", "")  # the plus of a formula; nothing else is escaped, so links stay readable
    assert re.fullmatch(r"[a-z0-9_.,:=&e()*/-]*", plain)
    assert len(address) < 2000


def test_the_default_address_holds_what_shapes_the_paths_and_no_view():
    settings = read({})[0]
    given_names = list(parse_qs(write(settings)))
    assert given_names == ["v"] + [name for name in settings.table if name not in IF_UNUSUAL]
    assert len(write(settings)) < 400


@pytest.mark.slow
@given(some_settings())
@often
def test_without_the_view_the_paths_are_the_same_and_the_view_is_the_usual_one(settings):
    there, problems = back(write(settings.usual(*VIEWED, *SHOWING)))
    assert problems == []
    usual = {name: parameter_type.default for name, parameter_type in settings.usual(*SHOWING).table.items()}
    for name in settings.table:
        assert there[name] == (usual[name] if name in VIEWED + SHOWING else settings[name])


def test_the_lesson_is_written_where_there_is_one():
    texts = {"lesson": "ravine", "scene": "2", "predict": "1"}
    written = parse_qs(write(settings_of(texts)))
    assert {name: written[name] for name in TEACHING} == {name: [text] for name, text in texts.items()}
    assert not set(TEACHING) & set(parse_qs(write(read({})[0])))


def test_the_view_is_written_where_it_differs():
    settings = read({})[0]
    for name, value in {
        "metric": "rate",
        "speed": "4",
        "step": 0,
        "camera": (1.0, 2.0, 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0),
    }.items():
        assert f"{name}=" in write(settings.replace(**{name: value}))
        assert f"{name}=" not in write(settings.replace(**{name: value}).usual(*VIEWED, *SHOWING))


def test_what_has_not_been_set_is_written_as_its_default():
    # settings made from the choices alone
    assert write(Settings.under(Choices(), {})) == write(read({})[0])


# Changing


def test_an_edit_changes_one_thing():
    good = settings_of(GOOD)
    changed, problems = change(good, {"adam.beta1": "0.25"})
    assert problems == []
    assert changed == good.replace(**{"adam.beta1": 0.25})
    assert good == settings_of(GOOD), "the settings that were given are left alone"


@pytest.mark.parametrize("name", list(GOOD))
def test_a_bad_edit_changes_nothing_and_gives_the_reason(name):
    good = settings_of(GOOD)
    for text in ["", *HOSTILE]:
        changed, problems = change(good, {name: text})
        assert changed == good
        assert len(problems) == 1, text[:40]
        assert problems[0].startswith(f"“{name}” ")
        assert problems[0].endswith(". It is unchanged.")
        assert len(problems[0]) < 300


@pytest.mark.parametrize(
    "name", ["", "beta1", "adam", "adam.", "adam.beta3", "adadelta.rho", "constant.decay", "__class__", "x" * 999]
)
def test_an_edit_of_an_unknown_setting_changes_nothing_and_is_reported(name):
    good = settings_of(GOOD)
    changed, problems = change(good, {name: "0.5"})
    assert changed == good
    assert len(problems) == 1
    assert problems[0].endswith("” is not a setting here. It is unchanged.")
    assert len(problems[0]) < 100


@pytest.mark.parametrize("text", ["0.5" + "0" * 400 + "e-5", "0.5" + "0" * 297 + "e-5", "0." + "0" * 400 + "1"], ids=len)
def test_an_edit_too_long_to_be_read_is_refused_and_not_cut(text):
    good = settings_of(GOOD)
    changed, problems = change(good, {"x": text})
    assert changed == good
    assert len(problems) == 1


def test_one_bad_edit_among_good_ones_costs_only_itself():
    good = settings_of(GOOD)
    changed, problems = change(good, {"x": "2", "nobody": "1", "steps": "many", "seed": "7"})
    assert changed == good.replace(x=2.0, seed=7)
    assert [problem.split(" ")[0] for problem in problems] == ["“nobody”", "“steps”"]


def test_choices_go_first_for_they_bring_parameters():
    good = settings_of(GOOD)
    changed, problems = change(good, {"nesterov.momentum": "0.5", "x": "10", "window": "2", "optimizers": "nesterov"})
    assert problems == []
    assert changed["optimizers"] == ("nesterov",)
    assert (changed["nesterov.momentum"], changed["x"]) == (0.5, 10.0)


def test_the_settings_of_an_optimizer_that_sits_out_are_kept():
    good = settings_of(GOOD)
    without, _ = change(good, {"optimizers": "adam"})
    assert "rmsprop.rho" not in without.table
    again, problems = change(without, {"optimizers": "adam,rmsprop"})
    assert problems == []
    assert again == good
    no_progress, _ = change(good, {"optimizers": "none"})
    assert change(no_progress, {"optimizers": "adam,rmsprop"})[0] == good


def test_a_newcomer_brings_its_defaults():
    changed, _ = change(settings_of(GOOD), {"optimizers": "adam,adadelta"})
    for item in OPTIMIZERS["adadelta"].hyperparameters:
        assert changed[f"adadelta.{item.name}"] == item.default


@pytest.mark.parametrize("surface", [key for key in SURFACES if key != GOOD["surface"]])
def test_another_surface_brings_its_own_start_and_window_and_no_old_view(surface):
    good = settings_of({**GOOD, "window": "4"})
    changed, problems = change(good, {"surface": surface})
    assert problems == []
    x, y = SURFACES[surface].start
    assert changed == good.replace(surface=surface, window="1", x=x, y=y, camera=(), zoom=())


def test_the_same_surface_again_changes_nothing():
    good = settings_of({**GOOD, "window": "4"})
    assert change(good, {"surface": GOOD["surface"]}) == (good, [])


@pytest.mark.parametrize("surface", SURFACES)
def test_a_narrower_window_moves_the_start_to_its_edge(surface):
    wide = settings_of({"surface": surface, "window": "8"})
    (x_low, _), (_, y_high) = wide.plane_window
    corner, problems = change(wide, {"x": repr(x_low), "y": repr(y_high)})
    assert problems == []
    assert (corner["x"], corner["y"]) == (x_low, y_high)
    for widen in ("4", "2", "1"):
        narrow, problems = change(corner, {"window": widen})
        (x_low, _), (_, y_high) = narrow.plane_window
        assert problems == []
        assert narrow == corner.replace(window=widen, x=x_low, y=y_high)
        assert back(write(narrow)) == (narrow, [])


def test_a_narrower_window_leaves_a_start_inside_of_it_alone():
    wide = settings_of({**GOOD, "window": "8"})
    assert change(wide, {"window": "1"}) == (wide.replace(window="1"), [])


def test_another_surface_is_taken_without_any_optimizer_and_forgets_what_part_of_the_last_one_was_seen():
    no_progress = settings_of({"surface": "ackley", "starts": "-1,1,-1,1"}).replace(optimizers=())
    changed, problems = change(no_progress, {"surface": "easom"})
    assert (changed.surface, changed.starts, problems) == ("easom", (), [])


@pytest.mark.slow
@given(
    some_settings(),
    st.dictionaries(st.sampled_from([*GOOD, "window", "schedule"]), st.text(max_size=6) | st.sampled_from(list(GOOD.values()))),
)
@often
def test_settings_stay_complete_and_valid_whatever_is_edited(settings, edits):
    changed, _ = change(settings, edits)
    assert back(write(changed)) == (changed.usual(), [])


@pytest.mark.slow
@given(some_settings())
@example(read({})[0])
@often
def test_every_setting_can_be_made_by_edits(settings):
    edits = {
        name: parameter_type.write(settings[name])
        for name, parameter_type in settings.table.items()
        if settings[name] != parameter_type.default
    }
    edits |= {name: CHOICES[name].write(settings[name]) for name in CHOICES}
    edits |= {"subject": settings["subject"]} if settings["optimizers"] else {}
    first, problems = change(read({})[0], {name: edits[name] for name in ("surface", *FORMULA) if name in edits})
    assert problems == []
    changed, problems = change(first, edits)
    assert problems == []
    assert changed.usual() == settings


# Defaults


def test_the_defaults_keep_the_choices_and_restore_the_rest():
    good = settings_of({**GOOD, "window": "4"})
    restored = defaults(good)
    assert list(restored.table) == list(good.table)
    for name, parameter_type in good.table.items():
        kept = ("surface", "optimizers", "schedule", *LABORATORY, *TEACHING)
        assert restored[name] == (good[name] if name in kept else parameter_type.default)
    assert defaults(restored) == restored


@pytest.mark.slow
@given(some_settings())
@often
def test_defaults_are_valid_settings(settings):
    assert back(write(defaults(settings))) == (defaults(settings).usual(), [])


# The table


@pytest.mark.parametrize("group", GROUPS)
def test_every_hyperparameter_of_every_optimizer_has_its_place(group):
    table = settings_of({"optimizers": ",".join(group)}).table
    for key in group:
        for item in OPTIMIZERS[key].hyperparameters:
            parameter_type = table[f"{key}.{item.name}"]
            assert (parameter_type.default, parameter_type.low, parameter_type.high) == (item.default, item.low, item.high)


@pytest.mark.parametrize("group", GROUPS)
def test_every_default_can_be_written_and_read(group):
    for surface in SURFACES:
        for name, parameter_type in settings_of({"surface": surface, "optimizers": ",".join(group)}).table.items():
            if parameter_type.default != ():
                assert parameter_type.read(parameter_type.write(parameter_type.default)) == parameter_type.default, name


@pytest.mark.parametrize("surface", SURFACES)
def test_a_window_is_the_domain_widened_about_its_middle(surface):
    domain = SURFACES[surface].domain
    for widen in WINDOWS:
        for (low, high), (inner_low, inner_high) in zip(
            Choices(surface=surface, window=widen).plane_window, domain, strict=True
        ):
            assert high - low == pytest.approx(float(widen) * (inner_high - inner_low))
            assert low + high == pytest.approx(inner_low + inner_high)
    assert Choices(surface=surface).plane_window == domain


def test_the_view_is_what_does_not_shape_the_paths():
    settings = read({})[0]
    for name in VIEWED:
        parameter_type = settings.table[name]
        other = settings.replace(**{name: "another" if isinstance(parameter_type.default, str) else (1,)})
        assert other != settings
        assert other.of_runs == settings.of_runs
    assert not set(VIEWED) & {"surface", "optimizers", "x", "y", "steps", "noise", "seed", "changes"}


# The laboratory


def test_what_can_be_swept_is_what_the_subject_and_the_schedule_have():
    settings = settings_of(
        {"optimizers": "adam,momentum", "schedule": "inverse_time", "subject": "momentum", "swept": "inverse_time.decay"}
    )
    parameter_types = settings.table
    assert list(parameter_types["subject"].options) == ["adam", "momentum"]
    assert list(parameter_types["swept"].options) == ["learning_rate", "momentum", "inverse_time.decay"]
    assert list(parameter_types["second"].options) == ["momentum", "inverse_time.decay"]
    assert settings.parameter_of("momentum") == ("momentum.momentum", OPTIMIZERS["momentum"].hyperparameters[1])
    assert settings.parameter_of("inverse_time.decay") == ("inverse_time.decay", SCHEDULES["inverse_time"].hyperparameters[0])


@pytest.mark.slow
@given(some_settings())
@often
def test_every_name_that_can_be_swept_stands_for_a_parameter_of_the_table(settings):
    parameter_types = settings.table
    assert bool(settings["optimizers"]) == ("subject" in settings)
    for name in ("swept", "second"):
        for option in parameter_types[name].options if name in parameter_types else ():
            parameter, item = settings.parameter_of(option)
            assert (parameter_types[parameter].low, parameter_types[parameter].high) == (item.low, item.high)


def test_without_anything_but_a_rate_there_is_no_second():
    settings = settings_of({"optimizers": "gradient_descent", "schedule": "constant"})
    assert "second" not in settings
    assert list(settings.table["swept"].options) == ["learning_rate"]
    assert read({"second": ["x"], "optimizers": ["gradient_descent"], "schedule": ["constant"]})[1] == [
        "Ignored an unknown setting in the link: “second”."
    ]


def test_a_subject_that_leaves_takes_along_what_it_has_brought():
    texts = {"optimizers": "adam,rmsprop", "subject": "rmsprop", "swept": "rho", "second": "epsilon"}
    changed, problems = change(settings_of(texts), {"optimizers": "adam"})
    assert problems == []
    assert [changed[name] for name in ("subject", "swept", "second")] == ["adam", "learning_rate", "epsilon"]
    no_progress, problems = change(changed, {"optimizers": "none"})
    assert problems == []
    assert back(write(no_progress))[1] == []


def test_the_part_of_a_heat_map_is_kept_as_long_as_it_is_of_the_same_one():
    region = (0.010000000000000002, 0.1, 0.5, 0.75)
    settings = settings_of({"optimizers": "adam,rmsprop", "subject": "rmsprop", "region": "0.010000000000000002,0.1,0.5,0.75"})
    assert settings["region"] == region
    for edits in ({"rmsprop.rho": "0.9"}, {"color_by": "value"}, {"x": "1"}):
        assert change(settings, edits)[0]["region"] == region
    for edits in ({"second": "epsilon"}, {"subject": "adam"}, {"optimizers": "adam"}, {"region": "none"}):
        changed, problems = change(settings, edits)
        assert problems == []
        assert changed["region"] == ()
        assert "region" not in parse_qs(write(changed))


@pytest.mark.parametrize("text", ["1,1,0,1", "0,1,2,1", "0.1,0.2,0.3", "0,1e9,0,1", "0,1,0,nan", "none,0,1,2"])
def test_a_part_of_a_heat_map_that_is_none_is_refused(text):
    settings, problems = read({"optimizers": ["momentum"], "region": [text]})
    assert settings["region"] == ()
    assert len(problems) == 1
    assert problems[0].startswith(f"region “{text}” ")


def test_the_address_outside_the_laboratory_omits_its_settings():
    texts = {"optimizers": "adam,rmsprop", "subject": "rmsprop", "swept": "rho", "second": "epsilon", "pick": "3"}
    shown = {"measure": "best", "color_by": "value", "across": "evaluations"}
    shown |= {"region": "0.1,0.2,1e-8,1e-6", "starts": "0,1,0,2"}
    settings = settings_of(texts | shown)
    plain = parse_qs(write(settings.usual(*LABORATORY)))
    assert not set(LABORATORY) & set(plain)
    assert set(LABORATORY) <= set(parse_qs(write(settings)))
    assert plain["pick"] == ["3"]
    assert "pick" not in parse_qs(write(settings.usual(*VIEWED, *SHOWING)))
