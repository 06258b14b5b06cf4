"""The record of a lesson on a network: a short text, scenes with their settings, a question to predict, and checked claims."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class TrainedScene:
    """A training to look at: its name, what to watch for, and its settings as the address writes them."""

    name: str
    note: str
    settings: Mapping[str, str]


@dataclass(frozen=True)
class TrainedClaim:
    """A sentence on the runs of the scenes, and its check, which receives them as `it`: see `network_claims`."""

    text: str
    holds: Callable[[Any], Any]


@dataclass(frozen=True)
class TrainedQuestion:
    """A question to answer before training: the options, the right one, and the claim that proves it."""

    text: str
    options: tuple[str, ...]
    right: str
    because: TrainedClaim


@dataclass(frozen=True, kw_only=True)
class NetworkLesson:
    title: str
    order: float
    paragraphs: tuple[str, ...]
    scenes: tuple[TrainedScene, ...]
    question: TrainedQuestion
    claims: tuple[TrainedClaim, ...]
