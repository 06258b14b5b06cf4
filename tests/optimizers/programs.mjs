// Runs programs on points and starts: reads from standard input, writes to standard output.
import { readFileSync } from "node:fs";
import { pathOf } from "../../components/browser/engine/engine.js";

const { folder, points, runs } = JSON.parse(readFileSync(0, "utf8"));
const [first, second] = [new Float64Array(2), new Float64Array(3)];
const derivatives = [];
for (const [name, places] of Object.entries(points)) {
  const { value, gradient, hessian } = await import(`${folder}/${name}.mjs`);
  derivatives.push(
    places.map(([x, y]) => (gradient(x, y, first), hessian(x, y, second), [value(x, y), ...first, ...second].map(String))),
  );
}
const paths = [];
for (const { name, key, settings } of runs) {
  const [surface, program] = await Promise.all([import(`${folder}/${name}.mjs`), import(`${folder}/${name}-${key}.mjs`)]);
  const { x, y } = pathOf({ surface, runs: { [key]: program }, normals: null }, key, new URLSearchParams(settings));
  paths.push([[...x], [...y]]);
}
console.log(JSON.stringify({ derivatives, paths }));
