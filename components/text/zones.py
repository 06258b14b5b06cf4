"""The lab's zones and its target in words."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from components.state.parameter_types import decimal
from components.text.number_format import number
from optimizers import OPTIMIZERS, RateSweep, Zone, target_of, tolerance
from surfaces import Surface

MAX_LISTED = 6  # zones that a sentence names one by one


def zones_text(key: str, sweep: RateSweep) -> str:
    """The zones of an optimizer in a sentence: `Adam: too slow below 0.05, good 0.05–1.45, best above 1.45.`

    If noise or chaos makes too many of them, it names the ends and the widest best zone.
    """
    zones = sweep.zones
    texts = _boundaries(zones)
    zones_in_words = ", ".join(_in_words(zones, texts)) if len(zones) <= MAX_LISTED else _summed_up(zones, texts)
    theory = f"; stability limit at the minimum {number(sweep.limit, 4)} (λmax {number(sweep.steepest)})" if sweep.limit else ""
    return f"{OPTIMIZERS[key].title}: {zones_in_words}{theory}."


def _boundaries(zones: Sequence[Zone]) -> list[str]:
    """Where zones begin and the last ends, with three digits, or as many as it takes to tell the ends of each zone apart."""
    bounds = [zones[0].low, *(zone.high for zone in zones)]
    for digits in range(3, 17):
        texts = [decimal(float(f"{bound:.{digits}g}")) for bound in bounds]
        if all(low != high for low, high in pairwise(texts)):
            break
    return texts


def _in_words(zones: Sequence[Zone], bounds: Sequence[str]) -> Iterator[str]:
    if len(zones) == 1:
        yield "no rate is better than another" if zones[0].name == "best" else f"{zones[0].name} everywhere"
        return
    yield f"{zones[0].name} below {bounds[1]}"
    yield from (f"{zone.name} {low}–{high}" for zone, (low, high) in list(zip(zones, pairwise(bounds), strict=True))[1:-1])
    yield f"{zones[-1].name} above {bounds[-2]}"


def _summed_up(zones: Sequence[Zone], bounds: Sequence[str]) -> str:
    best = max((zone for zone in zones if zone.name == "best"), key=lambda zone: zone.decades, default=None)
    place = zones.index(best) if best else 0
    middle = f"widest best zone {bounds[place]}–{bounds[place + 1]}" if best else "nowhere good"
    ends = f"{zones[0].name} below {bounds[1]}, {middle}, {zones[-1].name} above {bounds[-2]}"
    return f"{ends}; the zone changes {len(zones) - 2} times in between"


def target_text(surface: Surface) -> str:
    """The target of the lab's runs: converging where a minimum is known, else the lowest f in the window."""
    target = target_of(surface)
    if target is None:
        return f"Target: convergence, from the step after which a run stays within {tolerance(surface):g} of a minimum."
    return f"No minimum is known in this window; the target is the lowest f on a grid over it, {number(target, 4)}."
