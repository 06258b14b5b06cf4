"""How many Python functions of this project one slider move calls, from the report of the slider to the page that answers it.

Run by hand: `python tests/benchmarks/calls.py`. Unlike a time, the number does not depend on the machine. Comprehensions do not
count: only before Python 3.12 they are calls.
"""

import sys
import threading
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # the project is run from its folder, not installed

from streamlit.testing.v1 import AppTest  # noqa: E402

from components.state.address import change  # noqa: E402

ROOMS = ("components", "optimizers", "surfaces")
MOVES = ("0.11", "0.12", "0.13")  # Adam's learning rate, on the page of the first visit
SHOWN = 12  # most frequently called functions of the components


def main() -> None:
    called: Counter[tuple[str, str, str]] = Counter()

    def look(frame: FrameType, event: str, _: Any) -> None:
        path = Path(frame.f_code.co_filename)
        if (
            event == "call"
            and not frame.f_code.co_name.endswith("comp>")
            and path.is_relative_to(ROOT)
            and (room := path.relative_to(ROOT).parts[0]) in ROOMS
        ):
            called[room, str(path.relative_to(ROOT)), frame.f_code.co_qualname] += 1

    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    for text in MOVES:
        called.clear()
        threading.setprofile(look)  # the page runs in a thread of its own
        sys.setprofile(look)
        page.session_state.settings, _ = change(page.session_state.settings, {"adam.learning_rate": text})
        page.run()
        sys.setprofile(None)
        threading.setprofile(None)
        rooms = {room: sum(count for (own, *_), count in called.items() if own == room) for room in ROOMS}
        print(", ".join(f"{room} {count}" for room, count in rooms.items()))
    ours = Counter({place: count for place, count in called.items() if place[0] == ROOMS[0]})
    for (_, path, name), count in ours.most_common(SHOWN):
        print(f"{count:6}  {path}  {name}")


if __name__ == "__main__":
    main()
