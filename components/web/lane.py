"""A queue with one worker of its own, so that no type of job takes more than its share."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from starlette.exceptions import HTTPException

Result = TypeVar("Result")


class Lane:
    """One worker, and the number of requests that may wait for it or be served at once.

    When it is full, a request is answered with status 503 and `Retry-After: seconds`.
    """

    def __init__(self, name: str, most: int, full: str, seconds: int) -> None:
        self.worker = ThreadPoolExecutor(1, name)
        self.most, self.full, self.seconds = most, full, seconds
        self.taken = 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold one of its places for the duration of the block."""
        if self.taken >= self.most:
            raise HTTPException(503, f"{self.full} Try again in a moment.", {"Retry-After": str(self.seconds)})
        self.taken += 1
        try:
            yield
        finally:
            self.taken -= 1

    async def work(self, act: Callable[[], Result]) -> Result:
        """Run a function after all earlier work."""
        return await asyncio.get_running_loop().run_in_executor(self.worker, act)
