"""How many visitors a server serves: sessions that open the page and each move a slider, and how long they wait for an answer.

Run by hand: `python tests/benchmarks/load.py [--visitors 60] [--every 3] [--seconds 30] [--spread 0] [--processes 1]`. With
`--processes 2` nginx stands in front, as `deploy/` sets it up. There is no browser: a visitor speaks Streamlit's protocol, and
counts a move only once the page has acknowledged it. Times depend on the machine, which the visitors share with the server.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))  # the project is run from its folder, not installed

from streamlit.proto.BackMsg_pb2 import BackMsg  # noqa: E402
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # noqa: E402
from websockets.asyncio.client import connect  # noqa: E402

from tests.browser.lab import Server  # noqa: E402
from tests.deploy.front import Front  # noqa: E402

QUERY = "v=2&surface=bowl&optimizers=adam,gradient_descent,momentum&adam.learning_rate="
TIMEOUT = 60.0  # seconds after which an edit counts as lost


class Visitor:
    """One browser's worth of Streamlit's protocol."""

    def __init__(self, url: str, number: int) -> None:
        self.url, self.number = url, number
        self.random = random.Random(number)
        self.page, self.sliders, self.acknowledged, self.moved = "", "", 0, 0
        self.known: dict[str, ForwardMsg] = {}
        self.widgets: dict[str, str] = {}
        self.opened, self.moves, self.errors = 0.0, list[float](), list[str]()

    async def live(self, opens_after: float, until: float, every: float) -> None:
        await asyncio.sleep(opens_after)
        try:
            await self._document()
            started = time.perf_counter()
            cookie = f"descent_lab={self.number:032x}"
            address = self.url.replace("http", "ws") + "_stcore/stream"
            async with connect(
                address, subprotocols=["streamlit"], additional_headers={"Cookie": cookie}, max_size=None, open_timeout=TIMEOUT
            ) as self.socket:
                await self._say("")
                await self._listen(lambda: bool(self.sliders))
                self.opened = time.perf_counter() - started
                while time.perf_counter() + every < until:
                    await asyncio.sleep(every * self.random.uniform(0.7, 1.3))
                    await self._move()
        except Exception as error:
            self.errors.append(f"{type(error).__name__}: {error}"[:200])

    async def _document(self) -> None:
        parts = urlsplit(self.url)
        reader, writer = await asyncio.wait_for(asyncio.open_connection(parts.hostname, parts.port), TIMEOUT)
        writer.write(f"GET / HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode())
        answer = await asyncio.wait_for(reader.read(), TIMEOUT)
        writer.close()
        if b" 200 " not in answer[:20]:
            raise RuntimeError(answer[:40].decode())

    async def _move(self) -> None:
        self.moved += 1
        started, number = time.perf_counter(), self.moved
        rate = f"{0.01 * self.random.randint(1, 99):.2g}"
        report = {"number": number, "edits": {"adam.learning_rate": rate}}
        await self._say(json.dumps([{"event": "edit", "value": report}]))
        await self._listen(lambda: self.acknowledged >= number)
        self.moves.append(time.perf_counter() - started)

    async def _say(self, events: str) -> None:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = f"{QUERY}0.{self.number % 89 + 10}"
        state.page_script_hash = self.page
        for name, text in self.widgets.items():
            state.widget_states.widgets.add(id=name, json_value=text)
        if events:
            state.widget_states.widgets.add(id=f"$$STREAMLIT_INTERNAL_KEY_{self.sliders}__events", json_trigger_value=events)
        await self.socket.send(message.SerializeToString())

    async def _listen(self, enough) -> None:
        """Take in what the page sends until a run of it has finished with what is wanted."""
        async with asyncio.timeout(TIMEOUT):
            while True:
                message = ForwardMsg.FromString(await self.socket.recv())
                message_type = message.WhichOneof("type")
                if message_type == "ref_hash":
                    message = self.known.get(message.ref_hash, message)
                    message_type = message.WhichOneof("type")
                elif message.metadata.cacheable:
                    self.known[message.hash] = message
                if message_type == "navigation":
                    self.page = message.navigation.page_script_hash
                elif message_type == "delta":
                    self._see(message)
                elif message_type == "script_finished" and enough():
                    return

    def _see(self, message: ForwardMsg) -> None:
        component = message.delta.new_element.bidi_component
        if "sliders" not in component.component_name:
            return
        self.sliders = component.id
        text = component.json or component.mixed.json
        self.acknowledged = max(self.acknowledged, json.loads(text)["acknowledged"])


def memory(pids: list[int]) -> float:
    """Megabytes that these processes hold, 0 where that cannot be told."""
    try:
        return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 for pid in pids)
    except OSError:
        return 0.0


def spent(pids: list[int]) -> float:
    """Seconds of the processor that these processes have used, 0 where that cannot be told."""
    try:
        fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    except OSError:
        return 0.0
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def share(times: list[float], part: float) -> str:
    return (
        f"{1000 * statistics.quantiles(times, n=100, method='inclusive')[round(100 * part) - 1]:.0f} ms"
        if len(times) > 1
        else "–"
    )


async def visit(url: str, options: argparse.Namespace) -> list[Visitor]:
    visitors = [Visitor(url, number) for number in range(options.visitors)]
    until = time.perf_counter() + options.spread + options.seconds
    place = options.spread / max(len(visitors), 1)
    await asyncio.gather(*(visitor.live(place * k, until, options.every) for k, visitor in enumerate(visitors)))
    return visitors


def main() -> None:
    parser = argparse.ArgumentParser()
    for name, default in {"visitors": 60, "every": 3.0, "seconds": 30.0, "spread": 0.0, "processes": 1}.items():
        parser.add_argument(f"--{name}", type=type(default), default=default)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    if options.quick:
        options.visitors, options.every, options.seconds = 3, 0.5, 4.0
    with tempfile.TemporaryDirectory() as folder:
        front = Front(Path(folder), options.processes) if options.processes > 1 else Server(Path(folder) / "log.txt")
        try:
            if isinstance(front, Server):
                front.wait()
            servers = front.servers if isinstance(front, Front) else [front]
            asyncio.run(visit(front.url, argparse.Namespace(visitors=3, every=0.5, seconds=2.0, spread=0.0)))  # warm-up
            pids = [server.process.pid for server in servers]
            before, idle = memory(pids), spent(pids)
            visitors = asyncio.run(visit(front.url, options))
            used = spent(pids) - idle
            held = (memory(pids) - before) / max(options.visitors, 1)
        finally:
            front.stop()
    opened = [visitor.opened for visitor in visitors if visitor.opened]
    moves = [move for visitor in visitors for move in visitor.moves]
    errors = [error for visitor in visitors for error in visitor.errors]
    rows = (
        ("visitors, processes", f"{options.visitors}, {options.processes}", ""),
        ("page opened, median", share(opened, 0.5), "at most 300 ms with 60 on one process"),
        ("page opened, 95 %", share(opened, 0.95), ""),
        ("moves acknowledged", f"{len(moves)}", ""),
        ("a move answered, median", share(moves, 0.5), ""),
        ("a move answered, 95 %", share(moves, 0.95), "at most 300 ms with 60, 1 s with 600 on two"),
        ("processor a move, openings too", f"{1000 * used / max(len(moves), 1):.0f} ms", ""),
        ("memory a visitor", f"{held:.2f} MB", "at most 1 MB"),
        ("errors", f"{len(errors)}", "0"),
    )
    for name, value, target in rows:
        print(f"{name:32} {value:>12}   {target}")
    for error in sorted(set(errors))[:5]:
        print(error)


if __name__ == "__main__":
    main()
