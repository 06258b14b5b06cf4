"""What the lab computes and draws, against theory, single runs, and straightforward calculations."""

import json
import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from components.plots.heat_figure import HEAT, heat_figure, places
from components.plots.lab_figures import ZONES, five_figure, sweep_figure
from components.plots.palette import styles
from components.results import laboratory as lab
from components.results.laboratory import best_cell
from components.results.shared import no_progress
from components.stage.scene import parameter_scrubber
from components.state.choices import OWN
from components.state.parameter_types import Number, decimal
from components.state.parameters import FRAMES
from components.text.zones import zones_text
from components.web.serialize import frame_json
from optimizers import OPTIMIZERS, Zone, descend, judge
from optimizers.schedules import SCHEDULES
from surfaces import SURFACES
from tests.components.everybody import RATED
from tests.components.tools import numbers, settings_of

THEMES = ("light", "dark")
RECORDS = (*OPTIMIZERS.values(), *SCHEDULES.values())
ALL_SURFACES = (*SURFACES, OWN)
LONG = "0.0123456789012345"  # a number of as many digits as a float has


class Counter:
    """Remembers what it is told."""

    def __init__(self):
        self.shares = []

    def __call__(self, done):
        self.shares.append(done)


def alone(settings, **changes):
    """The run of the subject, with some of its settings replaced."""
    settings = settings.replace(**{name.replace("__", "."): value for name, value in changes.items()})
    key = settings["subject"]
    options = {"noise": settings["noise"], "seed": settings["seed"], "schedule": settings.bound_schedule}
    start = settings["x"], settings["y"]
    return descend(settings.surface_record, OPTIMIZERS[key], start, settings["steps"], settings.hyperparameters(key), **options)


# Ranges


def test_the_rates_are_many_over_many_decades():
    assert len(lab.RATES) >= 121
    assert np.log10(lab.RATES[-1] / lab.RATES[0]) >= 5.0
    np.testing.assert_allclose(lab.RATES[1:] / lab.RATES[:-1], 10.0 ** (7 / 180), rtol=0.01)
    assert lab.SEEDS >= 32
    assert lab.CELLS == 64


@pytest.mark.parametrize("count", [FRAMES, lab.CELLS])
@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.title)
def test_a_grid_reaches_along_the_slider_and_the_slider_takes_every_value_of_it(record, count):
    for item in record.hyperparameters:
        values = lab.grid(item, count)
        assert len(values) == count
        assert np.all(np.diff(values) > 0.0), item.name
        assert (values[0], values[-1]) == (0.0 if item.zero else item.low, item.high), item.name
        for value in values:
            assert Number(item.default, item.low, item.high, item.zero).read(decimal(float(value))) == value
        if item.scale == "logarithmic":
            ratios = np.diff(np.log(values[1:] if item.zero else values))
            np.testing.assert_allclose(ratios, ratios.mean(), atol=0.02)


@given(st.integers(1, 5000), st.integers(24, 80))
@effort(max_examples=100, deadline=None)
def test_sample_steps_are_dense_at_the_start_and_reach_the_end(steps, most):
    found = lab.sample_steps(steps, most)
    assert len(found) == min(steps + 1, most)
    assert (found[0], found[-1]) == (0, steps)
    gaps = np.diff(found)
    assert np.all(gaps > 0)
    assert np.all(gaps[: most // 3 - 1] == 1)
    assert np.all(np.diff(gaps) >= -1)  # ever fewer, but for rounding


# Frames


def framed(settings, **changes):
    """What is sent of a frame: the run with some of the settings replaced."""
    settings = settings.replace(**{name.replace("__", "."): value for name, value in changes.items()})
    name, _ = settings.parameter_of(settings.swept)
    (run_result,) = lab.runs(settings, name, np.array([settings[name]]), no_progress)
    return json.loads(json.dumps(frame_json(run_result, settings), allow_nan=False))


def test_a_frame_describes_its_own_value():
    settings = settings_of(surface="bowl", optimizers="adam,gradient_descent", subject="gradient_descent", steps="60")
    values = parameter_scrubber(settings)["values"]
    assert len(values) == FRAMES
    assert [float(value) for value in values] == sorted({float(value) for value in values})
    assert parameter_scrubber(settings)["symbol"] == "α"
    for value in values[::10]:
        run = framed(settings, gradient_descent__learning_rate=float(value))
        assert run["label"] == f"Gradient descent (α {value})"
        assert run["file"] == f"bowl-gradient_descent-lr{value}"
        assert run["caption"] == "start (6, 6), 60 steps, no noise"
        assert run["limits"] == {"sharpness": [2.0 / float(value)]}
    high = framed(settings, gradient_descent__learning_rate=2.5)
    assert "α·λmax = 2.5 × 2" in high["sentence"]
    assert high["verdict"] in ("left", "diverged")
    decayed = framed(settings.replace(swept="inverse_time.decay"), inverse_time__decay=0.02)
    assert decayed["caption"] == "start (6, 6), 60 steps, no noise, schedule: inverse time (k 0.02)"
    assert decayed["file"] == "bowl-gradient_descent-lr0.05-decay0.02"


def test_the_scrubber_asks_for_the_same_frames_whatever_the_swept_value_is_set_to():
    settings = settings_of(optimizers="adam,momentum", subject="momentum", adam__learning_rate="0.3", metric="rate")
    scrubber = parameter_scrubber(settings)
    assert (scrubber["parameter"], scrubber["value"]) == ("momentum.learning_rate", settings["momentum.learning_rate"])
    assert list(scrubber["subjects"]) == ["adam", "momentum"]
    assert list(scrubber["numbers"]) == ["learning_rate", "momentum", "inverse_time.decay"]
    same = settings.replace(**{"momentum.learning_rate": 0.5, "measure": "best", "metric": "value", "step": 7})
    assert parameter_scrubber(same)["query"] == scrubber["query"]
    assert parameter_scrubber(same)["value"] == 0.5
    for name, value in {"momentum.momentum": 0.5, "steps": 7, "swept": "momentum", "subject": "adam", "x": 1.0}.items():
        assert parameter_scrubber(settings.replace(**{name: value}))["query"] != scrubber["query"], name
    assert parameter_scrubber(settings_of(optimizers="none")) is None


# Five rates


@pytest.mark.parametrize("key", RATED)
def test_five_rates_rise_within_the_slider(key):
    for surface, steps in (("bowl", "1"), ("matyas", "20"), ("monkey", "10")):
        response = lab.study(settings_of(surface=surface, optimizers=key, steps=steps), key, no_progress)
        rates = lab.five_rates(response)
        assert len(rates) == len(lab.FIVE)
        assert all(low < high for low, high in pairwise(rates))
        assert rates[0] >= lab.RATES[0]
        assert rates[-1] <= lab.RATES[-1]
        best = max((zone for zone in response.zones if zone.name == "best"), key=lambda zone: zone.high / zone.low)
        assert 0.99 * best.low <= rates[2] <= 1.01 * best.high
        last = max(zone.high for zone in response.zones if zone.name in ("good", "best") and zone.high > best.low)
        assert rates[4] > 1.4 * last or rates[4] == lab.RATES[-1]


@pytest.mark.parametrize(
    ("surface", "key"), [("bowl", "gradient_descent"), ("matyas", "momentum"), ("matyas", "gradient_descent")]
)
def test_the_names_of_the_five_rates_are_right(surface, key):
    found = lab.five(settings_of(surface=surface, optimizers=key, steps="60"), no_progress)
    snail, tortoise, goldilocks, hare, rocket = (run_result.trajectory.values for run_result in found.results)
    assert goldilocks[-1] < tortoise[-1] < snail[-1]
    assert goldilocks[-1] < hare[-1] < rocket[-1]
    assert rocket[-1] > rocket[0] > snail[-1] > 0.3 * snail[0]
    assert goldilocks[-1] < 1e-3 * goldilocks[0]
    assert list(lab.FIVE) == ["Snail", "Tortoise", "Goldilocks", "Hare", "Rocket"]


def test_five_rates_are_called_after_the_zones_they_lie_in():
    """Adam converges on Matyas at the highest rate there is, so none of the five is called too high."""
    settings = settings_of(surface="matyas", optimizers="adam", steps="200")
    found, response = lab.five(settings, no_progress), lab.study(settings, "adam", no_progress)
    for rate, kind, run_result in zip(found.rates, found.zones, found.results, strict=True):
        (zone,) = (zone for zone in response.zones if zone.low <= rate <= zone.high)
        assert kind == zone.name
        assert (run_result.verdict.outcome == "converged") == (kind in ("good", "best"))
    assert found.zones == ("too slow", "best", "best", "best", "good")


def test_where_zones_are_frayed_each_of_the_five_is_called_after_its_own_runs():
    """QHM diverges on Himmelblau's function at a rate amid those that are too high."""
    found = lab.five(settings_of(surface="himmelblau", optimizers="qhm", steps="200"), no_progress)
    diverged = [run_result.verdict.outcome == "diverged" for run_result in found.results]
    assert [kind == "diverges" for kind in found.zones] == diverged
    response = lab.study(settings_of(surface="ackley", optimizers="momentum", steps="200"), "momentum", no_progress)
    rates = lab.RATES[::20]  # which were measured one by one
    assert response.zones_of(rates) == [response.zone_at(rate) for rate in rates]


def test_there_are_five_rates_even_where_no_run_descends():
    response = lab.study(
        settings_of(surface="bowl", optimizers="adam", x="0", y="0", noise="1", steps="20"), "adam", no_progress
    )
    assert all(low < high for low, high in pairwise(lab.five_rates(response)))


# The heat map


@pytest.mark.parametrize(
    ("key", "above"), [("momentum", lambda g: 2 + 2 * g), ("nesterov", lambda g: (2 + 2 * g) / (1 + 2 * g))]
)
@pytest.mark.parametrize("surface", ["bowl", "matyas", "regression"])
def test_theory_and_the_cells_agree_to_one_cell(surface, key, above):
    found = lab.heat(settings_of(surface=surface, optimizers=key, second="momentum"), no_progress)
    hessian = np.reshape(np.array(SURFACES[surface].hessian(1.0, 1.0))[[0, 1, 1, 2]], (2, 2))
    limit = above(found.seconds) / np.linalg.eigvalsh(hessian)[-1]
    np.testing.assert_allclose(found.bound, limit)
    assert found.seconds[0] == 0.0
    for row, lost in enumerate(found.diverged):
        first = np.searchsorted(found.rates, limit[row])  # the first cell above the limit
        assert not lost[: first - 1].any(), f"γ = {found.seconds[row]}"
        assert lost[first + 1 :].all(), f"γ = {found.seconds[row]}"
    assert 0.2 < found.diverged.mean() < 0.8


def test_a_cell_holds_what_became_of_its_run():
    settings = settings_of(
        surface="easom", optimizers="rmsprop", second="rho", noise="0.01", seed="3", steps="150", schedule="exponential"
    )
    found = lab.heat(settings, no_progress)
    assert found.rates.shape == found.seconds.shape == (64,)
    assert found.target is None
    assert found.bound is None
    hits = set()
    random = np.random.default_rng(0)
    some = random.choice(np.argwhere(found.steps >= 0), 10)
    for row, column in [*some, *random.integers(0, 64, (20, 2))]:
        rates = {"rmsprop__learning_rate": found.rates[column], "rmsprop__rho": found.seconds[row]}
        path = alone(settings, **rates)
        verdict = judge(SURFACES["easom"], path)
        assert found.steps[row, column] == (verdict.step if verdict.outcome == "converged" else -1)
        assert found.diverged[row, column] == (verdict.outcome == "diverged")
        # sin, cos and exp of many points may differ from those of one in the last place, and a path carries that along
        np.testing.assert_allclose(found.values[row, column], path.values[-1], rtol=1e-9)
        hits.add(verdict.outcome == "converged")
    assert hits == {True, False}


def test_the_best_cell_is_the_first_to_converge_and_of_equals_the_lowest():
    random = np.random.default_rng(5)
    found = lab.heat(settings_of(surface="bowl", optimizers="momentum", second="momentum", steps="30"), no_progress)
    for lost_share, converged_share in ((0.5, 0.5), (0.3, 0.01), (0.5, 0.0), (1.0, 0.5)):
        values, lost = random.normal(size=(64, 64)), random.random((64, 64)) < lost_share
        steps = np.where(random.random((64, 64)) < converged_share, random.integers(0, 9, (64, 64)), -1)
        values[random.random((64, 64)) < 0.1] = np.nan
        one = replace(found, steps=steps, values=values, diverged=lost)
        best, winner = (np.inf, np.inf), None
        for row, column in np.ndindex(64, 64):
            if not lost[row, column] and np.isfinite(values[row, column]):
                converged = steps[row, column] >= 0
                rank = (steps[row, column] if converged else np.inf, values[row, column])
                if rank < best:
                    best, winner = rank, (row, column)
        assert best_cell(one) == winner
        assert (winner is None) == (lost_share == 1.0)


def test_zero_lies_one_cell_left_of_the_first_power():
    decay = SCHEDULES["inverse_time"].hyperparameters[0]
    assert decay.zero
    along = places(decay, lab.grid(decay, 64))
    np.testing.assert_allclose(np.diff(along), along[-1] - along[-2], rtol=0.1)
    gamma = OPTIMIZERS["momentum"].hyperparameters[1]
    np.testing.assert_array_equal(places(gamma, lab.grid(gamma, 64)), lab.grid(gamma, 64))


# Watching, and what is kept


@pytest.mark.slow
@pytest.mark.parametrize("work", [lab.studies, lab.five, lab.heat], ids=lambda work: work.__name__)
def test_a_progress_callback_gets_rising_fractions_and_can_stop_the_work(work):
    settings = settings_of(surface="mult", optimizers="adam,rmsprop", steps="200", noise="0.5", seed="987")
    lab._study.cache_clear()

    class Stopper:
        def __call__(self, done):
            if done >= 0.3:
                raise StopIteration(done)

    if work is not lab.five:  # most of it is the response
        with pytest.raises(StopIteration) as stopped:
            work(settings, Stopper())
        assert 0.3 <= stopped.value.args[0] < 0.4
    counter = Counter()
    work(settings, counter)
    assert counter.shares == sorted(counter.shares)
    assert len(counter.shares) >= 12
    assert counter.shares[0] < 0.1
    assert 0.7 < counter.shares[-1] <= 1.0  # a response whose boundaries need no second look ends early


def test_a_second_visitor_finds_what_the_first_has_computed():
    first, second = Counter(), Counter()
    settings = settings_of(optimizers="adam,momentum", steps="20", seed="4321")
    found = lab.study(settings, "adam", first)
    assert first.shares
    for other in (
        settings,
        settings.replace(measure="best", coloured="value", subject="momentum", metric="rate", step=3),
        settings.replace(**{"optimizers": ("adam",), "momentum.momentum": 0.3}),
    ):
        assert lab.study(other, "adam", second) is found
    assert second.shares == []
    for name, value in {"adam.beta1": 0.5, "steps": 21, "seed": 1, "inverse_time.decay": 0.1, "noise": 0.1}.items():
        assert lab.study(settings.replace(**{name: value}), "adam", second) is not found, name


def test_memory_is_bounded():
    settings = settings_of(optimizers="gradient_descent", steps="1")
    most = lab._study.cache_info().maxsize
    for seed in range(most + 3):
        lab.study(settings.replace(seed=seed), "gradient_descent", no_progress)
    assert lab._study.cache_info().currsize == most <= 100


# Figures


def drawn(figure):
    """A figure as a browser reads it: JSON proper, with no NaN in it."""
    return json.loads(figure.to_json(), parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))


def finite(figure, *axes):
    for axis in axes:
        low, high = figure["layout"][axis]["range"]
        assert np.isfinite([low, high]).all()
        assert low != high


@pytest.mark.parametrize("surface", ALL_SURFACES)
def test_the_sweep_has_a_line_and_zones_per_optimizer(surface):
    settings = settings_of(surface=surface, optimizers="adagrad,nesterov", steps="10", noise="0.2")
    surface, start = settings.surface_record, (settings["x"], settings["y"])
    responses, looks = lab.studies(settings, no_progress), styles(settings["optimizers"])
    for measures, theme in ((["value", "steps"], "light"), (["best", "distance"], "dark")):
        for measure in measures:
            figure = drawn(sweep_figure(surface, start, responses, looks, measure, theme))
            finite(figure, "xaxis", "yaxis", "yaxis2")
            lines = {trace["meta"]: trace for trace in figure["data"] if trace.get("meta")}
            assert list(lines) == list(responses)
            for key, line in lines.items():
                assert line["line"]["color"] == looks[key][theme]
                np.testing.assert_array_equal(numbers(line["x"]["bdata"], line["x"]["dtype"]), lab.RATES)
            assert any(trace.get("fill") == "toself" for trace in figure["data"]) or measure != "value"
            strips = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "rect"]
            zones = [(row, zone) for row, response in enumerate(responses.values()) for zone in response.zones]
            assert [(s["x0"], s["x1"], s["fillcolor"]) for s in strips] == [
                (zone.low, zone.high, ZONES[theme][zone.name]) for _, zone in zones
            ]
            assert [round((s["y0"] + s["y1"]) / 2) for s in strips] == [row for row, _ in zones]
            limits = {r.limit for r in responses.values() if r.limit is not None}
            assert {shape["x0"] for shape in figure["layout"]["shapes"] if shape["type"] == "line"} == limits
            notes = [note["text"] for note in figure["layout"]["annotations"]]
            assert {note for note in notes if note.startswith("theory")} == {f"theory: {limit:.3g}" for limit in limits}


@pytest.mark.parametrize("surface", ALL_SURFACES)
def test_five_curves_are_drawn_with_their_names_and_rates(surface):
    settings = settings_of(surface=surface, optimizers="momentum", steps="25")
    found = lab.five(settings, no_progress)
    for theme in THEMES:
        figure = drawn(five_figure(found, settings.surface_record, theme))
        finite(figure, "yaxis")
        names = [f"{name} (α {decimal(rate)})" for name, rate in zip(lab.FIVE, found.rates, strict=True)]
        assert [trace["name"] for trace in figure["data"]] == names
        assert len({(trace["line"]["color"], trace["line"]["dash"]) for trace in figure["data"]}) == 5


def marked(trace):
    return numbers(trace["z"]["bdata"], trace["z"]["dtype"]).reshape(64, 64)


@pytest.mark.parametrize("surface", ALL_SURFACES)
def test_the_heat_map_marks_what_diverges_the_best_and_the_limit(surface):
    settings = settings_of(surface=surface, optimizers="momentum", second="momentum", steps="25")
    found = lab.heat(settings, no_progress)
    for coloured in ("steps", "value"):
        for theme in THEMES:
            figure = drawn(heat_figure(found, settings.surface_record, coloured, theme))
            finite(figure, "xaxis", "yaxis")
            traces = {trace["name"]: trace for trace in figure["data"]}
            assert np.isfinite(marked(traces["diverges"])).tolist() == found.diverged.tolist()
            assert not (np.isfinite(marked(traces[found.never])) & found.diverged).any()
            assert ("stability limit" in traces) == (found.bound is not None)
            z = marked(traces["cells"])
            assert not np.isfinite(z[found.diverged]).any()
            assert traces["cells"]["colorscale"] == HEAT[theme]
            row, column = best_cell(found)
            assert traces["best"]["x"] == [pytest.approx(np.log10(found.rates[column]))]
            assert traces["best"]["y"] == [pytest.approx(found.seconds[row])]
            shown = np.isfinite(z)
            if shown.any() and coloured == "steps":
                np.testing.assert_array_equal(z[shown], np.log10(np.maximum(found.steps[shown], 1)))


@pytest.mark.parametrize("second", ["rho", "epsilon", "inverse_time.decay", "k"])
def test_any_hyperparameter_can_be_the_second(second):
    if second == "k":
        settings = settings_of(optimizers="gradient_descent", steps="15")  # which has none but those of the schedule
        assert settings["second"] == "inverse_time.decay"
    else:
        settings = settings_of(optimizers="adadelta", second=second, steps="15")
    found = lab.heat(settings, no_progress)
    figure = drawn(heat_figure(found, settings.surface_record, "value", "light"))
    finite(figure, "xaxis", "yaxis")
    assert found.item.symbol in figure["layout"]["yaxis"]["title"]["text"]


def test_the_zones_are_described_with_every_boundary():
    response = lab.study(
        settings_of(surface="bowl", optimizers="gradient_descent", steps="500"), "gradient_descent", no_progress
    )
    text = zones_text("gradient_descent", response)
    # the distance of 6√2 changes by |1 − 2α| a step, to 0.02: in 500 steps, or in 2; it diverges where f = 72 grows to 196
    slow, quick, out = (0.02 / np.hypot(6, 6)) ** (1 / 500), (0.02 / np.hypot(6, 6)) ** (1 / 2), (196 / 72) ** (1 / 1000)
    boundaries = [(1 - slow) / 2, (1 - quick) / 2, (1 + quick) / 2, (1 + slow) / 2, (1 + out) / 2]
    low, good, best, high, out = dict.fromkeys(re.findall(r"[\d.]+(?=[,;–])", text))
    assert [float(found) for found in (low, good, best, high, out)] == pytest.approx(boundaries, rel=5e-3)
    assert text == (
        f"Gradient descent: too slow below {low}, good {low}–{good}, best {good}–{best}, good {best}–{high}, "
        f"too high {high}–{out}, diverges above {out}; stability limit at the minimum 1 (λmax 2)."
    )
    broken = [Zone(kind, 10.0**k, 10.0 ** (k + 1)) for k, kind in enumerate(["too slow", *["good", "best"] * 3, "diverges"])]
    assert zones_text("gradient_descent", replace(response, zones=tuple(broken), limit=None)) == (
        "Gradient descent: too slow below 10, widest best 100–1000, diverges above 10000000; in between it changes 6 times."
    )
    noisy = [
        Zone(kind, 10.0**k, 10.0 ** (k + 1)) for k, kind in enumerate(["too slow", "too high"] * 4)
    ]  # at a minimum already
    assert zones_text("gradient_descent", replace(response, zones=tuple(noisy), limit=None)) == (
        "Gradient descent: too slow below 10, nowhere good, too high above 10000000; in between it changes 6 times."
    )
    everywhere = replace(response, zones=(Zone("best", 1e-5, 100.0),), limit=None)
    assert zones_text("gradient_descent", everywhere) == "Gradient descent: no rate is better than another."
    narrow = (Zone("too slow", 1e-5, 0.123456), Zone("best", 0.123456, 0.123459), Zone("too high", 0.123459, 100.0))
    assert zones_text("gradient_descent", replace(response, zones=narrow, limit=None)) == (
        "Gradient descent: too slow below 0.123456, best 0.123456–0.123459, too high above 0.123459."
    )
    assert re.search(r"nan|inf|None", text) is None
