// How long a map of fates takes in V8: until its first, coarse picture and until its last pixel, the least of some turns.
import { readFileSync } from "node:fs";
import { fateMap } from "../../components/lab/fate_tasks.js";

const { folder, key, settings, window, side, turns } = JSON.parse(readFileSync(0, "utf8"));
const [surface, program] = await Promise.all([import(`${folder}/surface.mjs`), import(`${folder}/run.mjs`)]);
const race = { surface, runs: { [key]: program }, normals: null };
const [coarse, fine] = [[], []];
for (let turn = 0; turn <= turns; turn++) {
  const start = performance.now();
  const first = coarse.length;
  for (const found of fateMap(race, new URLSearchParams(settings), { key, window, part: window, columns: side, rows: side }))
    if (found && coarse.length === first) coarse.push(performance.now() - start);
  fine.push(performance.now() - start);
}
console.log(JSON.stringify([coarse, fine].map((taken) => Math.min(...taken.slice(1)) / 1000))); // the first turn warms up
