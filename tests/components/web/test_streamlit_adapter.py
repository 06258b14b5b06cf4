"""Streamlit's internals are where they are expected; a change is reported by name."""

import json
import logging
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import ImageFont
from streamlit.components.v2.bidi_component import serialization
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from components.web import streamlit_adapter as adapter

COMPONENTS = Path(adapter.__file__).parents[1]


@pytest.fixture(autouse=True)
def afterwards(monkeypatch):
    """Whatever is set here is set back."""
    for module in adapter.READERS:
        monkeypatch.setattr(module, "json", module.json)


@pytest.mark.parametrize("path", sorted(COMPONENTS.rglob("*.py")), ids=lambda path: path.relative_to(COMPONENTS).as_posix())
def test_no_other_module_uses_private_names(path):
    insides = re.findall(
        r"(?:streamlit\.(?:runtime|components|web)|uvicorn|st\.__file__|__streamlit|get_script_run_ctx)", path.read_text()
    )
    assert not insides or path.name == "streamlit_adapter.py"


# It is where it was


def test_katex_sets_formulas():
    assert "renderToString" in adapter.katex().read_text()


def test_the_document_takes_head_body_and_root():
    text = adapter.document("<title>Title</title>", "<main>", "/below/")
    assert re.findall("<title>.*?</title>", text) == ["<title>Title</title>"]
    assert text.index("<body>") < text.index("<main>") < text.index('<div id="root">')
    assert '"./' not in text
    assert 'src="/below/static/js/index.' in text


def test_its_font_has_weights_to_choose_and_the_letters_of_a_finding():
    font = ImageFont.truetype(adapter.font(), 20)
    assert [axis["name"] for axis in font.get_variation_axes()] == [b"Weight"]
    missing = font.getmask("\U0010ffff").getbbox(), bytes(font.getmask("\U0010ffff"))
    for letter in "αβγλσ·−×–‖₁⁻⁸…":
        assert (font.getmask(letter).getbbox(), bytes(font.getmask(letter))) != missing, letter


def test_the_scripts_of_widgets_are_files_that_the_document_does_not_name():
    scripts, document = adapter.scripts(), adapter.document("", "", "/")
    widgets = adapter.widgets()
    assert len(set(widgets)) == len(widgets) > len(adapter.WIDGETS)
    assert set(widgets) <= set(scripts)
    assert not [name for name in widgets if name in document]


def test_a_script_run_knows_whether_the_visitor_has_gone_back(monkeypatch):
    assert "is_history_navigation" in ScriptRunContext.__dataclass_fields__ or hasattr(
        ScriptRunContext, "is_history_navigation"
    )
    for gone_back in (True, False):
        monkeypatch.setattr(adapter, "get_script_run_ctx", lambda value=gone_back: SimpleNamespace(is_history_navigation=value))
        assert adapter.is_history_navigation() is gone_back
    monkeypatch.setattr(adapter, "get_script_run_ctx", lambda: None)
    assert adapter.is_history_navigation() is False


@pytest.mark.parametrize("wanted", [True, False])
def test_a_run_that_is_not_wanted_any_more_ends(wanted, monkeypatch):
    assert "yield_check" in ScriptRunContext.__dataclass_fields__

    class UnwantedError(Exception):
        pass

    def check():
        if not wanted:
            raise UnwantedError

    monkeypatch.setattr(adapter, "get_script_run_ctx", lambda **_: SimpleNamespace(yield_check=check))
    if wanted:
        adapter.stop_if_superseded()
    else:
        with pytest.raises(UnwantedError):
            adapter.stop_if_superseded()


def test_reports_to_a_restored_session_are_received(monkeypatch):
    """As Streamlit names it: by the identity of the component, which ends in its key."""
    from streamlit.components.v2.bidi_component.main import _make_trigger_id
    from streamlit.proto.WidgetStates_pb2 import WidgetStates
    from streamlit.runtime.state.session_state import SessionState

    report = {"number": 3, "edits": {}, "address": "?surface=bowl"}
    states = WidgetStates()
    text = json.dumps([{"event": "edit", "value": report}])
    states.widgets.add(id=_make_trigger_id("$$ID-0123abc-stage", "events"), json_trigger_value=text)
    states.widgets.add(id=_make_trigger_id("$$ID-0123abc-lab", "events"), json_trigger_value="[" * 50_000)
    states.widgets.add(id="$$ID-9-choose surface", string_value="bowl")
    session = SessionState()
    session.set_widgets_from_proto(states)
    monkeypatch.setattr(
        adapter, "get_script_run_ctx", lambda **_: SimpleNamespace(session_state=SimpleNamespace(_state=session))
    )
    assert adapter.unread_reports() == [("stage", report)]
    monkeypatch.setattr(adapter, "get_script_run_ctx", lambda **_: None)
    assert adapter.unread_reports() == []


def test_a_session_holds_a_few_files_at_most(monkeypatch):
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
    from streamlit.runtime.uploaded_file_manager import UploadedFileRec

    monkeypatch.setattr(MemoryUploadedFileManager, "add_file", MemoryUploadedFileManager.add_file)
    adapter.limit_uploads()
    manager = MemoryUploadedFileManager("/upload")
    for name in "abcde":
        manager.add_file("me", UploadedFileRec(name, name, "text/plain", b"x"))
    assert [file.name for file in manager.get_files("me", "abcde")] == ["d", "e"]


# What components report


def events(count):
    return json.dumps([{"event": "edit", "value": number} for number in range(count)])


def test_a_valid_message_is_read_as_before():
    adapter.limit_messages()
    assert serialization.deserialize_trigger_list(events(2)) == json.loads(events(2))
    state = serialization.BidiComponentSerde()
    assert dict(state.deserialize('{"a": [1, "b", null]}')) == {"a": [1, "b", None]}
    assert state.serialize({"a": 1}) == '{"a": 1}'


def test_of_too_many_events_the_last_ones_count():
    adapter.limit_messages()
    read = serialization.deserialize_trigger_list(events(2000))
    assert [event["value"] for event in read] == list(range(2000 - adapter.MAX_EVENTS, 2000))


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000 + "]" * 50_000, "9" * 5000, '[{"event": "edit", "value": ' + "9" * 5000 + "}]", "x", "", "1" + " " * 200_000],
    ids=lambda text: text[:30],
)
def test_what_cannot_be_read_is_a_sentence_in_the_log_and_no_traceback(text, caplog):
    adapter.limit_messages()
    caplog.set_level(logging.WARNING)
    assert serialization.deserialize_trigger_list(text) is None
    assert serialization.BidiComponentSerde().deserialize(text) == {}
    for entry in caplog.records:
        assert entry.exc_info is None
        assert entry.getMessage().startswith("A component's message was left out: ")
        assert entry.getMessage().endswith(".")
        assert len(entry.getMessage()) < 200
    assert len(caplog.records) == 2


def test_json_values_of_widgets_are_read_within_bounds_as_well():
    from streamlit.proto.WidgetStates_pb2 import WidgetState
    from streamlit.runtime.state.common import unpack_widget_state_value

    adapter.limit_messages()
    assert unpack_widget_state_value(WidgetState(json_value="[1]")) == [1]
    assert unpack_widget_state_value(WidgetState(json_value="9" * 5000)) is None


# It is not where it was


@pytest.mark.parametrize("files", [(), ("katex.a.js", "katex.b.js")])
def test_another_katex_is_named(files, tmp_path, monkeypatch):
    folder = tmp_path / "static" / "js"
    folder.mkdir(parents=True)
    for name in files:
        (folder / name).touch()
    monkeypatch.setattr(adapter, "STATIC", tmp_path)
    with pytest.raises(adapter.MovedError, match=rf"there are {len(files)} files .*katex"):
        adapter.katex()


@pytest.mark.parametrize("gone", [adapter.TITLE, adapter.RELATIVE, adapter.ROOT])
def test_another_document_is_named(gone, tmp_path, monkeypatch):
    (tmp_path / "index.html").write_text((adapter.STATIC / "index.html").read_text().replace(gone, ""))
    monkeypatch.setattr(adapter, "STATIC", tmp_path)
    with pytest.raises(adapter.MovedError, match=f"its document does not contain {gone}"):
        adapter.document("", "", "/")


def test_another_manifest_is_named(tmp_path, monkeypatch):
    (tmp_path / "index.html").touch()
    (tmp_path / "manifest.json").write_text("{}")
    monkeypatch.setattr(adapter, "STATIC", tmp_path)
    with pytest.raises(adapter.MovedError, match="BidiComponent"):
        adapter.widgets()
    with pytest.raises(adapter.MovedError, match="static/js"):
        adapter.scripts()


def test_another_context_is_named(monkeypatch):
    monkeypatch.setattr(adapter, "get_script_run_ctx", SimpleNamespace)
    with pytest.raises(adapter.MovedError, match="navigated back"):
        adapter.is_history_navigation()


@pytest.mark.parametrize("ask", [adapter.stop_if_superseded, adapter.unread_reports])
def test_another_context_is_named_here_as_well(ask, monkeypatch):
    monkeypatch.setattr(adapter, "get_script_run_ctx", lambda **_: SimpleNamespace())
    with pytest.raises(adapter.MovedError):
        ask()


def test_another_reader_of_messages_is_named(monkeypatch):
    monkeypatch.setattr(adapter, "READERS", (SimpleNamespace(__name__="elsewhere"),))
    with pytest.raises(adapter.MovedError, match="elsewhere does not read"):
        adapter.limit_messages()
