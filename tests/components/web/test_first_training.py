"""The document of the network's page begins its training: the very one that the page will ask for."""

import html
import re

import pytest

from components.state.network import read
from components.web import assets
from components.web.first_training import first_training
from components.web.network import training_query
from optimizers import OPTIMIZERS


def begun(query):
    found = re.findall(r'data-training="([^"]*)"', first_training(query)[1])
    return [html.unescape(address) for address in found]


@pytest.mark.parametrize("query", ["", "seed=7&data=moons", "seed=7&metric=sharpness&step=5&lesson=same_rate", "epochs=many"])
def test_it_is_that_of_the_settings(query):
    settings, _ = read({name: [text] for name, _, text in (part.partition("=") for part in query.split("&") if part)})
    assert begun(query) == [f"{assets.base()}network/training/{{theme}}.ndjson?{training_query(settings)}"]


@pytest.mark.parametrize(("query", "titles"), [("", None), ("optimizers=adam,momentum&seed=4", ["Adam", "Momentum"])])
def test_the_first_frame_is_in_the_document_for_each_optimizer(query, titles):
    body = first_training(query)[1]
    figures = re.findall(r"<figcaption>(.+?)</figcaption>", body)
    assert figures == (titles or [OPTIMIZERS[key].title for key in read({})[0].choices.optimizers])
    assert body.count("image/svg+xml") == 1  # all runs start at one point
    assert body.index("<figure>") < body.index("<script")


def test_what_cannot_be_trained_has_no_first_frame():
    assert begun("epochs=5000&batch=1&points=1000")  # the page reports the error
    assert "<figure>" not in first_training("epochs=5000&batch=1&points=1000")[1]


def test_it_differs_only_where_the_training_does():
    assert begun("seed=7&step=5&lesson=same_rate&metric=rate") == begun("seed=7")
    assert begun("seed=7&metric=sharpness") != begun("seed=7")
    assert begun("seed=7&plane=random") != begun("seed=7")


def test_without_a_file_there_is_nothing_to_train_on():
    assert begun("data=file") == []
    assert 'rel="modulepreload"' in first_training("data=file")[1]


@pytest.mark.parametrize("query", ["x=" + "9" * 50_000, "a=1&" * 5000, 'data="><script>alert(1)</script>'])
def test_a_hostile_query_trains_what_is_usual(query):
    assert begun(query) == begun("")
    assert "alert" not in "".join(first_training(query))


def test_its_files_are_served_and_named_before_the_script():
    head, body = first_training("")
    addresses = re.findall(r'(?:href|src)="([^"]+)"', head + body.partition("</script>")[0])
    assert len(addresses) > 5
    assert all(address.removeprefix(assets.base()) in assets.FILES for address in addresses)
