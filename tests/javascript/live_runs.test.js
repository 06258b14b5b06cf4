// Live preview of runs, and which of them depend on rounding in the last digits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LiveRuns } from "../../components/stage/live_runs.js";

const LAST = 80;
const PIXELS = { project: (x, y) => [100 * x, 100 * y] };

// One step function per type of run: the point after step t, from the previous one.
const STEPS = {
  forgetful: ([x, y], t) => [0.25 * x + 0.3, t === LAST && x !== 0.4 ? y + 1 : y], // the start is forgotten, the last digit is not
  sensitive: ([x, y]) => [4 * x * (1 - x), y],
  steady: ([x, y]) => [0.5 * x, 0.5 * y],
};
const STARTS = { forgetful: [2, 0], sensitive: [0.3, 0], steady: [1, 1] };

const programs = () =>
  Object.fromEntries(
    Object.entries(STEPS).map(([key, step]) => [
      key,
      {
        settings: { own: [], schedule: [] },
        begin: (x, y) => Float64Array.of(x, y),
        advance(numbers, settings, steps, first, last, sigma, normals, path) {
          for (let t = first + 1; t <= last; t++) {
            numbers.set(step(numbers, t));
            [path.x[t], path.y[t]] = numbers;
          }
          return last;
        },
      },
    ]),
  );

function drawnAhead(key) {
  const live = new LiveRuns();
  const race = { surface: { value: (x, y) => x + y }, runs: programs(), metrics: {}, normals: null, seeds: [] };
  live.programs = { race: () => race, loaded: Promise.resolve() };
  const [x, y] = STARTS[key];
  const address = String(new URLSearchParams({ optimizers: key, schedule: "plain", x, y, steps: LAST, noise: 0 }));
  const window = [
    [-2, 2],
    [-2, 2],
  ];
  live.receive({ visit: 1, revision: 1, address, names: [], lowest: 0, window, runs: [{ key, title: key }] });
  return { live, runs: live.runs() };
}

/** The same run as computed by the page, except for its end. */
const endedAt = ([run], y) => [{ ...run, y: run.y.with(-1, y) }];

test("runs that the page confirms are not chaotic", () => {
  for (const key of Object.keys(STEPS)) {
    const { live, runs } = drawnAhead(key);
    assert.equal(live.chaotic(runs, PIXELS), "", key);
  }
});

test("a run that hangs on the last digits of its start is chaotic, and one that hangs on those of a later step", () => {
  for (const key of ["sensitive", "forgetful"]) {
    const { live, runs } = drawnAhead(key);
    assert.equal(live.chaotic(endedAt(runs, runs[0].y.at(-1) + 1), PIXELS), key);
  }
});

test("a run that is another one without hanging on any digit is an error of ours", (context) => {
  const logged = context.mock.method(console, "error", () => {});
  const { live, runs } = drawnAhead("steady");
  assert.equal(live.chaotic(endedAt(runs, 1), PIXELS), "");
  assert.equal(logged.mock.callCount(), 1);
});
