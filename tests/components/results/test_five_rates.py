"""The five rates of the lab lie in the zones after which they are called."""

from itertools import pairwise

import pytest

from components.results import laboratory as lab
from components.results.five_rates import FIVE, five, five_rates
from components.results.shared import no_progress
from tests.components.everybody import RATED
from tests.components.tools import settings_of


@pytest.mark.parametrize("key", RATED)
def test_five_rates_rise_within_the_slider(key):
    for surface, steps in (("bowl", "1"), ("matyas", "20"), ("monkey", "10")):
        sweep = lab.study(settings_of(surface=surface, optimizers=key, steps=steps), key, no_progress)
        rates = five_rates(sweep)
        assert len(rates) == len(FIVE)
        assert all(low < high for low, high in pairwise(rates))
        assert rates[0] >= lab.RATES[0]
        assert rates[-1] <= lab.RATES[-1]
        best = max((zone for zone in sweep.zones if zone.name == "best"), key=lambda zone: zone.high / zone.low)
        assert 0.99 * best.low <= rates[2] <= 1.01 * best.high
        last = max(zone.high for zone in sweep.zones if zone.name in ("good", "best") and zone.high > best.low)
        assert rates[4] > 1.4 * last or rates[4] == lab.RATES[-1]


@pytest.mark.parametrize(
    ("surface", "key"), [("bowl", "gradient_descent"), ("matyas", "momentum"), ("matyas", "gradient_descent")]
)
def test_the_names_of_the_five_rates_are_right(surface, key):
    found = five(settings_of(surface=surface, optimizers=key, steps="60"), no_progress)
    snail, tortoise, goldilocks, hare, rocket = (run_result.trajectory.values for run_result in found.results)
    assert goldilocks[-1] < tortoise[-1] < snail[-1]
    assert goldilocks[-1] < hare[-1] < rocket[-1]
    assert rocket[-1] > rocket[0] > snail[-1] > 0.3 * snail[0]
    assert goldilocks[-1] < 1e-3 * goldilocks[0]
    assert list(FIVE) == ["Snail", "Tortoise", "Goldilocks", "Hare", "Rocket"]


def test_five_rates_are_called_after_the_zones_they_lie_in():
    """Adam converges on Matyas at the highest rate there is, so none of the five is called too high."""
    settings = settings_of(surface="matyas", optimizers="adam", steps="200")
    found, sweep = five(settings, no_progress), lab.study(settings, "adam", no_progress)
    for rate, zone_name, run_result in zip(found.rates, found.zones, found.results, strict=True):
        (zone,) = (zone for zone in sweep.zones if zone.low <= rate <= zone.high)
        assert zone_name == zone.name
        assert (run_result.verdict.outcome == "converged") == (zone_name in ("good", "best"))
    assert found.zones == ("too slow", "best", "best", "best", "good")


def test_where_zones_are_frayed_each_of_the_five_is_called_after_its_own_runs():
    """QHM diverges on Himmelblau's function at a rate amid those that are too high."""
    found = five(settings_of(surface="himmelblau", optimizers="qhm", steps="200"), no_progress)
    diverged = [run_result.verdict.outcome == "diverged" for run_result in found.results]
    assert [zone_name == "diverges" for zone_name in found.zones] == diverged
    sweep = lab.study(settings_of(surface="ackley", optimizers="momentum", steps="200"), "momentum", no_progress)
    rates = lab.RATES[::20]  # measured one by one
    assert sweep.zones_of(rates) == [sweep.zone_at(rate) for rate in rates]


def test_there_are_five_rates_even_where_no_run_descends():
    sweep = lab.study(settings_of(surface="bowl", optimizers="adam", x="0", y="0", noise="1", steps="20"), "adam", no_progress)
    assert all(low < high for low, high in pairwise(five_rates(sweep)))
