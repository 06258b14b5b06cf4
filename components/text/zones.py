"""The zones of a response in words."""

from collections.abc import Iterator, Sequence

from optimizers import OPTIMIZERS, Response, Zone

MOST_TOLD = 6  # zones, one by one in a sentence


def zones_text(key: str, response: Response) -> str:
    """The zones of an optimizer in a sentence: `Adam: too slow up to 0.038, good to 0.19, best to 0.262, good from 0.262.`

    Where noise or chaos has made too many of them, it tells of the ends and of the widest stretch that is best.
    """
    zones = response.zones
    told = ", ".join(_told(zones)) if len(zones) <= MOST_TOLD else _summed_up(zones)
    theory = f"; theory's limit at the minimum is {response.limit:.4g} (λmax {response.steepest:.3g})" if response.limit else ""
    return f"{OPTIMIZERS[key].title}: {told}{theory}."


def _told(zones: Sequence[Zone]) -> Iterator[str]:
    if len(zones) == 1:
        yield f"{zones[0].kind} everywhere"
        return
    yield f"{zones[0].kind} up to {zones[0].high:.3g}"
    yield from (f"{zone.kind} to {zone.high:.3g}" for zone in zones[1:-1])
    yield f"{zones[-1].kind} from {zones[-1].low:.3g}"


def _summed_up(zones: Sequence[Zone]) -> str:
    best = max((zone for zone in zones if zone.kind == "best"), key=lambda zone: zone.decades, default=None)
    first, last = zones[0], zones[-1]
    middle = f"best from {best.low:.3g} to {best.high:.3g}" if best else "nowhere good"
    ends = f"{first.kind} up to {first.high:.3g}, {middle}, {last.kind} from {last.low:.3g}"
    return f"{ends}; in between it changes {len(zones) - 2} times"


# Five rates
