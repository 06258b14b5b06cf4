// Fates in the browser: every outcome of a run, texts and colors, and parts of a map.
import assert from "node:assert/strict";
import { test } from "node:test";
import { colorOf, depthOf, textColorOn, shaded } from "../../components/browser/fates/colors.js";
import { DIVERGED, ELSEWHERE, LEFT, MOVING, PLAIN, SADDLE, VALLEY } from "../../components/browser/fates/table.js";
import { FateFinder, sharesOf } from "../../components/browser/engine/fate_finder.js";
import { entryOf, fateInWords, letterOf, sharesInOrder, sharesInWords } from "../../components/browser/fates/words.js";
import { belongs, together } from "../../components/browser/engine/fate_shares.js";
import { TASKS } from "../../components/browser/engine/tasks.js";
import { edgesInWords, partWithin } from "../../components/lab/part.js";

// f = y², with minima at (−3, 0) and (3, 0); a run moves along x by its start's y, and y becomes the setting.
const MINIMA = [[-3, 0], [3, 0]]; // prettier-ignore
const ENDINGS = { minima: MINIMA, elsewhere: false, tolerance: 0.5, flat: 0.1, level: 0.01, heights: [0, 25] };
const near = (x, y) => MINIMA.some(([a, b]) => Math.hypot(x - a, y - b) <= 0.5);
const SURFACE = {
  value: (x, y) => y * y,
  gradient: (x, y, out) => out.set([0, 2 * y]),
  curvatures: (x, y, out) => out.set([0, 2]),
  distance: () => 0,
  near,
  endings: ENDINGS,
};
const RUN = {
  settings: { own: ["level"], schedule: [] },
  begin: (x, y) => Float64Array.of(x, y),
  advance(numbers, [level], steps, first, last, sigma, normals, path) {
    const speed = path.y[0];
    for (let t = first + 1; t <= last; t++) {
      path.values[t - 1] = numbers[1] ** 2;
      numbers[0] += speed;
      numbers[1] = level < 100 ? level : numbers[1] * 3;
      [path.x[t], path.y[t]] = numbers;
      if (!Number.isFinite(numbers[0])) return t;
    }
    return last;
  },
};
const WINDOW = [-5, 5, -5, 5];
const settings = (level, more) =>
  new URLSearchParams({ optimizers: "one", schedule: "none", steps: 4, noise: 0, "one.level": level, ...more });
const finder = (level, surface = SURFACE, more = {}) =>
  new FateFinder({ surface, program: RUN, normals: null }, "one", settings(level, more), WINDOW);
const fateOf = (level, x, y, surface) => {
  const found = finder(level, surface);
  return [found.fateOf(x, y), found.since];
};

test("a run has the minimum at which it stays, and the step from which it does", () => {
  assert.deepEqual(fateOf(0, -1, 1), [1, 4]);
  assert.deepEqual(fateOf(0, -3, 0), [0, 0]);
  assert.deepEqual(fateOf(0, 3, 0), [1, 0]);
  assert.deepEqual(fateOf(0, 5, -0.6), [1, 3]); // 5, 4.4, 3.8, 3.2, 2.6
});

test("one that does not stay has left, stalled, still moves or has diverged", () => {
  assert.deepEqual(fateOf(0, 0, 0), [VALLEY, -1]);
  const curved = (...curvatures) => ({ ...SURFACE, curvatures: (x, y, out) => out.set(curvatures) });
  assert.deepEqual(fateOf(0, 0, 0, curved(-1, 2)), [SADDLE, -1]);
  assert.deepEqual(fateOf(0, 0, 0, curved(-2, -1)), [SADDLE, -1]);
  assert.deepEqual(fateOf(0, 0, 0, curved(-0.005, 0.009)), [PLAIN, -1]);
  assert.deepEqual(fateOf(0, 0, 0, curved(NaN, NaN)), [VALLEY, -1]);
  assert.deepEqual(fateOf(2, 0, 0), [MOVING, -1]);
  assert.deepEqual(fateOf(2, 4, 1), [LEFT, -1]);
  assert.deepEqual(fateOf(200, 0, 1), [DIVERGED, -1]);
  assert.deepEqual(fateOf(0, 0, Infinity), [DIVERGED, -1]);
});

test("where minima lie on a curve too, a run that converges to it has no minimum of its own", () => {
  const curved = { ...SURFACE, near: () => true, endings: { ...ENDINGS, elsewhere: true } };
  assert.deepEqual(fateOf(0, 0, 0, curved), [ELSEWHERE, 0]);
  assert.deepEqual(fateOf(0, 3, 0.1, curved), [1, 0]);
});

test("a run follows the changes of its settings", () => {
  const found = finder(2, SURFACE, { changes: "2:one.level:0" });
  assert.deepEqual([found.fateOf(3, 0), found.since], [1, 3]);
});

test("a map is coarse at first and has every start in the end", () => {
  const race = { surface: SURFACE, runs: { one: RUN }, normals: null };
  const request = { key: "one", window: WINDOW, part: [-4, 4, -1, 1], columns: 40, rows: 20 };
  const maps = [];
  for (const found of TASKS.fates(race, settings(0), request)) if (found) maps.push({ ...found, fates: [...found.fates] });
  assert.deepEqual([...new Set(maps.map(({ apart }) => apart))], [16, 8, 4, 2, 1]);
  const alone = finder(0);
  const start = (column, row) => [-4 + (8 * (column + 0.5)) / 40, 1 - (2 * (row + 0.5)) / 20];
  const last = maps.at(-1).fates;
  for (let cell = 0; cell < 800; cell++) assert.equal(last[cell], alone.fateOf(...start(cell % 40, Math.floor(cell / 40))));
  assert.equal(maps[0].fates[3 * 40 + 5], last[0]); // the value of the block's upper left start
});

test("workers share a map, stripe by stripe, and it is as one makes it", () => {
  const race = { surface: SURFACE, runs: { one: RUN }, normals: null };
  const request = { key: "one", window: WINDOW, part: [-4, 4, -1, 1], columns: 40, rows: 70 };
  const last = (share) => [...TASKS.fates(race, settings(0), { ...request, share })].filter(Boolean).at(-1);
  const whole = last();
  const shares = [0, 1, 2].map((place) => last([place, 3]));
  assert.deepEqual(together(shares), { ...whole, apart: 1 });
  assert.equal(together([{ ...shares[0], apart: 4 }, shares[1], shares[2]]).apart, 4);
  for (let row = 0; row < 70; row++) assert.equal([0, 1, 2].filter((place) => belongs(row, [place, 3])).length, 1);
});

test("one run has its path", () => {
  const race = { surface: SURFACE, runs: { one: RUN }, normals: null };
  const [run] = TASKS.fate(race, settings(0), { key: "one", window: WINDOW, start: [-1, 1] });
  assert.deepEqual([[...run.x], run.fate, run.since, run.value], [[-1, 0, 1, 2, 3], 1, 4, 0]);
});

const FATES = [0, 0, 0, 1, VALLEY, MOVING, MOVING, DIVERGED];

test("shares add up, and name every minimum and every other end that there is", () => {
  assert.equal(
    [...sharesOf(FATES).values()].reduce((sum, share) => sum + share),
    1,
  );
  const shares = sharesInOrder(FATES, [0, 1, 2]);
  assert.deepEqual(shares.map(({ fate }) => fate), [0, 1, 2, VALLEY, MOVING, DIVERGED]); // prettier-ignore
  const minima = [[3, 2], [-2.805118, 3.131312], [0, 0]]; // prettier-ignore
  assert.equal(sharesInWords(shares), "2 of 3 minima are reached. 50 % of the starts converge.");
  assert.equal(entryOf(shares[2], minima), "C (0, 0): 0 %");
});

test("a single minimum is not counted, and a curve of minima is one to converge to", () => {
  assert.equal(sharesInWords(sharesInOrder([0, 0], [0])), "100 % of the starts converge.");
  assert.equal(sharesInWords(sharesInOrder([0, LEFT, ELSEWHERE, MOVING], [0])), "50 % of the starts converge.");
  assert.equal(sharesInWords(sharesInOrder([LEFT, LEFT], [])), "0 % of the starts converge.");
  assert.equal(sharesInWords(sharesInOrder([ELSEWHERE], [])), "100 % of the starts converge.");
});

test("every minimum has a letter, and every fate a clause", () => {
  assert.deepEqual([letterOf(0), letterOf(25), letterOf(26), letterOf(VALLEY)], ["A", "Z", "AA", ""]);
  for (const fate of [ELSEWHERE, SADDLE, PLAIN, VALLEY, LEFT, MOVING, DIVERGED])
    assert.match(fateInWords(fate, []), /^[a-z ]+$/);
});

test("the sooner a run converges, the lighter its color", () => {
  const light = (depth) => shaded(colorOf(0), depth).reduce((sum, part) => sum + part);
  const depths = [0, 1, 5, 20, 100, 200].map((since) => depthOf(since, 200));
  assert.ok(depths.every((depth, at) => at === 0 || depth > depths[at - 1]));
  assert.ok(depths.every((depth, at) => at === 0 || light(depth) < light(depths[at - 1])));
  assert.deepEqual([depths[0], depths.at(-1)], [0, 1]);
  assert.deepEqual([textColorOn("#ffffff"), textColorOn("#000000")], ["#10161f", "#ffffff"]);
});

test("a part stays within its window, as wide as high in its shares", () => {
  assert.deepEqual(partWithin([0, 8, 0, 4], [0.25, 0.75, 0, 0.25], [0, 8, 0, 4]), [2, 6, 0, 2]);
  assert.deepEqual(partWithin([0, 8, 0, 4], [0.75, 1.25, 0.75, 1.25], [0, 8, 0, 4]), [4, 8, 2, 4]);
  const window = [0, 8, 0, 4];
  assert.equal(partWithin([2, 4, 1, 2], [-5, 6, -5, 6], window), window);
});

test("zooming ends where numbers do", () => {
  let part = [0, 8, 0, 4];
  for (let count = 0; count < 200; count++) part = partWithin(part, [0.45, 0.55, 0.45, 0.55], [0, 8, 0, 4]);
  const width = part[1] - part[0];
  assert.ok(width > 0 && width < 1e-9);
  assert.ok(part[0] + width / 640 > part[0]); // pixels have distinct coordinates
});

test("the edges of a part read back to a thousandth of its size", () => {
  const part = [2.123456789012345, 2.123456789912345, -1e-7, 3e-7];
  const read = edgesInWords(part).split(",").map(Number);
  for (const [at, edge] of read.entries()) assert.ok(Math.abs(edge - part[at]) < 1e-3 * (at < 2 ? 9e-10 : 4e-7));
  assert.equal(edgesInWords([-5, 5, 0, 5]), "-5,5,0,5");
});
