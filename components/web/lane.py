"""A queue with one worker of its own, so that one kind of job never takes more than its share."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from starlette.exceptions import HTTPException

Result = TypeVar("Result")


class Lane:
    """One worker, and how many may be on the way to it, or with it, at once.

    Who comes when it is full is told so, with the answer 503, and to come again after `seconds`.
    """

    def __init__(self, name: str, most: int, full: str, seconds: int) -> None:
        self.worker = ThreadPoolExecutor(1, name)
        self.most, self.full, self.seconds = most, full, seconds
        self.taken = 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """One of its places, as long as the block lasts."""
        if self.taken >= self.most:
            raise HTTPException(503, f"{self.full} Try again in a moment.", {"Retry-After": str(self.seconds)})
        self.taken += 1
        try:
            yield
        finally:
            self.taken -= 1

    async def work(self, act: Callable[[], Result]) -> Result:
        """Do something when all is done that came before."""
        return await asyncio.get_running_loop().run_in_executor(self.worker, act)
