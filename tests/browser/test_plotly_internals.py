"""The Plotly internals in use, checked against what Plotly draws: a new version that breaks one fails here by name."""

import numpy as np
import pytest

INTERNALS = """(async () => {
  const fetched = performance.getEntriesByType('resource').map(({ name }) => name);
  const internals = await import(fetched.find((name) => name.endsWith('browser/plotly_internals.js')));
  const { surface3d, map, curve } = stage, host = (view) => view.host.getBoundingClientRect();
  const box = ({ left, top, width, height }, within) => [left - within.left, top - within.top, width, height];
  return %s;
})()"""
AXES = "(({ left, top, width, height }) => [left, top, width, height])(internals.frameOf(%(view)s.plot))"
CHECKS = {  # by function: its error message, and an observable effect
    "frameOf of the map": (
        AXES % {"view": "map"},
        "box(map.plot.querySelector('.nsewdrag').getBoundingClientRect(), host(map))",
    ),
    "frameOf of the curve": (
        AXES % {"view": "curve"},
        "box(curve.plot.querySelector('.nsewdrag').getBoundingClientRect(), host(curve))",
    ),
    "xAt": ("[0, 0.5, 1].map((share) => internals.xAt(curve.plot, share * curve.frame().width))", "[0, 100, 200]"),
    "pixelsAt": (
        "[...curve.plot.layout.yaxis.range].map((value) => internals.pixelsAt(curve.plot, value))",
        "[curve.frame().height, 0]",
    ),
    "boxOf": (
        "box(internals.boxOf(surface3d.plot), host(surface3d))",
        "box(surface3d.plot.querySelector('.gl-container canvas').getBoundingClientRect(), host(surface3d))",
    ),
    "drawnTraces": (
        "(({ x, y, z }) => [x.length, y.length, z.length, z[0].length])(internals.drawnTraces(surface3d.plot)[0])",
        "(([rows, columns]) => [columns, rows, rows, columns])(surface3d.plot.data[0].z.shape.split(',').map(Number))",
    ),
    "cameraOf": (
        """await (async () => {
          await surface3d.look({ eye: { x: 2, y: 1, z: 0.5 }, center: { x: 0, y: 0, z: 0 }, up: { x: 0, y: 0, z: 1 } });
          return Object.values(internals.cameraOf(surface3d.plot).eye);
        })()""",
        "[2, 1, 0.5]",
    ),
}


@pytest.mark.parametrize("name", CHECKS)
def test_what_is_known_of_plotly_is_what_it_draws(lab, name):
    known, seen = (np.array(lab.stage(INTERNALS % expression), dtype=float) for expression in CHECKS[name])
    assert seen.size > 1
    np.testing.assert_allclose(known, seen, atol=0.75, rtol=1e-6, err_msg=f"Plotly has changed: {name}")


def test_on_render_our_canvas_follows_in_the_same_frame(lab):
    moved = """new Promise((done) => {
      surface3d.addEventListener('moved', () => done([1, 1]), { once: true });
      surface3d.zoom(1.2);
    })"""
    before = lab.drawing("surface3d")
    assert lab.stage(INTERNALS % f"await {moved}") == [1, 1]
    lab.until("(before) => document.querySelector('.surface3d .overlay').toDataURL() !== before", before)
