// Paths: decoded, clipped to the window, draped over the terrain, and followed by the clock.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clip, cut, decode, seenAt } from "../../components/stage/paths.js";
import { pieces } from "../../components/stage/picture_parts.js";
import { headOf, trace } from "../../components/stage/projected_lines.js";
import { Terrain, drape } from "../../components/stage/terrain.js";

const WINDOW = [0, 10, -5, 5];
const base64 = (values) => Buffer.from(new Float32Array(values).buffer).toString("base64");
const cutAt = (x, y) =>
  cut(
    Float32Array.from(x),
    Float32Array.from(y),
    Float32Array.from(x, (_, step) => step),
    WINDOW,
  );

test("a run has a row for each metric, its cost so far, and a limit for each step", () => {
  const sent = {
    points: 3,
    rows: { x: base64([1, 2, 3]), y: [0], value: base64([9, 8, 7]), rate: [null, 0.5] },
    costs: [2],
    limits: { sharpness: base64([2, 3]), other: [4] },
    title: "Adam",
  };
  const run = decode(sent, WINDOW);
  assert.deepEqual([...run.x, ...run.y, ...run.metrics.value], [1, 2, 3, 0, 0, 0, 9, 8, 7]);
  assert.deepEqual([...run.metrics.rate], [NaN, 0.5, 0.5]);
  assert.deepEqual(Object.keys(run.metrics), ["value", "rate"]);
  assert.deepEqual([...run.evaluations], [0, 2, 4]);
  assert.deepEqual([[...run.limits.sharpness], [...run.limits.other]], [[2, 3], [4, 4]]); // prettier-ignore
  assert.deepEqual([...run.t], [0, 1, 2]);
  assert.equal(run.title, "Adam");
});

test("a run that is seen only now and then says at which steps", () => {
  const sent = { points: 3, rows: { x: [1], y: [0] }, costs: [5], limits: {}, t: base64([0, 5, 20]) };
  const run = decode(sent, WINDOW);
  assert.deepEqual([...run.t], [0, 5, 20]);
  assert.deepEqual([...seenAt(run, 7, WINDOW).t], [0, 5]);
});

test("a run that breaks off at its first step has a start, and one without any point nothing", () => {
  const one = decode({ points: 1, rows: { x: [1], y: [2], rate: [null] }, costs: [], limits: { sharpness: [] } }, WINDOW);
  assert.deepEqual([[...one.x], [...one.metrics.rate], [...one.evaluations], [...one.limits.sharpness]], [[1], [NaN], [0], []]); // prettier-ignore
  const none = decode({ points: 0, rows: { x: [], y: [] }, costs: [], limits: {} }, WINDOW);
  assert.deepEqual([none.x.length, none.t.length, none.evaluations.length], [0, 0, 0]);
});

test("a path inside the window stays as it is", () => {
  const { line, exits } = cutAt([1, 2, 3], [0, 1, 0]);
  assert.deepEqual(line, { x: [1, 2, 3], y: [0, 1, 0], t: [0, 1, 2], pen: [0, 1, 1] });
  assert.deepEqual(exits, []);
  assert.deepEqual(cutAt([1], [1]).line, { x: [1], y: [1], t: [0], pen: [0] });
});

test("a path that goes out and comes back is cut at the edges, at the time it passes them", () => {
  const { line, exits } = cutAt([8, 12, 8], [0, 0, 4]);
  assert.deepEqual(line, { x: [8, 10, 10, 8], y: [0, 0, 2, 4], t: [0, 0.5, 1.5, 2], pen: [0, 1, 0, 1] });
  assert.deepEqual(exits, [[10, 0, 0.5]]);
});

test("a step across the whole window enters and leaves, one beside it does neither", () => {
  assert.deepEqual(
    cutAt([-10, 20], [0, 0]).line.t,
    [1 / 3, 2 / 3].map((t) => t + 0),
  );
  assert.deepEqual(cutAt([-10, 20], [9, 9]), { line: { x: [], y: [], t: [], pen: [] }, exits: [] });
  assert.deepEqual(cutAt([5, Infinity], [0, 0]).exits.length, 1);
});

test("clipping agrees with a fine sampling of the segment", () => {
  let seed = 1;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  let hits = 0;
  for (let trial = 0; trial < 500; trial++) {
    const [x, y, dx, dy] = [30 * random() - 10, 20 * random() - 10, 40 * random() - 20, 40 * random() - 20];
    const inside = (u) => x + u * dx >= 0 && x + u * dx <= 10 && Math.abs(y + u * dy) <= 5;
    const found = clip(x, y, dx, dy, WINDOW);
    for (let u = 0; u <= 1; u += 0.01) {
      const near = found && Math.min(Math.abs(u - found[0]), Math.abs(u - found[1])) < 1e-9;
      if (!near) assert.equal(inside(u), Boolean(found && u >= found[0] && u <= found[1]));
    }
    hits += found ? 1 : 0;
  }
  assert.ok(hits > 100 && hits < 450);
});

test("a point that does not move is inside or not", () => {
  assert.deepEqual(clip(5, 0, 0, 0, WINDOW), [0, 1]);
  assert.equal(clip(11, 0, 0, 0, WINDOW), null);
});

test("the terrain has its heights at its grid, and straight slopes between", () => {
  const terrain = new Terrain([0, 5, 10], [-5, 5], [[0, 10, 0], [2, 4, 6]]); // prettier-ignore
  assert.equal(terrain.height(5, -5), 10);
  assert.equal(terrain.height(2.5, -5), 5);
  assert.equal(terrain.height(2.5, 0), 4);
  assert.ok(Math.abs(terrain.height(10, 5) - 6) < 1e-4);
  assert.ok(Math.abs(terrain.height(99, 99) - 6) < 1e-4);
});

test("a line on the terrain has pieces short enough to follow it, and keeps its times and its parts", () => {
  const line = { x: [0, 10, 3], y: [0, 0, 3], t: [0, 1, 1.5], pen: [0, 1, 0] };
  const draped = drape(line, (x, y) => x * x + y, WINDOW);
  assert.equal(draped.x.length, 52);
  draped.x.forEach((x, i) => assert.ok(Math.abs(draped.z[i] - (x * x + draped.y[i])) < 1e-9));
  for (let i = 1; i < 51; i++) assert.ok(Math.abs(draped.x[i] - draped.x[i - 1] - 0.2) < 1e-9);
  assert.deepEqual([draped.t[50], draped.pen[51], draped.t[51]], [1, 0, 1.5]);
});

test("the head of a line is where the clock is, and nowhere while the path is outside", () => {
  const line = { px: [0, 10, 20, 30], py: [0, 0, 10, 10], t: [0, 1, 2.5, 3], pen: [0, 1, 0, 1] };
  assert.deepEqual(headOf(line, 0.5), { x: 5, y: 0, vertex: 0 });
  assert.deepEqual(headOf(line, 1), { x: 10, y: 0, vertex: 1 });
  assert.equal(headOf(line, 2), null);
  assert.deepEqual(headOf(line, 2.75), { x: 25, y: 10, vertex: 2 });
  assert.deepEqual(headOf(line, 9), { x: 30, y: 10, vertex: 3 });
  assert.equal(headOf({ px: [], py: [], t: [], pen: [] }, 1), null);
  assert.equal(headOf({ px: [4], py: [4], t: [1.5], pen: [0] }, 1), null);
});

test("a path that left for good between two steps has no head at its end", () => {
  assert.equal(headOf({ px: [0, 10], py: [0, 0], t: [0, 0.5], pen: [0, 1] }, 3), null);
});

test("a saved line has a gap where a new part begins", () => {
  assert.deepEqual(pieces([0, 1, 0, 1], [1, 2, 3, 4]), [1, 2, null, 3, 4]);
});

test("a run that is seen up to a step has no later points, and leaves the window no later either", () => {
  const [x, y, t] = [
    [8, 9, 12, 9],
    [0, 1, 0, 0],
    [0, 1, 2, 3],
  ].map((row) => Float32Array.from(row));
  const run = { title: "Adam", x, y, t, ...cut(x, y, t, WINDOW) };
  assert.equal(run.exits.length, 1);
  const seen = seenAt(run, 1.9, WINDOW);
  assert.deepEqual([[...seen.x], [...seen.t], seen.line.x, seen.exits, seen.title], [[8, 9], [0, 1], [8, 9], [], "Adam"]);
  assert.deepEqual([...seenAt(run, 0, WINDOW).x], [8]);
  assert.equal(seenAt(run, 3, WINDOW), run);
});

test("of a long line only what a pixel can show is drawn, and where it ends", (context) => {
  globalThis.Path2D = class {
    steps = [];
    moveTo(x, y) {
      this.steps.push(["move", x, y]);
    }
    lineTo(x, y) {
      this.steps.push(["line", x, y]);
    }
  };
  context.after(() => delete globalThis.Path2D);
  const count = 5000;
  const at = Array.from({ length: count }, (_, i) => 100 - 100 * 0.99 ** i); // converges to 100
  const line = { px: at, py: at.map(() => 7), t: at.map((_, i) => i), pen: at.map((_, i) => (i ? 1 : 0)) };
  const { steps } = trace(line, Infinity).seen;
  assert.ok(steps.length < 300, `${steps.length} parts`);
  assert.deepEqual([steps[0], steps.at(-1)], [["move", 0, 7], ["line", at.at(-1), 7]]); // prettier-ignore
  const drawn = steps.map(([, x]) => x);
  assert.ok(at.every((x) => drawn.some((near) => Math.abs(near - x) <= 0.25)));
  assert.deepEqual(trace(line, 3000.5).seen.steps.at(-1), ["line", (at[3000] + at[3001]) / 2, 7]);
  const broken = { ...line, pen: at.map((_, i) => (i && i !== 4000 ? 1 : 0)) };
  assert.ok(trace(broken, Infinity).seen.steps.some(([, x]) => x === at[3999])); // the end of a piece
});
