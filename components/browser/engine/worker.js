// The worker of the panels: it computes a slice of each task in turn, and of each task only the newest request.
import { Programs } from "./fetched_programs.js";
import { TASKS } from "./tasks.js";

/** @import { Job } from "./requests" */

const SLICE = 12; // milliseconds after which new messages are processed and intermediate results are shown

/** @type {Programs | undefined} */
let programs;
/** The latest job of each task. @type {Map<string, Job>} */
const newest = new Map();
/** @type {Map<string, { number: number, work: Iterator<unknown> }>} */
const underWay = new Map();

/** @param {MessageEvent<Job>} event */
self.onmessage = async ({ data: job }) => {
  const { task, number, request } = job;
  newest.set(task, job);
  if (!request) underWay.delete(task);
  programs ??= new Programs(job.assets);
  const parameters = new URLSearchParams(job.parameters);
  const find = () => programs?.race(parameters, request?.members);
  const race = find() ?? (await programs.loaded.then(find));
  if (!race || !request || newest.get(task) !== job) return;
  const idle = !underWay.size;
  underWay.set(task, { number, work: TASKS[task](race, parameters, request) });
  if (idle) workAll();
};

async function workAll() {
  while (underWay.size)
    for (const [task, { number, work }] of underWay) {
      const { result, done } = slice(work);
      if (result) self.postMessage({ task, number, result });
      if (done) underWay.delete(task);
      await messages();
    }
}

/**
 * Continue a computation for one slice. Returns its last result, and whether it is done.
 * @param {Iterator<unknown>} work
 */
function slice(work) {
  const end = performance.now() + SLICE;
  let result = null;
  do {
    const { value, done } = work.next();
    if (done) return { result, done };
    result = value ?? result;
  } while (performance.now() < end);
  return { result, done: false };
}

const { port1, port2 } = new MessageChannel();

/** Resolves when all pending messages have been received. */
function messages() {
  return new Promise((taken) => {
    port1.onmessage = taken;
    port2.postMessage(null);
  });
}
