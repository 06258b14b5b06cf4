"""Numbers as a reader writes them; `significant` and `percent` in `components/browser/numbers.js` write them the same way."""

from functools import lru_cache
from math import ceil, floor, isfinite, isinf, isnan, log10

from components.state.parameter_types import decimal

ROUND_OFF = 1e-9  # in percent: a smaller remainder counts as none


@lru_cache(maxsize=4096)
def number(value: float, digits: int = 3) -> str:
    """So many significant digits."""
    value = float(value)
    sign, size = "−" if value < 0 else "", abs(value)
    if isnan(value):
        return "undefined"
    if isinf(value):
        return f"beyond {sign}1.8e308"
    rounded = float(f"{size:.{digits}g}")
    return f"{sign}{decimal(rounded) if isfinite(rounded) else f'{size:.{digits}g}'}"


def percent(share: float) -> str:
    """A share in whole percents; what is nearly none or nearly all of it has as many decimals as say so."""
    if isnan(share):
        return "—"
    whole, rest = floor(100 * share + 0.5), 100 * min(share, 1 - share)
    decimals = ceil(-log10(rest)) if whole in (0, 100) and rest > ROUND_OFF else 0
    return f"{decimal(floor(100 * share * 10**decimals + 0.5) / 10**decimals)} %"
