"""What a page is: its title, where it lies in the address, its place in the navigation, and what it shows."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the app. `path` is what stands behind the root in its address; the one whose path is empty comes first."""

    title: str
    path: str
    order: float
    show: Callable[[], None]
