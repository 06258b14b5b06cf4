"""Pictures to take away: PNG and SVG of each view, three times the size, named after the settings."""

from io import BytesIO

import pytest
from PIL import Image

SIZES = {"surface3d": (900, 640), "map": (700, 640), "curve": (900, 420)}
NAMES = {"surface3d": "3d", "map": "contour", "curve": "curve"}


@pytest.mark.parametrize("view", SIZES)
def test_png_and_svg(visit, view):
    lab = visit("surface=easom&optimizers=adam&adam.learning_rate=0.05")
    files = {}
    for kind in ("png", "svg"):
        lab.page.locator(f".view.{view}").hover()
        with lab.page.expect_download() as download:
            lab.page.locator(f".view.{view} [data-do={kind}]").click()
        assert download.value.suggested_filename == f"easom-adam-lr0.05-{NAMES[view]}.{kind}"
        files[kind] = download.value.path().read_bytes()
    width, height = SIZES[view]
    image = Image.open(BytesIO(files["png"]))
    assert image.size == (3 * width, 3 * (height + 20))
    assert len(image.convert("RGB").resize((300, 200)).getcolors(60_000)) > 40
    drawing = files["svg"].decode()
    assert drawing.lstrip().startswith("<svg")
    assert f'width="{3 * width}"' in drawing
    for text in ("Easom", "start (2, 2.4), 200 steps, no noise", "Adam (α 0.05, β₁ 0.9, β₂ 0.999, ε 1e-8)"):
        assert text in drawing
