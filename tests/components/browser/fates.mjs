// The fates of some starts, computed by the programs in the given folder: what the page would draw.
import { readFileSync } from "node:fs";
import { fateMap } from "../../../components/browser/engine/fate_tasks.js";
import { FateFinder } from "../../../components/browser/engine/fate_finder.js";

const { folder, key, settings, window, starts, normals, columns, rows } = JSON.parse(readFileSync(0, "utf8"));
const [surface, program] = await Promise.all([import(`${folder}/surface.mjs`), import(`${folder}/run.mjs`)]);
const parameters = new URLSearchParams(settings);
const race = { surface, runs: { [key]: program }, normals: normals && Float64Array.from(normals) };
const finder = new FateFinder({ ...race, program }, key, parameters, window);
const cells = starts.map(([x, y]) => [finder.fateOf(x, y), finder.since]);
let map = null;
if (columns) for (const found of fateMap(race, parameters, { key, window, part: window, columns, rows })) map = found ?? map;
console.log(JSON.stringify({ cells, fates: map && [...map.fates], since: map && [...map.since] }));
