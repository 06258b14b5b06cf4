"""How far rounding moves the end of a run: hardly on a bowl, far where a run is chaotic."""

import pytest

from components.results.rounding import shift_by_rounding
from components.results.shared import no_progress
from tests.components.tools import settings_of


def test_a_run_on_a_bowl_hardly_depends_on_rounding():
    settings = settings_of(surface="bowl", optimizers="gradient_descent", steps="60")
    assert shift_by_rounding(settings, "gradient_descent", no_progress) < 1e-14


def test_polyaks_step_on_beale_is_chaotic():
    settings = settings_of(surface="beale", optimizers="polyak", steps="60")
    assert 1e-6 < shift_by_rounding(settings, "polyak", no_progress) < 1.0


def test_the_check_ends_when_nobody_waits_for_it():
    def stop(done):
        raise InterruptedError

    settings = settings_of(surface="bowl", optimizers="adam", steps="5000")
    with pytest.raises(InterruptedError):
        shift_by_rounding(settings, "adam", stop)
