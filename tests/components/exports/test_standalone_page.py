"""The standalone page: small, whole, and safe whatever is typed. `tests/browser/test_standalone.py` opens one."""

import base64
import gzip
import hashlib
import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest

from components.exports.standalone import files
from components.exports.standalone.page import page
from components.results.experiment import experiment
from components.web import assets
from optimizers import standard_normals
from surfaces import SURFACES
from tests.components.tools import settings_of

MAX_BYTES = 6_000_000  # bytes
LINK = "https://example.org/?surface=matyas&x=1"
HOSTILE = "</script><script>alert(1)</script><!-- <b>&amp;\"'"


class Elements(HTMLParser):
    """The elements of a document, each with its attributes and its text."""

    def __init__(self, text):
        super().__init__()
        self.found, self.open = [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs), []))
        self.open = True

    def handle_endtag(self, tag):
        self.open = False

    def handle_data(self, data):
        if self.open:
            self.found[-1][2].append(data)

    def of(self, wanted):
        return [(attributes, "".join(texts)) for tag, attributes, texts in self.found if tag == wanted]


def made(title="A title", link=LINK, **texts):
    return Elements(page(settings_of(**texts), title, link).decode())


def imports_of(elements):
    ((_, text),) = [one for one in elements.of("script") if one[0].get("type") == "importmap"]
    prefix = "data:text/javascript;base64,"
    found = json.loads(text)["imports"]
    assert all(address.startswith(prefix) for address in found.values())
    return {name: base64.b64decode(address.removeprefix(prefix)).decode() for name, address in found.items()}


def file_of(elements, name):
    ((_, text),) = [one for one in elements.of("script") if one[0].get("data-address") == files.BASE + name]
    return gzip.decompress(base64.b64decode(text))


@pytest.fixture(scope="module")
def usual():
    return made()


@pytest.mark.slow
def test_the_largest_page_is_small_enough():
    eight = "gradient_descent,sam,newton,adam,lbfgs,lion,rprop,shampoo"
    assert len(page(settings_of(surface="eggholder", optimizers=eight, steps="5000", noise="1"), "", LINK)) < MAX_BYTES


def test_every_module_finds_what_it_imports(usual):
    found = imports_of(usual)
    for name, text in found.items():
        imported = re.findall(r'^(?:import|export)\b[\w\s{},*]*"([^"]+)";$', text, re.MULTILINE)
        assert set(imported) <= set(found), name
        assert "import.meta" not in text, name
    ((_, entry),) = [one for one in usual.of("script") if one[0].get("type") == "module"]
    assert re.search(r'"(.+)"', entry)[1] in found


def test_a_module_that_is_replaced_has_another_with_the_same_names():
    for name, instead in files.INSTEAD.items():
        exported = [
            set(re.findall(r"^export (?:async )?function (\w+)", assets.FILES[one].read_text(), re.M))
            for one in (name, instead)
        ]
        assert exported[0] == exported[1] != set()


def test_the_page_brings_the_programs_of_its_race_and_no_others():
    programs = [
        name for name in imports_of(made(surface="bowl", optimizers="adam,lion", schedule="cosine")) if "/program/" in name
    ]
    assert programs == [f"{files.BASE}program/bowl{rest}" for rest in (".js", "/adam/cosine.js", "/lion/cosine.js")]


def test_the_page_holds_the_runs_of_python():
    saved = json.loads(file_of(made(surface="bowl", optimizers="adam", steps="7", metric="gradient"), "experiment.json"))
    run, path = (
        saved["scene"]["runs"][0],
        experiment(settings_of(surface="bowl", optimizers="adam", steps="7")).results["adam"],
    )
    sent = np.frombuffer(base64.b64decode(run["rows"]["x"]), "<f4")
    assert np.array_equal(sent, path.trajectory.points[:, 0].astype("<f4"))
    assert saved["judged"]["heights"] == list(SURFACES["bowl"].heights)
    assert set(run["rows"]) == {"x", "y", *saved["scene"]["names"]}  # every metric, because there is no server to ask


def test_noise_is_that_of_the_seed_for_the_longest_run():
    found = np.frombuffer(file_of(made(seed="17"), "normals/17.bin"), "<f8")
    assert np.array_equal(found, np.concatenate([row.ravel() for row in standard_normals(17, 5000)]))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_terrain_is_there_in_both_themes(theme, usual):
    assert set(json.loads(file_of(usual, f"terrain/{theme}.json"))) == {"surface3d", "contour", "curve"}


def test_whatever_is_typed_stays_text():
    found = made(title=HOSTILE, link=f"https://example.org/?{HOSTILE}")
    assert [text for _, text in found.of("h1")] == [HOSTILE]
    assert [attributes["href"] for attributes, _ in found.of("a")] == [f"https://example.org/?{HOSTILE}"]
    assert len(found.of("script")) == len(made().of("script"))


def test_nothing_of_what_is_brought_ends_its_element(usual):
    """Scripts, styles and JSON are not escaped, so none may hold what ends it."""
    assert all("<" not in text for attributes, text in usual.of("script") if attributes.get("type") != "module")
    assert all("<" not in text for _, text in usual.of("style"))


def test_the_policy_lets_the_page_run_its_own_scripts_and_fetch_nothing(usual):
    ((policy, _),) = [one for one in usual.of("meta") if one[0].get("http-equiv")]
    allowed = dict(part.strip().split(" ", 1) for part in policy["content"].split(";"))
    assert allowed["default-src"] == "'none'"
    assert "'unsafe-inline'" not in allowed["script-src"]
    for attributes, text in usual.of("script"):
        if attributes["type"] in ("importmap", "module"):
            assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in allowed["script-src"]
    assert not re.search(r"https?:", policy["content"])


def test_a_typed_formula_is_in_the_programs_and_its_address_is_short():
    found = made(surface="own", formula="x**2 + 3*y**2", optimizers="adam", schedule="constant")
    saved = json.loads(file_of(found, "experiment.json"))
    assert "formula=&" in saved["scene"]["address"]
    assert {name for name in imports_of(found) if "/program/" in name} == {
        f"{files.BASE}program/own{rest}.js?formula=&domain=" for rest in ("", "/adam/constant")
    }


@pytest.mark.parametrize(("hide", "groups"), [("", ["adam", "start", "run"]), ("start", ["adam", "run"]), ("sidebar", [])])
def test_sliders_that_are_hidden_stay_hidden_and_the_seed_is_fixed(hide, groups):
    saved = json.loads(file_of(made(optimizers="adam", hide=hide or "none"), "experiment.json"))
    assert [group["name"] for group in saved["groups"]] == groups
    assert "seed" not in {item["name"] for group in saved["groups"] for item in group["items"]}


def test_out_of_class_all_is_shown():
    saved = json.loads(file_of(made(classroom="1"), "experiment.json"))
    assert (saved["scene"]["classroom"], saved["scene"]["hide"]) == (False, [])
    assert saved["groups"]
