"""Shared results: one caller computes, the others wait; work stops when all have left, or at the time limit."""

import threading
import time

import pytest

from components.results import shared as module
from components.results.shared import TooLongError, no_progress, shared


class Left(BaseException):
    """A visitor has left."""


class Visitor(threading.Thread):
    """One who asks, and leaves when told to."""

    def __init__(self, function, *arguments):
        super().__init__(daemon=True)
        self.function, self.arguments = function, arguments
        self.leaves, self.result, self.error = threading.Event(), None, None
        self.start()

    def progress(self, _):
        if self.leaves.is_set():
            raise Left

    def run(self):
        try:
            self.result = self.function(*self.arguments, self.progress)
        except BaseException as error:
            self.error = error

    def ended(self):
        self.join(10.0)
        assert not self.is_alive()
        return self


def slow():
    """A shared function that works until it is let go, and the log of its work."""
    go_on, log = threading.Event(), []

    @shared(maxsize=2)
    def work(key, progress):
        log.append(f"begun {key}")
        try:
            while not go_on.is_set():
                progress(0.5)
                time.sleep(1e-3)
        except BaseException:
            log.append(f"stopped {key}")
            raise
        return [key]

    return work, go_on, log


def begun(log, count=1):
    while len(log) < count:
        time.sleep(1e-3)


def test_twenty_who_ask_for_the_same_are_served_by_one_computation():
    work, go_on, log = slow()
    visitors = [Visitor(work, "a") for _ in range(20)]
    begun(log)
    go_on.set()
    results = [visitor.ended().result for visitor in visitors]
    assert log == ["begun a"]
    assert all(result is results[0] for result in results)
    assert work("a", no_progress) is results[0]


def test_the_work_goes_on_for_those_who_wait_when_the_first_has_left():
    work, go_on, log = slow()
    first = Visitor(work, "a")
    begun(log)
    second = Visitor(work, "a")
    while work.under_way[("a",)].waiting < 2:
        time.sleep(1e-3)
    first.leaves.set()
    time.sleep(0.05)
    assert log == ["begun a"]
    go_on.set()
    assert second.ended().result == ["a"]
    assert isinstance(first.ended().error, Left)


def test_the_work_stops_with_the_last_who_waits():
    work, _, log = slow()
    visitors = [Visitor(work, "a")]
    begun(log)
    visitors.append(Visitor(work, "a"))
    while work.under_way[("a",)].waiting < 2:
        time.sleep(1e-3)
    for visitor in visitors:
        visitor.leaves.set()
    assert all(isinstance(visitor.ended().error, Left) for visitor in visitors)
    assert log == ["begun a", "stopped a"]
    assert not work.under_way


def test_a_failure_is_the_failure_of_all_and_is_not_kept():
    calls = []

    @shared(maxsize=2)
    def fail(key, progress):
        calls.append(key)
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            fail("a", no_progress)
    assert calls == ["a", "a"]


def test_memory_is_bounded_and_the_last_used_stay():
    work, go_on, log = slow()
    go_on.set()
    for key in "abac":
        work(key, no_progress)
    assert work.cache_info() == (1, 3, 2, 2)
    work("a", no_progress)
    assert log == ["begun a", "begun b", "begun c"]


def test_what_takes_longer_than_anybody_may_ask_for_is_stopped_with_a_sentence(monkeypatch):
    monkeypatch.setattr(module, "LONGEST", 0.05)

    @shared(maxsize=2)
    def endless(progress):
        while True:
            progress(0.5)

    with pytest.raises(TooLongError, match=r"^This takes more than .* Choose fewer steps, or fewer optimizers\.$"):
        endless(no_progress)
