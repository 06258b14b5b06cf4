"""The job queue: clients take turns, short jobs pass long ones, equal jobs are shared, and abandoned ones are dropped."""

import asyncio
import threading
import time

import pytest

from components.web.job_queue import JobQueue, Result, Share, Stopped, Waiting


class Work:
    """Jobs that end when they are told to, and the order in which they were begun."""

    def __init__(self):
        self.begun, self.stopped, self.go_on = [], [], threading.Event()

    def __call__(self, name):
        def compute(progress):
            self.begun.append(name)
            try:
                while not self.go_on.is_set():
                    progress(0.5)
                    time.sleep(1e-3)
            except Stopped:
                self.stopped.append(name)
                raise
            return name

        return compute


@pytest.fixture
def work():
    work = Work()
    yield work
    work.go_on.set()


async def news(job_queue, name, work, client, seconds=0.1):
    return [item async for item in job_queue.follow(name, work(name), seconds, client)]


async def until(condition):
    while not condition():
        await asyncio.sleep(1e-3)


def test_networks_alternate_and_browsers_within_them(work):
    async def run():
        job_queue, crowd = JobQueue(), [("a", "1")] * 4 + [("a", "2")] * 2 + [("b", "")] * 2
        tasks = []
        for place, client in enumerate(crowd):
            tasks.append(asyncio.create_task(news(job_queue, f"{''.join(client)} {place}", work, client)))
            await asyncio.sleep(0)
        await until(lambda: len(work.begun) == 2)
        work.go_on.set()
        return await asyncio.gather(*tasks)

    asyncio.run(run())
    order = [name.split()[0] for name in work.begun]
    assert order[:2] == ["a1", "a1"]  # no one else was waiting
    assert "b" in order[2:3]
    assert order.index("a2") < 5  # before all jobs of the first browser


def test_long_jobs_leave_a_worker_to_short_ones(work):
    async def run():
        job_queue = JobQueue()
        lasting = [asyncio.create_task(news(job_queue, f"long {k}", work, ("a", str(k)), 5.0)) for k in range(3)]
        await until(lambda: work.begun)
        quick = asyncio.create_task(news(job_queue, "quick", work, ("b", "")))
        await until(lambda: len(work.begun) == 2)
        begun = list(work.begun)
        work.go_on.set()
        await asyncio.gather(*lasting, quick)
        return begun

    assert asyncio.run(run()) == ["long 0", "quick"]


def test_each_client_learns_its_queue_position_and_equal_requests_share_a_result(work):
    async def run():
        job_queue = JobQueue()
        first = [asyncio.create_task(news(job_queue, name, work, (name, ""))) for name in "ab"]
        await until(lambda: len(work.begun) == 2)
        third = [asyncio.create_task(news(job_queue, "c", work, (str(k), ""))) for k in range(5)]
        fourth = asyncio.create_task(news(job_queue, "d", work, ("d", "")))
        await asyncio.sleep(0.02)
        work.go_on.set()
        await asyncio.gather(*first)
        return await asyncio.gather(*third), await fourth

    third, fourth = asyncio.run(run())
    assert work.begun.count("c") == 1
    assert all(reports[0] == Waiting(2) and reports[-1] == Result("c") for reports in third)
    assert fourth[0] == Waiting(3)
    assert all(isinstance(item, Waiting | Share | Result) for reports in [*third, fourth] for item in reports)


def test_a_job_is_stopped_with_the_last_who_waits_and_dropped_where_it_has_not_begun(work):
    async def run():
        job_queue = JobQueue()
        tasks = [asyncio.create_task(news(job_queue, name, work, (name, str(k)))) for name in "abc" for k in range(2)]
        await until(lambda: len(work.begun) == 2)
        tasks[0].cancel()
        await asyncio.sleep(0.02)
        assert work.stopped == []  # another client waits for it
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await until(lambda: job_queue.working == 0)
        assert not job_queue.jobs
        assert not job_queue.turns

    asyncio.run(run())
    assert sorted(work.begun) == sorted(work.stopped) == ["a", "b"]
