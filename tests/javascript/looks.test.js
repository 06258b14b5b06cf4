// Appearance: figures that scale with the font size, and the styles of optimizers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { magnified } from "../../components/browser/magnify.js";
import { DASHES, outline } from "../../components/browser/styles.js";

const FIGURE = {
  data: [{ x: [1, 2], line: { width: 2, color: "red" }, contours: { size: 5 }, marker: { size: [3, 4] } }],
  layout: {
    font: { size: 13, family: "Inter", color: "gray" },
    margin: { l: 40, r: 10 },
    width: null,
    xaxis: { gridcolor: "pale", range: [0, 1], title: { text: "x", standoff: 4 } },
  },
};

test("a figure of the usual size is left alone", () => {
  assert.equal(magnified(FIGURE, { times: 1, strong: false, theme: "light" }), FIGURE);
});

test("lengths in pixels grow, and data do not", () => {
  const before = structuredClone(FIGURE);
  const { data, layout } = magnified(FIGURE, { times: 2, strong: false, theme: "light" });
  assert.deepEqual(data[0].x, [1, 2]);
  assert.deepEqual([data[0].line, data[0].contours.size], [{ width: 4, color: "red" }, 5]);
  assert.deepEqual([layout.font.size, layout.margin, layout.xaxis.title.standoff], [26, { l: 80, r: 20 }, 8]);
  assert.deepEqual([layout.xaxis.range, layout.xaxis.gridcolor, layout.width], [[0, 1], "pale", null]);
  assert.deepEqual(FIGURE, before);
});

test("in class text and grid have their full strength, in both themes", () => {
  for (const [theme, text] of [
    ["light", "#000000"],
    ["dark", "#ffffff"],
  ]) {
    // prettier-ignore
    const { layout } = magnified(FIGURE, { times: 1, strong: true, theme });
    assert.equal(layout.font.color, text);
    assert.match(layout.xaxis.gridcolor, /^rgba/);
  }
});

test("in three dimensions letters come out as large as elsewhere, though Plotly squares what is asked for", () => {
  const axis = () => ({ range: [0, 1], title: { text: "" } });
  const scene = { xaxis: axis(), yaxis: axis(), zaxis: axis() };
  const { layout } = magnified({ data: [], layout: { ...FIGURE.layout, scene } }, { times: 4, strong: false, theme: "light" });
  assert.deepEqual(layout.scene.zaxis.tickfont, { size: (13 * 4) / 2, family: 'Inter, "4"' });
});

// The corners of a marker, or null for a circle.
function cornersOf(marker) {
  const corners = [];
  let round = false;
  const path = {
    moveTo: (x, y) => corners.push([x, y]),
    lineTo: (x, y) => corners.push([x, y]),
    arc: () => (round = true),
    closePath: () => {},
  };
  outline(path, marker, 0, 0, 1);
  return round ? null : corners;
}

test("each marker has its own shape, upright and about its point", () => {
  const counts = { square: 4, diamond: 4, triangle: 3, pentagon: 5, hexagon: 6, star: 10, cross: 8 };
  assert.equal(cornersOf("circle"), null);
  for (const [marker, count] of Object.entries(counts)) {
    const corners = cornersOf(marker);
    assert.equal(corners.length, count, marker);
    for (const axis of [0, 1]) {
      const mean = corners.reduce((sum, corner) => sum + corner[axis], 0) / count;
      assert.ok(Math.abs(mean) < 1e-9, marker);
    }
    const flipped = corners.map(([x, y]) => [-x, y]);
    const has = ([x, y]) => corners.some(([cx, cy]) => Math.hypot(cx - x, cy - y) < 1e-9);
    assert.ok(flipped.every(has), marker);
  }
});

test("dashes differ", () => {
  const patterns = Object.values(DASHES).map(String);
  assert.equal(new Set(patterns).size, patterns.length);
});
