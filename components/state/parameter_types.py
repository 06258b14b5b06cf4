"""Types of parameters: each parses untrusted text into a value, or raises an error with the reason, and writes it back."""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

LONGEST = 300  # characters: longer texts are refused unread
MAX_NAMED, ALIKE = 12, 5  # up to 12 options are all listed; of more, the five most similar
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


class ParameterType(Protocol):
    """A parameter's type: `default`, `read(text)`, which raises ValueError with a reason, and `write(value)`."""

    @property
    def default(self) -> Any: ...

    def read(self, text: str) -> Any: ...

    def write(self, value: Any) -> str: ...


def longest(parameter_type: ParameterType) -> int:
    """The most characters that a parameter may have."""
    return int(getattr(parameter_type, "longest", LONGEST))


@dataclass(frozen=True)
class Number:
    """A finite decimal number from `low` to `high`, both included."""

    default: float
    low: float
    high: float
    zero: bool = False  # 0 is allowed although it is below `low`

    def read(self, text: str) -> float:
        if not NUMBER.fullmatch(text):
            raise ValueError("is not a number")
        number = float(text)
        if not (self.low <= number <= self.high or (self.zero and number == 0.0)):
            zero = "0, or " if self.zero else ""
            raise ValueError(f"is outside {zero}{decimal(self.low)} to {decimal(self.high)}")
        return number + 0.0  # turns −0 into 0

    def write(self, value: float) -> str:
        return decimal(value)


@dataclass(frozen=True)
class Integer:
    """A whole number from `low` to `high`, both included."""

    default: int
    low: int
    high: int

    def read(self, text: str) -> int:
        if not re.fullmatch(r"[+-]?\d{1,18}", text, re.ASCII):
            raise ValueError("is not a whole number")
        if not self.low <= int(text) <= self.high:
            raise ValueError(f"is outside {self.low} to {self.high}")
        return int(text)

    def write(self, value: int) -> str:
        return str(value)


@dataclass(frozen=True)
class Choice:
    """One of `options`, which maps each key to its title. `former` maps deprecated keys to the current ones."""

    default: str
    options: Mapping[str, str]
    former: Mapping[str, str] = field(default_factory=dict)

    def read(self, text: str) -> str:
        text = self.former.get(text, text)
        if text not in self.options:
            raise ValueError(f"is unknown; available: {known(self.options, text)}")
        return text

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Several:
    """Up to `most` of `options`, separated by commas, or `none`. Kept in the order of `options`.

    `former` maps deprecated names to the current ones.
    """

    default: tuple[str, ...]
    options: Mapping[str, str]
    most: int
    former: Mapping[str, str] = field(default_factory=dict)

    @property
    def longest(self) -> int:
        """Room for all names, so that whatever is written can be read."""
        return max(LONGEST, len(",".join(self.options)))

    def read(self, text: str) -> tuple[str, ...]:
        if text == "none":
            return ()
        given = [self.former.get(key, key) for key in text.split(",")]
        for key in given:
            if key not in self.options:
                raise ValueError(f"names {quote(key)}, which is unknown; available: {known(self.options, key)}")
        chosen = tuple(key for key in self.options if key in given)
        if len(chosen) > self.most:
            raise ValueError(f"names {len(chosen)}, but only {self.most} are allowed at once")
        return chosen

    def write(self, value: tuple[str, ...]) -> str:
        return ",".join(value) or "none"


@dataclass(frozen=True)
class Typed:
    """A text, kept as typed. `understand` raises a ValueError with the reason if it is invalid."""

    default: str
    understand: Callable[[str], object]
    longest: int = sys.maxsize

    def read(self, text: str) -> str:
        self.understand(text)
        return text.strip()

    def write(self, value: str) -> str:
        return value


@dataclass(frozen=True)
class Numbers:
    """Exactly `count` finite numbers of magnitude up to `limit`, separated by commas, or none (the default).

    `wrong` returns the error of numbers that are invalid together, or "". With `none`, that word stands for no numbers.
    """

    count: int
    limit: float
    default: tuple[float, ...] = ()
    wrong: Callable[[tuple[float, ...]], str] = lambda numbers: ""
    none: bool = False

    def read(self, text: str) -> tuple[float, ...]:
        if self.none and text == "none":
            return ()
        parts = text.split(",")
        if len(parts) != self.count:
            raise ValueError(f"needs {self.count} numbers separated by commas")
        one = Number(0.0, -self.limit, self.limit)
        numbers = tuple(one.read(part) for part in parts)
        if reason := self.wrong(numbers):
            raise ValueError(reason)
        return numbers

    def write(self, value: tuple[float, ...]) -> str:
        return ",".join(decimal(number) for number in value)


class MidRunChange(NamedTuple):
    """A new value of a setting from the step after `step` on."""

    step: int
    name: str
    value: float

    @property
    def text(self) -> str:
        return f"{self.step}:{self.name}:{decimal(self.value)}"


@dataclass(frozen=True)
class MidRunChanges:
    """Up to `most` changes during a run, written `40:adam.learning_rate:0.01` and separated by commas, or `none`.

    `numbers` holds what can be changed during a run; a change of anything else is kept, but neither written nor read.
    """

    most: int
    last: int
    numbers: Mapping[str, Number]
    default: tuple[MidRunChange, ...] = ()
    longest: int = 1000

    def read(self, text: str) -> tuple[MidRunChange, ...]:
        parts = [] if text == "none" else text.split(",")
        if len(parts) > self.most:
            raise ValueError(f"contains {len(parts)} changes, but only {self.most} are allowed")
        changes = tuple(self._change(part) for part in parts)
        for change in changes:
            if sum(change[:2] == other[:2] for other in changes) > 1:
                raise ValueError(f"changes {change.name} twice at step {change.step}")
        return changes

    def _change(self, text: str) -> MidRunChange:
        step, name, value = [*text.split(":", 2), "", ""][:3]
        if name not in self.numbers:
            raise ValueError(f"names {quote(name)}, which cannot change during this run")
        try:
            return MidRunChange(Integer(0, 1, self.last).read(step), name, self.numbers[name].read(value))
        except ValueError as reason:
            raise ValueError(f"has a number in {quote(text)} that {reason}") from None

    def write(self, value: tuple[MidRunChange, ...]) -> str:
        return ",".join(change.text for change in value if change.name in self.numbers) or "none"


@lru_cache(maxsize=4096)
def decimal(number: float) -> str:
    """The shortest text that reads back as this number: 0.05, 1e-8, 200."""
    if number == int(number) and abs(number) < 1e16:
        return str(int(number))
    return re.sub(r"e([+-])0*", lambda match: "e" + match[1].replace("+", ""), repr(float(number)))


def known(options: Mapping[str, str], text: str) -> str:
    """The options by name: all of them or, if there are too many for a sentence, those most similar to `text`."""
    if len(options) <= MAX_NAMED:
        return ", ".join(options)
    alike = get_close_matches(text, options, n=ALIKE, cutoff=0.0)
    return f"{', '.join(alike)} and {len(options) - len(alike)} more"


def quote(text: str) -> str:
    """An untrusted text, shortened, and without anything that a page could interpret."""
    shown = text if len(text) <= 40 else text[:37] + "…"
    printable = "".join(character if character.isprintable() and character not in "`" else "·" for character in shown)
    return f"“{printable}”"
