// Saved pictures: the map at full size and, with a fate map, the meaning of its colors.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SeenEnsemble } from "../../components/stage/ensemble_figure.js";
import { pictureOf } from "../../components/stage/picture.js";

const AXIS = { title: { text: "x" }, range: [-5, 5], domain: [0.3, 0.7] }; // as Plotly sets it on a wide page
const MAP = { plot: { data: [{ type: "contour" }], layout: { xaxis: AXIS, yaxis: AXIS } }, names: [] };
const STYLE = { light: "#0060a8", dark: "#58b4ff", dash: "dash", marker: "circle" };
const RUN = {
  ...{ key: "one", title: "One", label: "One (α 0.1)", style: STYLE, exits: [], t: [0, 1, 2], x: [1, 2, 3], y: [1, 2, 3] },
  line: { t: [0, 1, 2], x: [1, 2, 3], y: [1, 2, 3], pen: [1, 1, 1] },
};
const SCENE = { title: "Bowl", caption: "2 steps", file: "bowl", start: [1, 1], steps: 2, window: [-5, 5, -5, 5] };
const SEEN = {
  ...{ image: "data:image/png;base64,", part: [-1, 5, -1, 5], of: "One" },
  shares: [{ fate: 0, share: 0.75 }, { fate: 1, share: 0 }, { fate: -5, share: 0.25 }], // prettier-ignore
  minima: [[3, 3], [-3, -3]], // prettier-ignore
};

const NOBODY = { key: "none", found: null };
const saved = (fates, ensemble = NOBODY) =>
  pictureOf("map", {
    ...{ scene: SCENE, runs: [RUN], time: 2, theme: "light", map: MAP, fates: () => fates },
    ensemble: new SeenEnsemble(ensemble, [RUN], 2, "light"),
  }).picture();

test("a map fills its picture, however wide it is on the page", () => {
  const { layout } = saved(null).figure;
  assert.deepEqual([layout.xaxis.domain, layout.yaxis.domain], [[0, 1], [0, 1]]); // prettier-ignore
  assert.deepEqual(AXIS.domain, [0.3, 0.7]); // the page's own axis is unchanged
});

test("beneath the paths lies the map of fates, with a line of the legend for each and a letter at each minimum that is seen", () => {
  const { figure, caption } = saved(SEEN);
  const [image] = figure.layout.images;
  assert.deepEqual([image.x, image.y, image.sizex, image.sizey, image.layer], [-1, 5, 6, 6, "below"]);
  const named = figure.data.filter(({ showlegend }) => showlegend !== false).map(({ name }) => name);
  assert.deepEqual(named, ["One (α 0.1)", "A (3, 3): 75 %", "B (−3, −3): 0 %", "still move: 25 %"]);
  assert.deepEqual(
    figure.layout.annotations.map(({ x, y, text }) => [x, y, text]),
    [[3, 3, "<b>A</b>"]],
  );
  assert.equal(caption, "2 steps; color: where the run of One from each start ends (darker: later)");
  assert.equal(figure.layout.height - saved(null).figure.layout.height, 3 * 20);
});

test("where no fates are shown there is nothing of them", () => {
  const { figure, caption } = saved(null);
  assert.deepEqual([figure.layout.images, figure.data.length, caption], [[], 5, "2 steps"]);
});

test("where a path leaves the map stands within it, for the first three exits", () => {
  const exits = [[5, 0, 0.5], [-5, -5, 1.2], [0, 5, 2], [5, 5, 3]]; // prettier-ignore
  const run = { ...RUN, exits };
  const shown = { scene: SCENE, runs: [run], time: 3, theme: "light", map: MAP, fates: () => null };
  const ensemble = new SeenEnsemble(NOBODY, [run], 2, "light");
  const { layout } = pictureOf("map", { ...shown, ensemble }).picture().figure;
  assert.deepEqual(
    layout.annotations.map(({ text, xanchor, ay }) => [text, xanchor, ay > 0]),
    [["leaves at step 1", "right", true], ["leaves at step 2", "left", false], ["leaves at step 2", "center", true]], // prettier-ignore
  );
});

test("many seeds lie beneath the runs, with what they are and what theory knows", () => {
  const theory = { quadratic: { center: [0, 0], axes: [[1, 0], [0, 1]] }, variances: [[NaN, 1, 1], [NaN, 1, 1]] }; // prettier-ignore
  const rows = { x: Float64Array.of(1, 1, 2, 2, 3, NaN), y: Float64Array.of(1, 1, 2, 2, 4, NaN) };
  const found = { members: 2, steps: 2, ...rows, theory, band: {} };
  const [, dots, ellipse, path] = saved(null, { key: "one", found }).figure.data;
  assert.deepEqual([dots.x, dots.y, dots.name], [[3], [4], "2 seeds of One at step 2"]);
  assert.equal(ellipse.name, "95 % of the seeds, by theory");
  assert.equal(path.name, RUN.label);
  const band = { low: [1, 2, 3], median: [2, 3, 4], high: [3, Infinity, 5] };
  const curve = { band, along: (run) => run.t };
  const shaded = new SeenEnsemble({ key: "one", found }, [RUN], 2, "light").onCurve(curve);
  assert.deepEqual(shaded.map(({ y }) => y), [[1, 2, 3], [3, null, 5], [2, 3, 4]]); // prettier-ignore
  assert.equal(shaded[1].fill, "tonexty");
  const unseen = new SeenEnsemble(NOBODY, [RUN], 2, "light");
  assert.deepEqual([...unseen.onMap(), ...unseen.onCurve(curve)], []);
});
