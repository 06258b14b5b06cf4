"""Networks train as in PyTorch, loss by loss; the data is written by `tests/reference/make_torch_networks.py`."""

import json
from pathlib import Path

import numpy as np
import pytest

from optimizers import OPTIMIZERS
from surfaces.networks import ACTIVATIONS, Architecture, Dataset, Hidden, Network

FILES = sorted((Path(__file__).parents[2] / "reference" / "networks").glob("*.json"))
RECORDS = {file.stem: json.loads(file.read_text()) for file in FILES}
CASES = [(name, key) for name, record in RECORDS.items() for key in record["runs"]]


def test_every_activation_has_its_reference():
    assert set(ACTIVATIONS) == set(RECORDS)


@pytest.mark.parametrize(("name", "key"), CASES)
def test_training_follows_pytorch_step_by_step(name, key):
    record, run, optimizer = RECORDS[name], RECORDS[name]["runs"][key], OPTIMIZERS[key]
    data = Dataset(np.array(record["inputs"]), np.array(record["labels"]))
    architecture = Architecture(2, tuple(Hidden(units, activation) for units, activation in record["hidden"]), 3)
    network, bare = Network(architecture, record["l2"]), Network(architecture)
    settings = optimizer.complete(run["hyperparameters"])
    point = np.array(record["start"])[:, None]
    state = optimizer.init(point)
    for batch, loss in zip(record["batches"], run["losses"], strict=True):
        part = data.taken(np.array(batch))
        assert bare.loss(point, part)[0] == pytest.approx(loss, rel=1e-10)
        point, state = optimizer.step(point, network.loss_and_gradient(point, part)[1], state, **settings)
    np.testing.assert_allclose(point[:, 0], run["end"], rtol=1e-9, atol=1e-11)
