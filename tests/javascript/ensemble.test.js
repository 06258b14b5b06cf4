// Ensembles in the browser: quantiles, the largest number of members, positions between steps, and texts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { affordable, quantile } from "../../components/browser/engine/ensemble.js";
import { errorOfVariance, variancesAlong } from "../../components/browser/engine/ensemble_theory.js";
import { ratiosInWords, shareInWords, sharesOfSeeds } from "../../components/browser/ensemble_words.js";
import { ellipseOf, membersAt } from "../../components/stage/cloud.js";
import { seedsOf } from "../../components/stage/ensemble_figure.js";

const PLAIN = { center: [1, 3], curvatures: [2, 18], axes: [[0.6, 0.8], [-0.8, 0.6]] }; // prettier-ignore

test("quantiles lie between two numbers as numpy has them", () => {
  const sorted = Float64Array.of(1, 2, 4, 8);
  assert.equal(quantile(sorted, 0.5), 3);
  assert.equal(quantile(sorted, 0.1), 1.3);
  assert.equal(quantile(Float64Array.of(1, Infinity, Infinity), 0.9), Infinity);
  assert.equal(quantile(Float64Array.of(7), 0.9), 7);
});

test("as many members run as a browser can hold", () => {
  assert.equal(affordable(2000, 200), 2000);
  assert.equal(affordable(2000, 5000), 199);
});

test("a film says how the seeds of a run are drawn in its views", () => {
  const runs = [{ key: "momentum", title: "Momentum" }];
  const shown = { key: "momentum", found: { members: 2000, theory: {} } };
  const plain = { key: "momentum", found: { members: 100, theory: null } };
  assert.equal(seedsOf(shown, runs, ["map"]), "2,000 seeds of Momentum: dots, 95 % of them by theory (dashed)");
  assert.equal(
    seedsOf(plain, runs, ["map", "curve"]),
    "100 seeds of Momentum: dots; on the curve 10–90 % and the median (dashed)",
  );
  assert.equal(seedsOf({ ...plain, found: null }, runs, ["map"]), "");
  assert.equal(seedsOf({ ...shown, key: "none" }, runs, ["map"]), "");
});

test("between two steps members move on; those that have diverged are left out", () => {
  const cloud = { members: 2, steps: 1, x: Float64Array.of(0, 5, 2, NaN), y: Float64Array.of(1, 5, 3, NaN) };
  assert.deepEqual(membersAt(cloud, 0), [[0, 1], [5, 5]]); // prettier-ignore
  assert.deepEqual(membersAt(cloud, 0.5), [[1, 2]]); // prettier-ignore
  assert.deepEqual(membersAt(cloud, 1), [[2, 3]]); // prettier-ignore
});

test("a share has its binomial error, and where none or all were seen the bound that this sets", () => {
  assert.equal(shareInWords(125, 500), "25.0 % ± 1.9 %");
  assert.equal(shareInWords(0, 500), "0 % (at most 0.6 %, with 95 % confidence)");
  assert.equal(shareInWords(500, 500), "100 % (at least 99.4 %, with 95 % confidence)");
  const cloud = { members: 2000, converged: 1, diverged: 20 };
  assert.equal(sharesOfSeeds(cloud, true), "1 of 2,000 seeds converges: 0.1 % ± 0.1 %. 1.0 % ± 0.2 % diverge.");
  assert.match(sharesOfSeeds(cloud, false), /no known minimum/);
  assert.match(sharesOfSeeds({ ...cloud, members: 199 }, true, 2000), /no more seeds\.$/);
});

test("variances are those along the axes, and are compared with theory", () => {
  const along = [-2, -1, 0, 1, 2];
  const [x, y] = [along.map((value) => 1 + 0.6 * value), along.map((value) => 3 + 0.8 * value)];
  const measured = variancesAlong([...x, NaN], [...y, NaN], PLAIN);
  assert.ok(Math.abs(measured[0] - 2.5) < 1e-12 && Math.abs(measured[1]) < 1e-12);
  assert.equal(errorOfVariance(201), 0.1);
  const theory = { quadratic: PLAIN, variances: [[NaN, 2], [NaN, 0.5]], steady: true }; // prettier-ignore
  const sentence = ratiosInWords(theory, [2.5, 0.5], 1, 201);
  assert.equal(
    sentence,
    "Variance at step 1, measured / theory: 1.25 along λ = 2 (2.5 / 2), 1.00 along λ = 18 (0.5 / 0.5); ± 0.10 by chance.",
  );
  assert.match(ratiosInWords({ ...theory, steady: false }, [2.5, 0.5], 1, 201), /as if it stayed\.$/);
  assert.match(ratiosInWords({ ...theory, variances: [[NaN, Infinity], [NaN, 1]] }, [1, 1], 1, 201), /grows without bound/); // prettier-ignore
});

test("the ellipse holds 95 % of a normal distribution with these variances", () => {
  const corners = ellipseOf({ quadratic: PLAIN, variances: [[NaN, 4], [NaN, 1]], steady: true }, 1); // prettier-ignore
  for (const [x, y] of corners) {
    const [across, up] = [x - 1, y - 3];
    const [one, other] = [0.6 * across + 0.8 * up, -0.8 * across + 0.6 * up];
    assert.ok(Math.abs(one ** 2 / 4 + other ** 2 - -2 * Math.log(0.05)) < 1e-3);
  }
});
