// How long V8 takes for a fate map: until its first, coarse picture and until the last pixel, the minimum of several repetitions.
// It uses as many threads as a page has workers.
import { readFileSync } from "node:fs";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { fateMap } from "../../components/browser/engine/fate_tasks.js";

if (isMainThread) await main(JSON.parse(readFileSync(0, "utf8")));
else await share(workerData);

async function main({ threads, turns, ...asked }) {
  const crew = Array.from(
    { length: threads },
    (_, place) => new Worker(new URL(import.meta.url), { workerData: { ...asked, share: [place, threads] } }),
  );
  const taken = [];
  for (let turn = 0; turn <= turns; turn++) {
    const start = performance.now();
    const since = () => (performance.now() - start) / 1000;
    taken.push(await Promise.all(["coarse", "fine"].map((stage) => all(crew, stage).then(since)).concat(go(crew))));
  }
  for (const worker of crew) worker.terminate();
  console.log(JSON.stringify([0, 1].map((stage) => Math.min(...taken.slice(1).map((times) => times[stage]))))); // the first is warm-up
}

function go(crew) {
  for (const worker of crew) worker.postMessage("go");
}

/** Resolves when every worker has reached a stage. */
function all(crew, stage) {
  return Promise.all(
    crew.map(
      (worker) =>
        new Promise((done) => {
          const hear = (said) => said === stage && (worker.off("message", hear), done());
          worker.on("message", hear);
        }),
    ),
  );
}

async function share({ folder, key, settings, window, side, share: mine }) {
  const [surface, program] = await Promise.all([import(`${folder}/surface.mjs`), import(`${folder}/run.mjs`)]);
  const race = { surface, runs: { [key]: program }, normals: null };
  const request = { key, window, part: window, columns: side, rows: side, share: mine };
  parentPort.on("message", () => {
    let coarse = false;
    for (const found of fateMap(race, new URLSearchParams(settings), request)) {
      if (!found || coarse) continue;
      parentPort.postMessage("coarse");
      coarse = true;
    }
    parentPort.postMessage("fine");
  });
}
