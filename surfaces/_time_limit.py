"""Time limits for a search: a typed formula may make it take minutes, and the visitor may leave meanwhile."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import thread_time

from surfaces._former import former_names

_search = threading.local()


class TimeLimitReached(Exception):  # noqa: N818  (it is a finding, not an error)
    """The search has reached its time limit."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Make `check` raise TimeLimitReached once this thread has used this many more seconds of processor time."""
    _search.until = thread_time() + seconds
    try:
        yield
    finally:
        del _search.until


@former_names(watch="progress")
@contextmanager
def interruptible(progress: Callable[[float], object]) -> Iterator[None]:
    """Make every search of this thread call `progress` often; an exception raised by it ends the search."""
    _search.progress = progress
    try:
        yield
    finally:
        del _search.progress


def check() -> None:
    """Called whenever a search evaluates its function; outside a search it does nothing."""
    until = getattr(_search, "until", None)
    if until is None:
        return
    if thread_time() > until:
        raise TimeLimitReached
    if progress := getattr(_search, "progress", None):
        progress(0.0)
