// One module uses Plotly's internals, and its errors name what is missing.
import assert from "node:assert/strict";
import { glob, readFile } from "node:fs/promises";
import { test } from "node:test";
import * as internals from "../../components/browser/plotly_internals.js";

const COMPONENTS = new URL("../../components/", import.meta.url).pathname;
const UNIT = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

// A plot with all internals that are read.
function plot() {
  const view = [...UNIT];
  view[14] = -10; // ten units in front of the eye
  const glplot = { cameraParams: { model: [...UNIT], view, projection: [...UNIT] }, onrender: () => {} };
  Object.assign(glplot, { canvas: "canvas", objects: [{ drawPick: () => {} }], camera: { delay: 16 }, redraw: () => {} });
  const container = { getBoundingClientRect: () => "box" };
  const scene = { glplot, container, dataScale: [1, 1, 1], getCamera: () => "camera", setViewport: () => {} };
  scene.traces = {
    one: { data: { type: "surface" }, estimateScale: () => 2, update: () => {} },
    other: { data: { type: "scatter3d" } },
  };
  scene.fullSceneLayout = { aspectratio: "as it is", camera: { projection: "perspective" } };
  const xaxis = { _offset: 60, _length: 300, p2d: (pixels) => pixels / 10 };
  const yaxis = { _offset: 20, _length: 200, d2p: (value) => 10 * value };
  return { offsetLeft: 5, offsetTop: 7, _fullData: ["trace"], _fullLayout: { xaxis, yaxis, scene: { _scene: scene } } };
}

const SCENE = "_fullLayout.scene._scene";
const READ = {
  frameOf: [(one) => internals.frameOf(one), ["xaxis._offset", "yaxis._offset", "xaxis._length", "yaxis._length"].map((part) => `_fullLayout.${part}`)],
  xAt: [(one) => internals.xAt(one, 20), ["_fullLayout.xaxis.p2d"]],
  pixelsAt: [(one) => internals.pixelsAt(one, 2), ["_fullLayout.yaxis.d2p"]],
  drawnTraces: [(one) => internals.drawnTraces(one), ["_fullData"]],
  cameraOf: [(one) => internals.cameraOf(one), [`${SCENE}.getCamera`]],
  canvasOf: [(one) => internals.canvasOf(one), [`${SCENE}.glplot.canvas`]],
  prepareForPictures: [(one) => internals.prepareForPictures(one), ["glplot.objects", "glplot.camera.delay", "traces", "traces.one.estimateScale"].map((part) => `${SCENE}.${part}`)],
  drawFrom: [(one) => internals.drawFrom(one, {}), ["setViewport", "fullSceneLayout", "glplot.redraw"].map((part) => `${SCENE}.${part}`)],
  boxOf: [(one) => internals.boxOf(one), [`${SCENE}.container`]],
  perspectiveOf: [(one) => internals.perspectiveOf(one), ["glplot.cameraParams.model", "glplot.cameraParams.view", "glplot.cameraParams.projection", "dataScale"].map((part) => `${SCENE}.${part}`)],
  onRender: [(one) => internals.onRender(one, () => {}), [`${SCENE}.glplot`]],
}; // prettier-ignore

test("what is read is what Plotly has", () => {
  assert.deepEqual(internals.frameOf(plot()), { left: 65, top: 27, width: 300, height: 200 });
  assert.deepEqual([internals.xAt(plot(), 20), internals.pixelsAt(plot(), 2)], [2, 20]);
  assert.deepEqual([internals.cameraOf(plot()), internals.boxOf(plot()), internals.drawnTraces(plot())], ["camera", "box", ["trace"]]); // prettier-ignore
});

test("the eye is where the view puts it, in the units of the data", () => {
  const one = plot();
  Object.assign(one._fullLayout.scene._scene, { dataScale: [2, 4, 5] });
  const { matrix, eye } = internals.perspectiveOf(one);
  assert.deepEqual(eye.map((value) => value + 0), [0, 0, 2]); // prettier-ignore
  assert.deepEqual([matrix[0], matrix[5], matrix[10], matrix[14]], [2, 4, 5, -10]);
});

test("for a picture nothing is picked, and a camera is followed before the drawing begins", () => {
  const one = plot();
  const scene = one._fullLayout.scene._scene;
  internals.prepareForPictures(one);
  assert.deepEqual([scene.glplot.objects[0].drawPick, scene.glplot.camera.delay], [null, 0]);
  assert.equal(scene.traces.one.estimateScale(), 1);
  const done = [];
  scene.setViewport = (layout) => done.push(layout);
  scene.glplot.redraw = () => done.push("drawn");
  internals.drawFrom(one, { eye: "here" });
  assert.deepEqual(done, [{ aspectratio: "as it is", camera: { projection: "perspective", eye: "here" } }, "drawn"]);
});

test("a listener hears each frame once, after Plotly has drawn it", () => {
  const one = plot();
  const { glplot } = one._fullLayout.scene._scene;
  const heard = [];
  glplot.onrender = () => heard.push("plotly");
  internals.onRender(one, () => heard.push("ours"));
  internals.onRender(one, () => heard.push("twice"));
  glplot.onrender();
  assert.deepEqual(heard, ["plotly", "ours"]);
});

for (const [name, [read, paths]] of Object.entries(READ))
  for (const path of paths)
    test(`${name} says that ${path} is missing`, () => {
      const one = plot();
      read(one);
      const [last, ...owners] = path.split(".").reverse();
      delete owners.reverse().reduce((owner, part) => owner[part], one)[last];
      assert.throws(() => read(one), { message: `Plotly has changed: a plot has no ${path}` });
    });

test("nobody else knows Plotly's inside", async () => {
  const inside =
    /\bestimateScale\b|\b_full(Layout|Data)\b|\b_scene\b|\bglplot\b|\bcameraParams\b|\bdataScale\b|\._offset\b|\._length\b|\b[pd]2[pd]\b/;
  const scripts = await Array.fromAsync(glob("**/*.js", { cwd: COMPONENTS }));
  assert.ok(scripts.length > 40);
  for (const script of scripts) {
    const text = await readFile(COMPONENTS + script, "utf8");
    assert.equal(inside.test(text), script === "browser/plotly_internals.js", script);
    assert.equal(/window\.Plotly/.test(text), script === "browser/plotly_adapter.js", script);
  }
});
