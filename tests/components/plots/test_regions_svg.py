"""The first frame of a training as a picture: the very regions and examples that the browser draws, in both themes."""

import base64
import re
from io import BytesIO
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from components.plots.class_marks import COLORS, marks, palette
from components.plots.regions_svg import SIZE, regions_svg
from components.results.regions import LEVELS, LOST, SIDE, InputPlane, examples_drawn, regions
from components.results.training import beginning
from components.state.network import NetworkSettings, change

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def begun():
    settings, problems = change(NetworkSettings(), {"data": "spiral", "arms": "3", "points": "60"})
    assert not problems
    found, point = beginning(settings)
    plane = InputPlane.of(found.parts.train)
    cells = regions(found.network, point, plane.inputs)[0]
    return found, plane, cells, ElementTree.fromstring(regions_svg(cells, plane.window, examples_drawn(found, plane), 3))


def test_its_cells_are_those_of_the_network_at_its_start(begun):
    found, plane, _, picture = begun
    (image,) = picture.iter(f"{SVG}image")
    seen = np.asarray(Image.open(BytesIO(base64.b64decode(image.get("href").partition(",")[2]))))
    classes = found.network.predict(beginning(found.settings)[1], plane.inputs)[0].reshape(SIDE, SIDE)
    assert len(np.unique(classes)) > 1
    np.testing.assert_array_equal(seen[..., :3], COLORS[classes])


def test_each_example_is_drawn_in_the_color_of_its_class(begun):
    found, plane, _, picture = begun
    left, right, low, high = plane.window
    paths = {path.get("class"): path.get("d") for path in picture.iter(f"{SVG}path")}
    for part, data in (("train", found.parts.train), ("test", found.parts.test)):
        for label in range(3):
            x, y = data.inputs[:, data.labels == label]
            places = np.array(re.findall(r"M([\d.]+),([\d.]+)", paths[f"c{label} {part}"]), dtype=float).T
            wanted = [SIZE * (x - left) / (right - left), SIZE * (high - y) / (high - low)]
            np.testing.assert_allclose(places, wanted, atol=0.051)
    styles, dark = picture.find(f"{SVG}style").text.split("@media (prefers-color-scheme:dark)")
    for label, look in enumerate(marks(3)):
        assert f".c{label}{{fill:{look['light']}" in styles
        assert f".c{label}{{fill:{look['dark']}" in dark


def test_a_region_is_the_stronger_the_surer_its_network_and_where_it_is_lost_there_is_none():
    colors = palette(3)
    for label in range(3):
        shades = colors[label * LEVELS : (label + 1) * LEVELS]
        np.testing.assert_array_equal(shades[:, :3], np.broadcast_to(COLORS[label], (LEVELS, 3)))
        assert np.all(np.diff(shades[:, 3].astype(int)) > 0)
    assert colors[LOST, 3] == colors[3 * LEVELS, 3] == 0
    assert palette(10)[LOST, 3] == 0  # ten classes use almost all byte values
