"""The worksheet of a step shows what ran: read from the code, evaluated by it, and equal to the trajectory bit for bit."""

import importlib.util
import re
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from optimizers import OPTIMIZERS, Change, Run, descend, race, schedules, worksheet
from optimizers._optimizer import Array, Optimizer, Stateless, learning_rate
from optimizers._worksheet.glyphs import LOOKS
from optimizers._worksheet.latex import number, symbol
from surfaces import SURFACES

BOWL, MATYAS = SURFACES["bowl"], SURFACES["matyas"]
CONDITIONS = {  # surface, start, noise and schedule: a simple case, a noisy one, named axes, walls, an unbounded descent
    "bowl": (0.0, schedules.constant()),
    "matyas": (0.4, schedules.inverse_time(0.05)),
    "regression": (1.0, schedules.constant()),
    "easom": (0.0, schedules.cosine(0.1)),
    "monkey_saddle": (0.2, schedules.step_decay()),
}


def sheets(surface, optimizer, noise=0.0, schedule=CONDITIONS["bowl"][1], steps=6, seed=3, **hyperparameters):
    """A run, its trajectory, and the worksheets of all of its steps."""
    run = Run(optimizer, surface.start, hyperparameters, schedule)
    (trajectory,) = race(surface, [run], steps, noise=noise, seed=seed)
    last = len(trajectory.gradients)
    return trajectory, [worksheet(surface, run, trajectory, t, noise=noise, seed=seed) for t in range(1, last + 1)]


def line(lines, name):
    (found,) = [line for line in lines if line.name == name]
    return found


def adam_sheet(t=1, **options):
    run = Run(OPTIMIZERS["adam"], (6.0, -3.0), {"learning_rate": 0.5})
    return worksheet(BOWL, run, descend(BOWL, run.optimizer, run.start, 20, run.hyperparameters), t, **options)


# What ran


@pytest.mark.parametrize("key", CONDITIONS)
def test_every_line_comes_out_as_it_ran(key, optimizer):
    surface, (noise, schedule) = SURFACES[key], CONDITIONS[key]
    trajectory, made = sheets(surface, optimizer, noise, schedule)
    assert made
    for t, sheet in enumerate(made, 1):
        np.testing.assert_array_equal(line(sheet.rule, "point").values, trajectory.points[t])
        np.testing.assert_array_equal(line(sheet.asked, "gradient").values, trajectory.gradients[t - 1])
        np.testing.assert_array_equal(
            line(sheet.outcome, "displacement").values, trajectory.points[t] - trajectory.points[t - 1]
        )
        assert line(sheet.outcome, "value").values == (trajectory.values[t],)
        if optimizer.has_learning_rate:
            assert line(sheet.given, "learning_rate").values == (trajectory.learning_rates[t - 1],)
        for name in trajectory.states.dtype.names or ():
            np.testing.assert_array_equal(line(sheet.outcome, name).values, np.ravel(trajectory.states[name][t]), err_msg=name)
        if noise:
            slope, disturbance = (np.array(line(sheet.asked, name).values) for name in ("noiseless gradient", "noise"))
            np.testing.assert_allclose(slope + disturbance, trajectory.gradients[t - 1], rtol=1e-12)
            normal = np.random.default_rng(3).standard_normal((t, 2))[-1]
            np.testing.assert_array_equal(disturbance, noise * normal)


def test_a_worksheet_of_any_setting(optimizer, draw, member):
    drawn = draw(optimizer, 5, seed=8)
    for k in range(5):
        trajectory, made = sheets(MATYAS, optimizer, 0.1, **member(drawn, k))
        for t, sheet in enumerate(made, 1):
            np.testing.assert_array_equal(line(sheet.rule, "point").values, trajectory.points[t])


@pytest.mark.parametrize("key", CONDITIONS)
def test_the_printed_numbers_give_the_printed_result(key, optimizer):
    surface, (noise, schedule) = SURFACES[key], CONDITIONS[key]
    for sheet in sheets(surface, optimizer, noise, schedule)[1]:
        for one in (*sheet.asked, *sheet.rule, line(sheet.outcome, "displacement")):
            for text, result in zip(one.numbers, one.values, strict=bool(one.numbers)):
                assert computed(text) == pytest.approx(result, rel=2e-3, abs=1e-4 * largest(text)), (one.symbol, text)


def computed(latex):
    """What a formula in which there are but numbers comes to."""
    text = latex.replace(r"\left|", "abs(").replace(r"\right|", ")").replace(r"\left", "").replace(r"\right", "")
    text = text.replace(r"\cdot", "*").replace(r"\;", "").replace(r"\max", "max").replace(r"\operatorname", "")
    text = re.sub(r"\{(sign|clip|copysign)\}", r"\1", text).replace(r"\min", "min").replace(r"\infty", "inf")
    while r"\frac" in text or r"\sqrt" in text or "^{" in text:
        text, before = re.sub(r"\\sqrt\{([^{}]*)\}", r"sqrt(\1)", text), text
        text = re.sub(r"\^\{([^{}]*)\}", r"**(\1)", text)
        text = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))", text)
        assert text != before, latex
    tools = {
        "sqrt": np.sqrt,
        "sign": np.sign,
        "clip": np.clip,
        "copysign": np.copysign,
        "max": max,
        "min": min,
        "abs": abs,
        "inf": np.inf,
    }
    return eval(text.replace("^", "**"), {"__builtins__": {}}, tools)


def largest(latex):
    return max((float(text) for text in re.findall(r"(?<![\d.])(?<!\{-)\d+\.?\d*", latex)), default=0.0)


# What a person reads


def test_the_first_step_of_adam_by_hand():
    """From (6, −3) on x² + y²: g = (12, −6), so m̂ = g, √v̂ = |g|, and the step is α in each coordinate."""
    sheet = adam_sheet()
    shown = {one.name: (one.symbol, one.formula, one.numbers, one.results) for one in (*sheet.asked, *sheet.rule)}
    assert shown == {
        "gradient_point": ("x_{t-1}", "", (), ("6", "-3")),
        "gradient": ("g_t", r"\nabla f(x_{t-1})", (), ("12", "-6")),
        "m": (
            "m_t",
            r"\beta_1\, m_{t-1} + \left(1 - \beta_1\right)\, g_t",
            (
                r"0.9 \cdot 0 + \left(1 - 0.9\right) \cdot 12",
                r"0.9 \cdot 0 + \left(1 - 0.9\right) \cdot \left(-6\right)",
            ),
            ("1.2", "-0.6"),
        ),
        "v": (
            "v_t",
            r"\beta_2\, v_{t-1} + \left(1 - \beta_2\right)\, g_t^2",
            (
                r"0.999 \cdot 0 + \left(1 - 0.999\right) \cdot 12^2",
                r"0.999 \cdot 0 + \left(1 - 0.999\right) \cdot \left(-6\right)^2",
            ),
            ("0.144", "0.036"),
        ),
        "beta1_power": (r"\beta_1^t", r"\beta_1\, \beta_1^{t-1}", (r"0.9 \cdot 1",), ("0.9",)),
        "beta2_power": (r"\beta_2^t", r"\beta_2\, \beta_2^{t-1}", (r"0.999 \cdot 1",), ("0.999",)),
        "corrected_m": (
            r"\hat m_t",
            r"\frac{m_t}{1 - \beta_1^t}",
            (r"\frac{1.2}{1 - 0.9}", r"\frac{-0.6}{1 - 0.9}"),
            ("12", "-6"),
        ),
        "corrected_v": (
            r"\hat v_t",
            r"\frac{v_t}{1 - \beta_2^t}",
            (r"\frac{0.144}{1 - 0.999}", r"\frac{0.036}{1 - 0.999}"),
            ("144", "36"),
        ),
        "point": (
            "x_t",
            r"x_{t-1} - \frac{\alpha\, \hat m_t}{\sqrt{\hat v_t} + \varepsilon}",
            (
                r"6 - \frac{0.5 \cdot 12}{\sqrt{144} + 10^{-8}}",
                r"-3 - \frac{0.5 \cdot \left(-6\right)}{\sqrt{36} + 10^{-8}}",
            ),
            ("5.5", "-2.5"),
        ),
    }
    assert [(one.symbol, one.results) for one in sheet.given] == [
        (r"\alpha", ("0.5",)),
        (r"\beta_1", ("0.9",)),
        (r"\beta_2", ("0.999",)),
        (r"\varepsilon", ("10^{-8}",)),
    ]
    changes = [(one.symbol, one.sign, one.formula, one.numbers, one.results) for one in sheet.outcome]
    assert changes[:3] == [
        ("x_t - x_{t-1}", "=", "", ("5.5 - 6", r"-2.5 - \left(-3\right)"), ("-0.5", "0.5")),
        ("f(x_{t-1})", r"\to", "f(x_t)", ("45",), ("36.5",)),
        ("m_{t-1}", r"\to", "m_t", ("0", "0"), ("1.2", "-0.6")),
    ]


def test_a_step_in_the_middle_begins_where_the_last_one_ended():
    one, other = adam_sheet(7), adam_sheet(8)
    for name in ("m", "v", "beta1_power", "beta2_power"):
        assert line(other.outcome, name).numbers == line(one.outcome, name).results
    np.testing.assert_array_equal(one.new_point, other.point)


def test_nesterov_shows_its_gradient_point():
    _, made = sheets(BOWL, OPTIMIZERS["nesterov"], learning_rate=0.1)
    asked = made[1].asked
    assert (asked[0].symbol, asked[0].formula) == (r"\tilde x_t", r"x_{t-1} - \gamma\, v_{t-1}")
    assert line(asked, "gradient").formula == r"\nabla f(\tilde x_t)"
    np.testing.assert_allclose(made[1].gradient, 2.0 * made[1].gradient_point)
    assert (made[1].query is made[1].gradient_point, made[1].arrived is made[1].new_point) == (True, True)  # deprecated names
    assert not np.array_equal(made[1].gradient_point, made[1].point)


def test_the_step_of_another_optimizer_is_followed_inside():
    _, made = sheets(BOWL, OPTIMIZERS["adamw"])
    names = [one.name for one in made[0].rule]
    assert names[0] == "shrunk"
    assert names[1:] == [one.name for one in adam_sheet().rule]
    assert line(made[0].rule, "point").formula == r"x_{t-1}' - \frac{\alpha\, \hat m_t}{\sqrt{\hat v_t} + \varepsilon}"


def test_a_helper_is_followed_inside_and_its_own_values_get_a_prime():
    _, made = sheets(BOWL, OPTIMIZERS["radam"])
    symbols = [one.symbol for one in made[0].rule]
    assert symbols[symbols.index(r"\rho_t") :][:4] == [r"\rho_t", r"\rho_t'", r"\rho_\infty'", "r_t"]
    assert r"\rho_t > 5" in line(made[0].rule, "point").formula


def test_a_case_is_written_with_its_condition_and_then_its_numbers():
    (_, made), rule = sheets(MATYAS, OPTIMIZERS["rprop"], steps=12), OPTIMIZERS["rprop"].hyperparameters
    factors = [line(sheet.rule, "factor") for sheet in made]
    assert factors[0].formula == r"\begin{cases} \eta^+ & a_t > 0 \\ \eta^- & a_t < 0 \\ 1 & \text{else} \end{cases}"
    assert {text for one in factors for text in one.numbers} == {"1", *(f"{item.default:g}" for item in rule[1:3])}


def test_the_axes_are_named_as_the_surface_names_them():
    _, made = sheets(SURFACES["regression"], OPTIMIZERS["newton"])
    assert made[0].axes == ("w", "b")
    hessian = line(made[0].asked, "hessian")
    assert (hessian.symbol, hessian.formula, hessian.columns) == ("H_t", r"\nabla^2 f(x_{t-1})", 2)
    assert hessian.results == (r"\begin{pmatrix} 45.333 & 8 \\ 8 & 2 \end{pmatrix}",)
    assert line(made[0].rule, "half").formula == r"\frac{H_{t,ww} - H_{t,bb}}{2}"
    assert "g_{t,w}" in line(made[0].rule, "along").formula


def test_a_scheduled_learning_rate_is_written_as_its_formula():
    for schedule, beginning in (
        (schedules.constant(), ""),
        (schedules.inverse_time(0.0), ""),
        (schedules.inverse_time(0.1), r"\alpha_t"),
    ):
        _, made = sheets(BOWL, OPTIMIZERS["adam"], schedule=schedule)
        assert made[1].schedule.startswith(beginning)
        assert bool(made[1].schedule) == bool(beginning)
        assert line(made[1].given, "learning_rate").symbol == (beginning or r"\alpha")
        assert [one.symbol for one in made[1].given][:-4] == ([r"\alpha_0", "k"] if beginning else [])
        assert (r"\alpha_t" in line(made[1].rule, "point").formula) == bool(beginning)


def test_a_worksheet_knows_what_was_changed_during_the_run(rated):
    """Before the change it is that of the run without it; after it, the numbers are those that are in force."""
    changes = [Change(3, {"learning_rate": 0.004}, schedules.inverse_time(0.5))]
    run = Run(rated, (4.0, 3.5), {"learning_rate": 0.02}, changes=changes)
    (path,) = race(SURFACES["matyas"], [run], 6)
    rates = [line(worksheet(SURFACES["matyas"], run, path, t).given, "learning_rate").values[0] for t in range(1, 7)]
    assert rates == [0.02, 0.02, 0.02, 0.004 / 2.5, 0.004 / 3.0, 0.004 / 3.5] == path.learning_rates.tolist()
    assert line(worksheet(SURFACES["matyas"], run, path, 5).given, "base").values == (0.004,)
    for t in range(1, 7):
        assert np.array_equal(worksheet(SURFACES["matyas"], run, path, t).new_point, path.points[t])


def test_no_symbol_stands_for_two_things(optimizer):
    for sheet in sheets(MATYAS, optimizer, 0.3)[1]:
        used = [one.symbol for one in (*sheet.given, *sheet.asked, *sheet.rule)]
        assert len(used) == len(set(used))
        for one in (*sheet.asked, *sheet.rule):
            assert "text{" not in one.symbol, "a name without a symbol: give it one in the record's `symbols`"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        *((0.0, "0"), (-0.0, "0"), (1.0, "1"), (0.1 + 0.2, "0.3"), (12345.678, "12346"), (-2.5, "-2.5"), (5000, "5000")),
        *((123456.0, r"1.2346 \cdot 10^{5}"), (1e-8, "10^{-8}"), (-1.5e-9, r"-1.5 \cdot 10^{-9}"), (0.001, "0.001")),
        *(
            (99999.9, "10^{5}"),
            (0.00099999999, "0.001"),
            (0.999**3, "0.997003"),
            (1 - 1e-12, "1"),
            (5e-324, r"4.9407 \cdot 10^{-324}"),
        ),
        *((np.inf, r"\infty"), (-np.inf, r"-\infty"), (np.nan, r"\text{undefined}"), (np.bool_(True), r"\text{true}")),
    ],
)
def test_numbers_have_five_digits_and_no_more(value, shown):
    assert number(value).latex == shown


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("α", r"\alpha"),
        ("β₁", r"\beta_1"),
        ("ε", r"\varepsilon"),
        ("η⁻", r"\eta^-"),
        ("Δmin", r"\Delta_{\text{min}}"),
        ("t₀", "t_0"),
        ("k", "k"),
    ],
)
def test_the_symbols_of_the_records_are_written_as_a_formula(text, latex):
    assert symbol(text) == latex


def test_a_notebook_shows_it_as_formulas():
    latex = adam_sheet()._repr_latex_()
    assert latex.startswith(r"$$\begin{aligned}")
    assert r"g_t &= \nabla f(x_{t-1}) = \begin{pmatrix} 12 \\ -6 \end{pmatrix}" in latex
    assert latex.count("{") == latex.count("}")


# What is drawn


def test_every_vector_of_a_state_has_a_role(optimizer):
    state = optimizer.init(np.zeros((2, 1)))
    vectors = {name for name in state._fields if np.shape(getattr(state, name)) == (2, 1)}
    assert set(optimizer.drawn) == vectors
    assert set(optimizer.drawn.values()) <= set(LOOKS)


def test_every_symbol_of_a_record_is_of_a_name_in_its_code(optimizer):
    _, made = sheets(MATYAS, optimizer, 0.3)
    names = {one.name for sheet in made for one in (*sheet.asked, *sheet.rule, *sheet.outcome)}
    assert set(optimizer.symbols) <= names


def test_what_is_drawn_is_what_the_step_used():
    momentum = sheets(BOWL, OPTIMIZERS["momentum"], steps=3)
    (velocity,) = momentum[1][2].glyphs
    np.testing.assert_allclose(velocity.values, momentum[0].points[2] - momentum[0].points[1])
    assert (velocity.symbol, velocity.shape, velocity.scale) == ("-v_{t-1}", "arrow", "map")
    mean, scale = adam_sheet().glyphs
    assert (mean.symbol, mean.shape, mean.scale, mean.values) == (
        r"-\hat m_t",
        "arrow",
        "gradient",
        pytest.approx((-12.0, 6.0)),
    )
    assert (scale.symbol, scale.shape, scale.scale, scale.values) == (
        r"\sqrt{\hat v_t}",
        "box",
        "gradient",
        pytest.approx((12.0, 6.0)),
    )
    trajectory, made = sheets(BOWL, OPTIMIZERS["rprop"], steps=3)
    box = made[1].glyphs[1]
    assert (box.shape, box.scale) == ("box", "map")
    np.testing.assert_allclose(box.values, np.abs(trajectory.points[2] - trajectory.points[1]))
    trajectory, made = sheets(BOWL, OPTIMIZERS["asgd"], steps=3)
    (iterate,) = made[1].glyphs
    np.testing.assert_array_equal(iterate.values, trajectory.states.iterate[2])


# One file


def test_the_optimizer_of_the_guide_has_a_worksheet_with_nothing_added(tmp_path):
    guide = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text()
    (code,) = [block for block in re.findall(r"```python\n(.*?)```", guide, re.DOTALL) if "OPTIMIZER: Optimizer = " in block]
    file = tmp_path / "sign_descent.py"
    file.write_text(code)
    spec = importlib.util.spec_from_file_location("sign_descent", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    _, made = sheets(BOWL, module.OPTIMIZER, 0.5)
    (step,) = made[0].rule
    assert step.formula == r"x_{t-1} - \alpha\, \operatorname{sign}\left(g_t\right)"
    assert step.numbers[0].startswith(r"6 - 0.05 \cdot \operatorname{sign}\left(")
    names = {}
    exec(code, names)  # without a file there is no source
    with pytest.raises(ValueError, match=r"the code of <function step at .*> cannot be found"):
        sheets(BOWL, names["OPTIMIZER"])


class Pair(NamedTuple):
    long: Array
    far: Array


def _parts(point, gradient, *, shrink=0.5):
    """A helper with a tuple to give back, a default, and a line of its own."""
    half = shrink * gradient
    return half, point


def unusual(point: Array, gradient: Array, state: Pair, *, learning_rate) -> tuple[Array, Pair]:
    small, here = _parts(point, gradient + 0.0)
    length = np.hypot(small[0], small[1])
    total = np.sum(np.square(gradient), axis=0)
    there = (
        here
        - learning_rate * small / np.maximum(length, 1e-3) * (2.0 if learning_rate == 0.0 else 1.0)
        - 0.0 * total * (state.far / -2.0)
    )
    return there, Pair(long=state.long + length, far=small)


def own_optimizer(step, init=lambda point: Stateless()):
    return Optimizer(
        title="Own",
        latex="x",
        hyperparameters=(learning_rate(0.1),),
        init=init,
        step=step,
        adds="Own.",
        reference="None",
        year=2026,
    )


def test_the_code_of_a_step_may_be_written_in_many_ways():
    optimizer = own_optimizer(unusual, lambda point: Pair(np.zeros(point.shape[1]), np.zeros_like(point)))
    trajectory, made = sheets(SURFACES["regression"], optimizer)
    for t, sheet in enumerate(made, 1):
        np.testing.assert_array_equal(line(sheet.rule, "point").values, trajectory.points[t])
        assert line(sheet.outcome, "long").values == (trajectory.states.long[t],)
    shown = {one.name: one for one in made[1].rule}
    assert shown["half"].formula == "0.5\\, g_t'"  # a default has no symbol
    assert shown["length"].formula == r"\sqrt{\left(\text{half}_{t,w}\right)^2 + \left(\text{half}_{t,b}\right)^2}"
    assert (shown["point"].symbol, shown["point"].formula) == ("x_t", r"\text{there}_t")
    assert shown["total"].numbers[0].count(r"\;") == 1  # both coordinates of the sum


def looping(point, gradient, state, *, learning_rate):
    for _ in range(2):
        point = point - learning_rate * gradient
    return point, state


def changing(point, gradient, state, *, learning_rate):
    point[0] = 0.0
    return point, state


def listing(point, gradient, state, *, learning_rate):
    moves = [learning_rate * gradient for _ in range(2)]
    return point - moves[0], state


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (looping, "cannot hold the statement 'for _ in range"),
        (changing, r"cannot show an assignment to 'point\[0\]': a step changes nothing in place"),
        (listing, r"cannot write '\[learning_rate \* gradient for _ in range\(2\)\]'"),
        (
            lambda point, gradient, state, *, learning_rate: (point - learning_rate * gradient, state),
            "cannot be found as a function",
        ),
    ],
)
def test_a_step_that_is_more_than_formulas_is_refused_with_a_sentence(step, sentence):
    trajectory = descend(BOWL, OPTIMIZERS["gradient_descent"], (6.0, 6.0), 3)
    with pytest.raises(ValueError, match=sentence):
        worksheet(BOWL, Run(own_optimizer(step), (6.0, 6.0)), trajectory, 2)


# Bad input


@pytest.mark.parametrize(
    ("t", "sentence"),
    [
        *((0, "t must be a step from 1 to 20, not 0"), (21, "t must be a step from 1 to 20, not 21"), (-1, "not -1")),
        *((1.0, "t must be the number of a step, not 1.0"), ("3", "not '3'"), (None, "not None")),
    ],
)
def test_a_step_that_is_not_there_is_refused(t, sentence):
    with pytest.raises(ValueError, match=sentence):
        adam_sheet(t)


def test_a_diverged_run_has_worksheets_as_far_as_it_went():
    run = Run(OPTIMIZERS["gradient_descent"], (6.0, 6.0), {"learning_rate": 100.0})
    trajectory = descend(BOWL, run.optimizer, run.start, 400, run.hyperparameters)
    last = len(trajectory.gradients)
    assert trajectory.diverged_at == last + 1
    np.testing.assert_array_equal(line(worksheet(BOWL, run, trajectory, last).rule, "point").values, trajectory.points[-1])
    with pytest.raises(ValueError, match=f"from 1 to {last}, not {last + 1}, because the run diverged at step {last + 1}"):
        worksheet(BOWL, run, trajectory, last + 1)
    nowhere = descend(BOWL, run.optimizer, run.start, 0)
    with pytest.raises(ValueError, match="there is no step to work out"):
        worksheet(BOWL, run, nowhere, 1)


def test_a_batch_is_sent_to_its_members():
    optimizer = OPTIMIZERS["adam"]
    batch = descend(BOWL, optimizer, np.ones((2, 3)), 4)
    run = Run(optimizer, (1.0, 1.0))
    with pytest.raises(ValueError, match=r"take trajectory\.member\(k\)"):
        worksheet(BOWL, run, batch, 1)
    assert line(worksheet(BOWL, run, batch.member(2), 4).rule, "point").values == tuple(batch.points[4, :, 2])
    with pytest.raises(ValueError, match="a Run with its hyperparameters"):
        worksheet(BOWL, Run(optimizer, (1.0, 1.0), {"beta1": np.array([0.1, 0.2])}), batch.member(2), 1)
    with pytest.raises(ValueError, match="needs a Run and its Trajectory"):
        worksheet(BOWL, optimizer, batch, 1)


def test_what_does_not_belong_together_is_refused():
    run = Run(OPTIMIZERS["adam"], (6.0, -3.0))
    (trajectory,) = race(BOWL, [run], 5, noise=0.5, seed=1)
    assert worksheet(BOWL, run, trajectory, 2, noise=0.5, seed=1)
    for options in ({}, {"noise": 0.5}, {"noise": 0.4, "seed": 1}):
        with pytest.raises(ValueError, match="give the noise and the seed of the race"):
            worksheet(BOWL, run, trajectory, 2, **options)
    with pytest.raises(ValueError, match="give the noise and the seed of the race"):
        worksheet(MATYAS, run, trajectory, 2, noise=0.5, seed=1)
    for other in (Run(OPTIMIZERS["adam"], (6.0, -3.0), {"beta1": 0.8}), Run(OPTIMIZERS["yogi"], (6.0, -3.0))):
        with pytest.raises(ValueError, match="step 2 of the trajectory was not taken by "):
            worksheet(BOWL, other, trajectory, 2, noise=0.5, seed=1)
    with pytest.raises(ValueError, match="noise must be one finite number"):
        worksheet(BOWL, run, trajectory, 2, noise=np.nan)
    assert replace(run, hyperparameters={}) == run
