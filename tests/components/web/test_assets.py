"""What a browser fetches by URL: everything it needs, nothing else, and each under an address that may be cached forever."""

import importlib.util
import itertools
import json
import re
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette

from components.plots import figures
from components.state.choices import WINDOWS
from components.web import assets, terrain
from surfaces import SURFACES
from tests.components.tools import get

COMPONENTS = Path(assets.__file__).parents[1]
SCRIPTS = sorted(path for pattern in ("*.js", "*.css") for path in COMPONENTS.rglob(pattern))


@pytest.fixture(scope="module")
def server():
    return served()


def served():
    return Starlette(routes=[*terrain.routes(), *assets.routes()])


@pytest.fixture
def below():
    """Set the path below which the page is served, as `--server.baseUrlPath` does."""
    before = st.get_option("server.baseUrlPath")
    yield lambda path: st.config.set_option("server.baseUrlPath", path)
    st.config.set_option("server.baseUrlPath", before)


# Files


def test_there_are_scripts_and_styles():
    assert {"stage/stage.js", "stage/base.css", "sliders/sliders.js", "sliders/sliders.css"} <= set(assets.FILES)


def test_every_script_and_style_is_served_and_nothing_else(server):
    names = {path.relative_to(COMPONENTS).as_posix() for path in SCRIPTS}
    assert set(assets.FILES) == {*names, "plotly.min.js", "katex.js"}
    for name in names:
        answer = get(assets.base() + name, server)
        assert (answer.status, answer.body) == (200, (COMPONENTS / name).read_bytes())
        assert ("javascript" if name.endswith(".js") else "text/css") in answer.headers["content-type"]


def test_plotly_is_the_one_that_is_installed(server):
    import plotly

    answer = get(assets.base() + "plotly.min.js", server)
    assert answer.status == 200
    assert len(answer.body) > 1_000_000
    assert answer.body == (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_bytes()


def test_katex_is_a_module_that_stands_alone(server):
    """It is Streamlit's own, imported by the worksheet; were it split into parts, those would not be found."""
    answer = get(assets.base() + "katex.js", server)
    assert answer.status == 200
    assert "javascript" in answer.headers["content-type"]
    code = answer.body.decode()
    assert "renderToString" in code
    assert re.search(r"export\{\w+ as default\};?\s*$", code)
    assert not re.search(r"""\bfrom\s*["'`]\.|\bimport\s*["'`(]""", code)


def test_every_script_that_a_script_imports_is_served():
    for path in SCRIPTS:
        if path.suffix == ".js":
            for line in path.read_text().splitlines():
                if line.startswith("import ") and '"' in line:
                    imported = (path.parent / line.split('"')[1]).resolve()
                    assert imported.relative_to(COMPONENTS).as_posix() in assets.FILES, f"{path.name}: {line}"


def test_assets_are_cached_permanently(server):
    for address in ("stage/stage.js", "plotly.min.js", "terrain/bowl/1/light.json"):
        kept = get(assets.base() + address, server).headers["cache-control"]
        assert "immutable" in kept
        assert "max-age=31536000" in kept


@pytest.mark.parametrize(
    "name",
    [
        *(
            "",
            "stage",
            "stage/",
            "stage/stage.py",
            "web/assets.py",
            "state/settings.py",
            "../app.py",
            "web/../web/assets.py",
            "nothing.js",
        ),
        *("../../etc/passwd", "../../../../../../etc/passwd", "/etc/passwd", "//etc/passwd", "stage/../../app.py", "./dom.js"),
        *("%2e%2e/app.py", "..%2fapp.py", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5capp.py", "stage%2f..%2fweb%2fassets.py"),
        *("stage/stage.js%00", "stage/stage.js%00.css", "stage/stage.js/", "STAGE/STAGE.JS", "stage/stage.js ", "plotly.js"),
        *(
            "browser/dom.js%0d%0aSet-Cookie:%20a=b",
            "__init__.py",
            "browser/page.css~",
            "x" * 10_000,
            "%ff%fe",
            "terrain",
            "terrain/bowl",
        ),
    ],
    ids=lambda name: name[:40],
)
def test_a_missing_asset_is_a_404_without_details(name, server):
    answer = get(assets.base() + name, server)
    assert answer.status == 404
    assert answer.body in (b"No such asset.", b"Not Found")
    assert "immutable" not in answer.headers.get("cache-control", "")


def test_another_version_is_not_found(server):
    assert get("/assets/000000000000/stage/stage.js", server).status == 404
    assert get("/assets/stage/stage.js", server).status == 404
    assert get("/stage/stage.js", server).status == 404


# Terrain


@pytest.mark.parametrize(("surface", "theme"), list(zip(SURFACES, itertools.cycle(["light", "dark"]), strict=False)))
def test_every_terrain_is_three_figures(surface, theme, server):
    answer = get(f"{assets.base()}terrain/{surface}/1/{theme}.json", server)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    drawn = json.loads(answer.body)
    assert list(drawn) == ["surface3d", "contour", "curve"]
    assert [figure["data"][0]["type"] for figure in drawn.values()] == ["surface", "contour", "scatter"]
    (x_low, x_high), _ = SURFACES[surface].domain
    assert drawn["contour"]["layout"]["xaxis"]["range"] == [x_low, x_high]
    assert drawn["contour"]["layout"]["font"]["color"] == figures.TEXT[theme]


def test_a_wider_window_is_another_terrain(server):
    ranges = []
    for widen in WINDOWS:
        drawn = json.loads(get(f"{assets.base()}terrain/bowl/{widen}/light.json", server).body)
        ranges.append(drawn["surface3d"]["layout"]["scene"]["xaxis"]["range"])
    assert ranges == [[-7.0 * float(widen), 7.0 * float(widen)] for widen in WINDOWS]


def test_a_terrain_is_drawn_once(server):
    terrain.terrain_json.cache_clear()
    first = get(f"{assets.base()}terrain/bowl/1/light.json", server).body
    assert get(f"{assets.base()}terrain/bowl/1/light.json", server).body == first
    assert terrain.terrain_json.cache_info()[:2] == (1, 1)


@pytest.mark.parametrize(
    "name",
    [
        "Bowl/1/light",
        "nobody/1/light",
        "_surface/1/light",
        "__init__/1/light",
        "%2e%2e/1/light",
        "bowl%2f..%2fbowl/1/light",
        "bowl/0/light",
        "bowl/3/light",
        "bowl/16/light",
        "bowl/1.0/light",
        "bowl/-1/light",
        "bowl/1e9/light",
        "bowl/nan/light",
        "bowl/1/Light",
        "bowl/1/sepia",
        "bowl/1/",
        "bowl/1/light.json",
        "bowl/١/light",
        "bowl//light",
        "bowl/1/light/x",
        "//",
    ],
)
def test_an_unknown_terrain_is_not_found_and_not_drawn(name, server):
    before = terrain.terrain_json.cache_info()
    answer = get(f"{assets.base()}terrain/{name}.json", server)
    assert answer.status == 404
    assert answer.body in (b"No such terrain.", b"No such asset.")
    assert "immutable" not in answer.headers.get("cache-control", "")
    assert terrain.terrain_json.cache_info() == before


# Addresses


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", "/assets/{}/"),
        ("lab", "/lab/assets/{}/"),
        ("/lab/", "/lab/assets/{}/"),
        ("a/b", "/a/b/assets/{}/"),
        ("/", "/assets/{}/"),
    ],
)
def test_the_address_lies_below_the_path_of_the_page(path, expected, below):
    below(path)
    assert assets.base() == expected.format(assets.VERSION)
    answer = get(assets.base() + "browser/dom.js", served())
    assert answer.body == assets.FILES["browser/dom.js"].read_bytes()
    assert get(f"{assets.base()}terrain/bowl/1/dark.json", served()).status == 200


def test_under_a_base_path_the_root_is_not_served(below):
    plain = assets.base()
    below("lab")
    assert get(plain + "browser/dom.js", served()).status == 404


@pytest.mark.parametrize("script", ["stage/stage.js", "sliders/sliders.js"])
def test_a_loader_names_its_script_and_is_short(script):
    text = assets.loader(script)
    assert script in assets.FILES
    assert json.dumps(script) in text
    assert "component.data.assets" in text
    assert len(text) < 500  # it is part of every message


# The version


def version_with(monkeypatch, read):
    """The version of the assets, had the files these bytes."""
    spec = importlib.util.spec_from_file_location("assets_again", assets.__file__)
    again = importlib.util.module_from_spec(spec)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", read)
        spec.loader.exec_module(again)
    return again.VERSION


ORIGINAL = Path.read_bytes


def test_the_version_is_that_of_the_content(monkeypatch):
    assert version_with(monkeypatch, ORIGINAL) == assets.VERSION
    assert len(assets.VERSION) == 12
    assert set(assets.VERSION) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    "path",
    [
        *(
            "components/stage/stage.js",
            "components/stage/base.css",
            "components/results/terrain.py",
            "components/plots/figures.py",
        ),
        *("surfaces/bowl.py", "surfaces/_surface.py", "optimizers/_study.py", "optimizers/adam.py"),
        "optimizers/schedules/cosine.py",
    ],
)
def test_whatever_is_changed_there_is_another_version(path, monkeypatch):
    changed = COMPONENTS.parent / path
    assert changed.exists()

    def read(self):
        return ORIGINAL(self) + b" " if self == changed else ORIGINAL(self)

    assert version_with(monkeypatch, read) != assets.VERSION


def test_another_plotly_is_another_version(monkeypatch):
    monkeypatch.setattr("plotly.__version__", "0.0.0")
    assert version_with(monkeypatch, ORIGINAL) != assets.VERSION
