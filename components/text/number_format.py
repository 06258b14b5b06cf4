"""Numbers as a reader writes them; `number` and `percent` in `components/browser/numbers.js` write the same, except for
numbers that are not finite."""

from decimal import ROUND_HALF_UP, Context
from functools import lru_cache
from math import ceil, floor, isinf, isnan, log10

from components.state.parameter_types import decimal

PLAIN = range(-4, 6)  # powers of ten of numbers that are written without an exponent
ROUND_OFF = 1e-9  # in percent: a smaller remainder counts as none


@lru_cache(maxsize=4096)
def number(value: float, digits: int = 3) -> str:
    """A number with so many significant digits: 0.0123, 12300, 1.23e−8."""
    value = float(value)
    sign = "−" if value < 0 else ""
    if isnan(value):
        return "undefined"
    if isinf(value):
        return f"beyond {sign}1.8e308"
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal_from_float(abs(value))
    power = rounded.adjusted() if rounded else 0
    if power in PLAIN:
        return f"{sign}{decimal(float(rounded))}"
    return f"{sign}{decimal(float(rounded.scaleb(-power)))}e{with_minus(str(power))}"


def with_minus(text: str) -> str:
    """A number that is read, and not typed: its hyphen as a minus sign, after which no line breaks."""
    return text.replace("-", "−")


def percent(share: float) -> str:
    """A share in whole percent; with decimals where rounding would turn it into 0 % or 100 %."""
    if isnan(share):
        return "—"
    whole, rest = floor(100 * share + 0.5), 100 * min(share, 1 - share)
    decimals = ceil(-log10(rest)) if whole in (0, 100) and rest > ROUND_OFF else 0
    return f"{decimal(floor(100 * share * 10**decimals + 0.5) / 10**decimals)} %"
