// An ensemble computed by the programs in the given folder: what the page would draw.
import { readFileSync } from "node:fs";
import { variancesAlong } from "../../../components/browser/engine/ensemble_theory.js";
import { TASKS } from "../../../components/browser/engine/tasks.js";

const { folder, key, settings, lowest, metric, seeds } = JSON.parse(readFileSync(0, "utf8"));
const [surface, program, { metrics }] = await Promise.all(
  ["surface", "run", "metrics"].map((name) => import(`${folder}/${name}.mjs`)),
);
const race = { surface, runs: { [key]: program }, metrics, normals: null, seeds: seeds.map((row) => Float64Array.from(row)) };
const request = { key, members: seeds.length, metric, lowest };
const shown = [...TASKS.ensemble(race, new URLSearchParams(settings), request)].filter(Boolean);
const { members, steps, x, y, band, converged, diverged, theory, missing, done } = shown.at(-1);
const last = [steps * members, (steps + 1) * members];
const measured = theory && variancesAlong(x.subarray(...last), y.subarray(...last), theory.quadratic);
const plain = (row) => Array.from(row, (value) => (Number.isFinite(value) ? value : String(value)));
console.log(
  JSON.stringify({
    ...{ members, converged, diverged, missing, done, measured, few: shown.length > 1 ? shown[0].members : 0 },
    ...{ x: plain(x), y: plain(y), median: plain(band.median), low: plain(band.low), high: plain(band.high) },
    theory: theory && { ...theory, variances: theory.variances.map(plain) },
  }),
);
