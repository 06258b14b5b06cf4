"""Fates in words: how each is called, and its sign."""

from collections.abc import Sequence

from components.results.fates import NUMBERS, FateMap
from components.text.number_format import number, percent

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ENDS = {  # endings of a sentence about many starts and about one, in order
    "elsewhere": ("converge to a curve of minima", "converges to a curve of minima"),
    "saddle": ("stall at a saddle", "stalls at a saddle"),
    "plain": ("stall on a plain", "stalls on a plain"),
    "valley": ("stall in a valley", "stalls in a valley"),
    "moving": ("still move", "still moves"),
    "left": ("leave the window", "leaves the window"),
    "diverged": ("diverge", "diverges"),
}


def letter_of(fate: int) -> str:
    """The letter of a minimum."""
    return "" if fate < 0 else LETTERS[fate % len(LETTERS)] * (1 + fate // len(LETTERS))


def entries(found: FateMap, minima: Sequence[tuple[float, float]], named: Sequence[int]) -> dict[int, str]:
    """The entries of a legend, with their percentages: minima first, those that are `named` even if no run reaches them."""
    shares = found.shares
    reached = sorted({*named, *(fate for fate in shares if fate >= 0)})
    others = [NUMBERS[name] for name in ENDS if NUMBERS[name] in shares]
    many = {NUMBERS[name]: words for name, (words, _) in ENDS.items()}
    names = {fate: many[fate] if fate < 0 else _minimum(fate, minima) for fate in (*reached, *others)}
    return {fate: f"{name}: {percent(shares.get(fate, 0.0))}" for fate, name in names.items()}


def _minimum(fate: int, minima: Sequence[tuple[float, float]]) -> str:
    return f"{letter_of(fate)} ({', '.join(number(value, 3) for value in minima[fate])})"
