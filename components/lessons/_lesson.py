"""The record of a lesson: a short text, scenes, a question, and claims that are checked on the computed paths."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

SEEDS = 100  # noise seeds over which a claim is checked


@dataclass(frozen=True)
class Scene:
    """One picture of a lesson: its title, a sentence on what to look for, and its settings as written in the address.

    `asks` names the questions before the picture is shown (see `components.results.prediction`), if not the default ones.
    """

    title: str
    text: str
    settings: Mapping[str, str]
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """A sentence that states a fact, and the check that it is true.

    `template` is the sentence with a placeholder for every number: one of `numbers`, which are also passed to `check`, `seeds`,
    or a setting of the scene as `{set[adam.learning_rate]}`. So no sentence can state a number that is not checked.
    """

    template: str
    check: Callable[..., Any]
    numbers: Mapping[str, float]
    scene: int

    def holds(self, paths: Any) -> bool:
        """Whether the claim is true of the paths of its scene (see `claims.Paths`)."""
        return bool(self.check(paths, **self.numbers))


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """Two or three short paragraphs, scenes, a question with its answer, and claims.

    `order` is its position among all lessons; `former` are its deprecated keys, which old links contain.
    """

    chapter: str
    order: float
    title: str
    paragraphs: tuple[str, ...]
    scenes: tuple[Scene, ...]
    question: str
    answer: str
    claims: tuple[Claim, ...]
    former: tuple[str, ...] = ()

    def text(self, claim: Claim) -> str:
        """The sentence of a claim, with its numbers."""
        text = claim.template.format(set=self.scenes[claim.scene].settings, seeds=SEEDS, **claim.numbers)
        return re.sub(r"(?<!\w)-(?=\d)", "−", re.sub(r"e-0(?=\d)", "e-", text))


def claim(template: str, check: Callable[..., Any], *, scene: int = 0, **numbers: float) -> Claim:
    return Claim(template, check, numbers, scene)


def about(values: Any, number: Any) -> Any:
    """Whether values equal `number` (or numbers) within 2 %, which is what a lesson means by “about”."""
    return abs(values - number) <= abs(number) / 50
