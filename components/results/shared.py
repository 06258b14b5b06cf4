"""Results shared by all visitors: a finished result is reused, and one under way is awaited, not computed again.

Each caller passes a function `progress`. It is called repeatedly with the fraction of the work that is done, and raises
once its visitor has left. The first caller computes; when the last waiting caller has left, the work stops. It also
stops after more processor time than anything here should take: longer work is refused beforehand, by an estimate
(`state/budget.py`) that may be wrong.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from time import thread_time
from typing import Any, NamedTuple

Progress = Callable[[float], object]
LONGEST = 10.0  # seconds of processor time
POLL_INTERVAL = 0.02  # seconds between two polls while waiting


class Counts(NamedTuple):
    hits: int
    misses: int
    maxsize: int
    currsize: int


class TooLongError(RuntimeError):
    """A result takes longer to compute than the limit."""

    def __init__(self) -> None:
        super().__init__(f"This takes more than {LONGEST:.0f} seconds to compute. Choose fewer steps, or fewer optimizers.")


class _Work:
    """A result that is being computed, and the number of callers that wait for it."""

    def __init__(self) -> None:
        self.waiting, self.done, self.ended = 1, 0.0, threading.Event()
        self.result: Any = None
        self.error: BaseException | None = None
        self.abandoned = False


class Shared:
    """A cached function of hashable arguments and a last argument `progress`; keeps the last `maxsize` results."""

    def __init__(self, function: Callable[..., Any], maxsize: int) -> None:
        self.function, self.maxsize = function, maxsize
        self.__doc__ = function.__doc__
        self.lock = threading.Lock()
        self.cache_clear()

    def cache_clear(self) -> None:
        self.kept: OrderedDict[Hashable, Any] = OrderedDict()
        self.under_way: dict[Hashable, _Work] = {}
        self.hits = self.misses = 0

    def cache_info(self) -> Counts:
        return Counts(self.hits, self.misses, self.maxsize, len(self.kept))

    def __call__(self, *arguments: Any) -> Any:
        *key, progress = arguments
        while True:
            with self.lock:
                if (place := tuple(key)) in self.kept:
                    self.hits += 1
                    self.kept.move_to_end(place)
                    return self.kept[place]
                work = self.under_way.get(place)
                if work:
                    work.waiting += 1
                else:
                    self.misses += 1
                    mine = self.under_way[place] = _Work()
            if not work:
                return self._compute(place, mine, progress)
            self._wait(work, progress)
            if not work.abandoned:
                if work.error:
                    raise work.error
                return work.result

    def _compute(self, place: tuple[Any, ...], work: _Work, progress: Progress) -> Any:
        left: list[BaseException] = []
        begun = thread_time()

        def look(done: float) -> None:
            work.done = done
            if thread_time() - begun > LONGEST:
                raise TooLongError
            try:
                if not left:
                    progress(done)
            except BaseException as reason:
                left.append(reason)
                with self.lock:
                    work.waiting -= 1
            if left:
                with self.lock:
                    if not work.waiting:
                        self._end(place, work)
                        raise left[0]

        try:
            work.result = self.function(*place, look)
            with self.lock:
                self._end(place, work)
                self.kept[place] = work.result
                while len(self.kept) > self.maxsize:
                    self.kept.popitem(last=False)
        except BaseException as error:
            with self.lock:
                if left and error is left[0]:
                    work.abandoned = True
                work.error = error
                self._end(place, work)
            raise
        finally:
            work.ended.set()
        if left:
            raise left[0]
        return work.result

    def _end(self, place: tuple[Any, ...], work: _Work) -> None:
        if self.under_way.get(place) is work:
            del self.under_way[place]

    def _wait(self, work: _Work, progress: Progress) -> None:
        try:
            while not work.ended.wait(POLL_INTERVAL):
                progress(work.done)
        except BaseException:
            with self.lock:
                work.waiting -= 1
            raise


def shared(maxsize: int) -> Callable[[Callable[..., Any]], Shared]:
    """Decorator: see `Shared`."""
    return lambda function: Shared(function, maxsize)


def no_progress(done: float) -> None:
    """A `progress` that never stops the work."""
