"""Imports point one way, between the packages, and between those of components."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIBRARY = ("surfaces", "optimizers")
FLOORS = (  # lowest layer first: a package may import from its own layer, from lower layers, and from the library
    ("lessons", "metrics", "browser"),
    ("state",),
    ("results",),
    ("text", "plots"),
    ("web",),
    ("sliders",),
    ("stage", "lab", "ui"),
    ("network", "exports"),
    ("pages",),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_by_script(path):
    """The rooms from which a script imports, types among them."""
    for name in re.findall(r"""(?:from|import\() ?["'](\.[^"']+)["']""", path.read_text()):
        yield (path.parent / name).resolve().relative_to(ROOT / "components").parts[0]


def modules(package):
    return [pytest.param(path, id=path.relative_to(ROOT).as_posix()) for path in sorted((ROOT / package).rglob("*.py"))]


@pytest.mark.parametrize("path", modules("components"))
def test_a_room_imports_only_from_its_floor_and_from_below(path):
    room = path.relative_to(ROOT / "components").parts[0]
    if room == "__init__.py":
        return
    assert room in FLOOR, f"on which floor is {room}?"
    for name in imported(path):
        head, *rest = name.split(".")
        assert head != "app"
        if head == "components":
            assert FLOOR[rest[0]] <= FLOOR[room], f"{room} imports {name}"
            assert rest[0] == room or FLOOR[rest[0]] < FLOOR[room], f"{room} imports {name}, its neighbor"


def test_a_script_imports_only_from_its_room_and_from_below():
    rooms = set()
    for path in sorted((ROOT / "components").rglob("*.[jt]s")):
        room = path.relative_to(ROOT / "components").parts[0]
        for other in imported_by_script(path):
            assert other == room or FLOOR[other] < FLOOR[room], f"{path.relative_to(ROOT)} imports from {other}"
            rooms.add(other)
    assert {"browser", "stage", "sliders"} <= rooms


@pytest.mark.parametrize("path", [one for package in LIBRARY for one in modules(package)])
def test_the_library_knows_nothing_of_the_pages(path):
    package = path.relative_to(ROOT).parts[0]
    heads = {name.split(".")[0] for name in imported(path)}
    assert not heads & {"streamlit", "plotly", "starlette", "components", "app"}
    assert package == "optimizers" or "optimizers" not in heads


@pytest.mark.parametrize("path", modules("components"))
def test_what_needs_no_widget_does_without_streamlit(path):
    """Streamlit is for the components, the pages, ui and web; what is computed, said and drawn works without it."""
    room = path.relative_to(ROOT / "components").parts[0]
    if room in ("state", "results", "text", "plots", "lessons", "metrics"):
        assert "streamlit" not in {name.split(".")[0] for name in imported(path)}
