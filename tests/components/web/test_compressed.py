"""Scripts and styles are compressed once, for those who take them so, and are the same when they have been unpacked."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from components.web import assets, compressed, streamlit_adapter
from tests.components.tools import get

NAME, PATH = next(iter(streamlit_adapter.scripts().items()))


@pytest.fixture(scope="module")
def server():
    route = Route("/{rest:path}", lambda _: PlainTextResponse("passed on", headers={"X-Passed": "on"}))
    return Starlette(routes=[*assets.routes(), route], middleware=[assets.middleware()])


@pytest.mark.parametrize("name", [assets.base() + "stage/stage.js", assets.base() + "plotly.min.js", f"/{NAME}"])
def test_a_script_comes_compressed_and_as_it_is(name, server):
    packed, plain = get(name, server, headers=[(b"accept-encoding", b"gzip, br")]), get(name, server)
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) == int(plain.headers["content-length"])
    for answer in (packed, plain):
        assert answer.status == 200
        assert "javascript" in answer.headers["content-type"]
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["vary"] == "Accept-Encoding"


def test_it_is_compressed_once(server, monkeypatch):
    first = get(f"/{NAME}", server, headers=[(b"accept-encoding", b"gzip")]).body
    monkeypatch.setattr(compressed.gzip, "compress", lambda *_, **__: pytest.fail("it was compressed again"))
    assert get(f"/{NAME}", server, headers=[(b"accept-encoding", b"gzip")]).body == first


@pytest.mark.parametrize("name", ["/static/js/nothing.js", "/static/js/", "/static/../app.py", f"/{NAME}/", "/"])
def test_nothing_else_is_answered_here(name, server):
    assert get(name, server, headers=[(b"accept-encoding", b"gzip")]).headers["x-passed"] == "on"


def test_all_of_streamlits_scripts_and_styles_are_known():
    names = set(streamlit_adapter.scripts())
    document = streamlit_adapter.document("", "", "/")
    assert {name for name in names if f'"/{name}"' in document} > {name for name in names if name.endswith("/index.css")}
    assert len([name for name in names if f'"/{name}"' in document]) > 20


def test_assets_are_found_under_a_base_path():
    middleware = Middleware(compressed.CompressedFiles, files={f"/below/{NAME}": PATH})
    server = Starlette(routes=[Route("/{rest:path}", lambda _: PlainTextResponse("passed on"))], middleware=[middleware])
    assert get(f"/below/{NAME}", server).body == PATH.read_bytes()
    assert get(f"/{NAME}", server).body == b"passed on"
