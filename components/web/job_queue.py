"""The job queue: long computations in a fair order, each shared by all requests for the same result.

Each of two workers takes one job at a time; only one of them takes long jobs, so that short ones never wait for long.
Next comes the client that was served longest ago: by network address first, and within it by browser, because
a class shares one address. A job without a waiting client is dropped, or stopped if it has begun.
"""

import asyncio
import hashlib
import threading
from collections.abc import AsyncGenerator, Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from starlette.requests import Request

from components.results.shared import Progress

WORKERS = 2
LONG_JOB = 1.0  # seconds from which a job counts as long
MAX_PER_CLIENT, MAX_WAITING = 12, 120  # waiting jobs: per client, and in total
POOL = ThreadPoolExecutor(WORKERS, "job queue")

Client = tuple[str, str]  # network address, and the browser within it


class Busy(Exception):  # noqa: N818  (nothing has gone wrong)
    """The queue is full."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason} Try again in a moment.")


class Stopped(Exception):  # noqa: N818  (nothing has gone wrong)
    """No client waits for the result any more."""


class Waiting(NamedTuple):
    """The number of jobs before this one."""

    before: int


class Share(NamedTuple):
    """The fraction of the work that is done."""

    done: float


class Result(NamedTuple):
    value: Any


News = Waiting | Share | Result | Exception


class Job:
    """A computation, as a function of `progress`, and the clients that wait for it."""

    def __init__(self, compute: Callable[[Progress], Any], seconds: float, client: Client) -> None:
        self.compute, self.lasts, self.client = compute, seconds > LONG_JOB, client
        self.listeners: list[asyncio.Queue[News]] = []
        self.begun, self.stopped, self.reported = False, threading.Event(), 0.0

    def notify(self, news: News) -> None:
        for listener in self.listeners:
            listener.put_nowait(news)


def client_of(request: Request) -> Client:
    """The client of a request. The browser is recognized by a fingerprint of Streamlit's cookie."""
    cookie = request.cookies.get("_streamlit_xsrf", "")
    return request.client.host if request.client else "", hashlib.sha256(cookie.encode()).hexdigest()[:12] if cookie else ""


class JobQueue:
    """The jobs of one event loop."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.jobs: dict[Hashable, Job] = {}
        self.working = 0
        self.lasting = 0
        self.turn = 0
        self.turns: dict[Hashable, int] = {}  # when each network and each client was last served

    async def follow(
        self, key: Hashable, compute: Callable[[Progress], Any], seconds: float, client: Client
    ) -> AsyncGenerator[Waiting | Share | Result, None]:
        """The news of a job up to its result. Raises Busy and what the work raises. Closing the iterator leaves the queue."""
        job = self.jobs.get(key)
        if job is None:
            self._refuse(client)
            job = self.jobs[key] = Job(compute, seconds, client)
        news: asyncio.Queue[News] = asyncio.Queue()
        job.listeners.append(news)
        self._next()
        try:
            if not job.begun:
                yield Waiting(self._before(job))
            while True:
                item = await news.get()
                if isinstance(item, Exception):
                    raise item
                yield item
                if isinstance(item, Result):
                    return
        finally:
            job.listeners.remove(news)
            if not job.listeners:
                self._drop(key, job)

    async def result(self, request: Request, key: Hashable, compute: Callable[[Progress], Any], seconds: float) -> Any:
        """The result of a job for a request with a single response. Raises Stopped if its client has left."""
        leaving = asyncio.ensure_future(_left(request))
        waiting = asyncio.ensure_future(self._last(key, compute, seconds, client_of(request)))
        try:
            await asyncio.wait({leaving, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if not waiting.done():
                raise Stopped
            return waiting.result()
        finally:
            leaving.cancel()
            waiting.cancel()

    async def _last(self, *job: Any) -> Any:
        last: Any = [news async for news in self.follow(*job)][-1]
        return last.value

    def _waiting(self) -> list[Job]:
        """The waiting jobs, in the order in which they will run if no others arrive."""
        return sorted((job for job in self.jobs.values() if not job.begun), key=self._rank)

    def _rank(self, job: Job) -> tuple[bool, int, int]:
        network, _ = job.client
        return job.lasts, self.turns.get(network, -1), self.turns.get(job.client, -1)

    def _before(self, job: Job) -> int:
        return self._waiting().index(job) + self.working

    def _refuse(self, client: Client) -> None:
        waiting = [job.client for job in self.jobs.values() if not job.begun]
        if waiting.count(client) >= MAX_PER_CLIENT:
            raise Busy("Too many results are requested at once.")
        if len(waiting) >= MAX_WAITING:
            raise Busy("The server is busy.")

    def _next(self) -> None:
        """Begin the jobs that can begin, and report their place to the others."""
        begun = 0
        while self.working < WORKERS:
            job = next((job for job in self._waiting() if not (job.lasts and self.lasting)), None)
            if job is None:
                break
            self._begin(job)
            begun += 1
        if begun:
            for place, job in enumerate(self._waiting()):
                job.notify(Waiting(place + self.working))

    def _begin(self, job: Job) -> None:
        self.turn += 1
        self.turns[job.client[0]] = self.turns[job.client] = self.turn
        self.working += 1
        self.lasting += job.lasts
        job.begun = True

        def progress(done: float) -> None:
            if job.stopped.is_set():
                raise Stopped
            if done >= job.reported + 0.01:
                job.reported = done
                self._soon(job.notify, Share(done))

        def work() -> None:
            try:
                news: News = Result(job.compute(progress))
            except Exception as error:
                news = error
            self._soon(self._end, job, news)

        POOL.submit(work)

    def _soon(self, act: Callable[..., object], *arguments: Any) -> None:
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(act, *arguments)

    def _end(self, job: Job, news: News) -> None:
        self.working -= 1
        self.lasting -= job.lasts
        for key in [key for key, one in self.jobs.items() if one is job]:
            del self.jobs[key]
        job.notify(news)
        self._forget()
        self._next()

    def _drop(self, key: Hashable, job: Job) -> None:
        job.stopped.set()
        if self.jobs.get(key) is job:
            del self.jobs[key]
        self._forget()

    def _forget(self) -> None:
        """Forget clients without waiting jobs."""
        here = {name for job in self.jobs.values() for name in (job.client, job.client[0])}
        self.turns = {name: turn for name, turn in self.turns.items() if name in here}


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


_queues: WeakKeyDictionary[asyncio.AbstractEventLoop, JobQueue] = WeakKeyDictionary()


def job_queue() -> JobQueue:
    """The job queue of the running server."""
    loop = asyncio.get_running_loop()
    if loop not in _queues:
        _queues[loop] = JobQueue()
    return _queues[loop]
