// What is drawn on a view's canvas: the lines up to the moment of the clock, the markers, the start, and where paths go out.
import { stride } from "./clock.js";
import { headOf } from "./canvas_overlay.js";
import { drawStep } from "./step_drawing.js";

const FADED = 0.12; // how strongly the others are drawn while one run is pointed at
const GHOST = 0.16; // and what lies ahead of the clock

export function drawView(stage, view) {
  const { clock, runs, theme, only, pointed } = stage;
  const { time, steps } = clock;
  const { ink } = view;
  const projection = view.projection();
  ink.begin(view.frame(), theme, stage.scale);
  const lines = stage.linesOf(view, projection);
  const entries = runs.map((run, index) => ({ run, line: lines[index], alpha: only && only !== run.key ? FADED : 1 }));
  const order = [...entries].sort((one, other) => one.alpha - other.alpha);
  const flat = view === stage.curve;
  if (flat && time < steps) ink.upright(projection.project(time, 1)[0]);
  if (time < steps && !stage.prediction.silent) for (const { run, line, alpha } of order) ink.line(line, run.style, Infinity, { alpha: GHOST * alpha, width: 1.6 });
  for (const { run, line, alpha } of order) ink.line(line, run.style, time, { alpha });
  if (flat) limits(ink, view.limits(projection), stage);
  for (const entry of order) turns(ink, entry, stage), markers(ink, entry, stage);
  if (!flat) drawStep(stage, view, projection), exitsAndStart(stage, view, projection, entries), stage.prediction.draw(view, projection);
  if (pointed) highlight(ink, entries[pointed.index], pointed.step);
}

// What each rate bears, dotted, and a cross with its step where the ground becomes too sharp for it, or ceases to be.
function limits(ink, entries, { clock: { time }, theme, only }) {
  for (const { run, line, marks, steps } of entries) {
    const alpha = only && only !== run.key ? FADED : 1;
    ink.line(line, { ...run.style, dash: "dot" }, Infinity, { alpha: 0.75 * alpha, width: 1.4 });
    marks.forEach(([px, py], index) => {
      if (steps[index] > time || index > 5) return;
      ink.marker({ ...run.style, marker: "cross" }, px, py, 6.5, alpha);
      ink.note(`${steps[index]}`, px, py, run.style[theme], alpha);
    });
  }
}

function markers(ink, { run, line, alpha }, { clock: { time, steps }, view }) {
  const every = view.marks === "1" ? stride(steps) : Infinity;
  for (let i = 0; i < line.px.length && every < Infinity; i++)
    if (line.t[i] <= time && line.t[i] % every === 0 && !line.hidden?.[i]) ink.marker(run.style, line.px[i], line.py[i], 3.4, alpha);
  const head = headOf(line, Math.min(time, run.t.at(-1)));
  if (head) ink.marker(run.style, head[0], head[1], 5.5, line.hidden?.[head[2]] ? alpha * 0.4 : alpha);
}

// Where settings change during the run: an open ring on the path, with what they are from there on.
function turns(ink, { run, line, alpha }, { clock: { time, steps }, theme }) {
  for (const [step, text] of run.turns ?? []) {
    const at = line.t.indexOf(step);
    if (at < 0 || step >= steps) continue;
    const faint = step > time ? 0.4 * alpha : alpha;
    ink.ring(run.style, line.px[at], line.py[at], 8, faint);
    ink.note(text, line.px[at], line.py[at], run.style[theme], faint);
  }
}

function highlight(ink, entry, step) {
  const at = entry ? entry.line.t.indexOf(step) : -1;
  if (at >= 0) ink.marker(entry.run.style, entry.line.px[at], entry.line.py[at], 7);
}

function exitsAndStart(stage, view, { project }, entries) {
  const place = ([x, y]) => project(x, y, view.heightAt(x, y));
  for (const { run, alpha } of entries)
    for (const exit of run.exits.slice(0, 3)) {
      if (exit[2] > stage.clock.time) continue;
      const [px, py] = place(exit);
      view.ink.note(`${Math.ceil(exit[2])}`, px, py, run.style[stage.theme], alpha);
      view.ink.marker({ ...run.style, marker: "cross" }, px, py, 6, alpha);
    }
  view.ink.start(...place(stage.map.start));
}
