// Pictures to take away: each view as PNG or SVG, three times the size, with its legend and all that was set.
import { titleOf } from "./curve.js";
import { plotly } from "../browser/plotly_adapter.js";

const SIZES = { relief: [900, 640], map: [700, 640], curve: [900, 420] };
const FONT = "Helvetica, Arial, sans-serif"; // a picture cannot use the fonts of the page
const PAPER = { light: "#ffffff", dark: "#10161f" };
const SOLIDS = { square: "square", diamond: "diamond", triangle: "diamond-open", cross: "cross", pentagon: "square-open", star: "x" };

export async function save(view, format, stage) {
  const Plotly = await plotly();
  const figure = { relief: inRelief, map: onMap, curve: inCurve }[view](stage);
  const address = await Plotly.toImage(finish(figure, stage, SIZES[view]), { format, scale: 3 });
  const link = document.createElement("a");
  link.href = address;
  link.download = `${stage.scene.file}-${{ relief: "3d", map: "contour", curve: "curve" }[view]}.${format}`;
  link.click();
}

// Title, settings above; below, a line for each run with all of its hyperparameters.
function finish({ data, layout }, { scene, theme }, [width, height]) {
  const rows = 20 * scene.runs.length;
  const legend = { x: 0, y: -64 / (height - 70), yanchor: "top", font: { size: 13 }, itemwidth: 50 };
  const title = { text: `<b>${scene.title}</b><br><span style="font-size: 13px">${scene.caption}</span>`, x: 0.02, font: { size: 18 } };
  const look = { paper_bgcolor: PAPER[theme], plot_bgcolor: PAPER[theme], font: { ...layout.font, family: FONT } };
  const margin = { l: 70, r: 20, t: 70, b: 70 + rows };
  return { data, layout: { ...layout, ...look, width, height: height + rows, showlegend: true, legend, title, margin } };
}

const plain = (trace) => ({ ...trace, showlegend: false });
const line = (run, theme) => ({ color: run.style[theme], dash: run.style.dash, width: 3 });
const pieces = ({ pen, ...rows }, name) => Array.from(rows[name], (value, i) => [...(pen[i] || i === 0 ? [] : [null]), value]).flat();

function start(scene, theme) {
  const ring = { color: PAPER[theme], size: 12, symbol: "circle", line: { width: 3, color: theme === "light" ? "#1d2939" : "#ffffff" } };
  return { mode: "markers", marker: ring, name: "start", showlegend: false };
}

function onMap({ scene, runs, theme, map }) {
  const paths = runs.map((run) => ({
    ...{ type: "scatter", mode: "lines", name: run.label, line: line(run, theme) },
    ...{ x: pieces(run.line, "x"), y: pieces(run.line, "y") },
  }));
  const ends = runs.filter((run) => run.line.t.at(-1) === run.t.at(-1)).map((run) => ({
    ...{ type: "scatter", mode: "markers", showlegend: false, x: [run.line.x.at(-1)], y: [run.line.y.at(-1)] },
    marker: { symbol: symbolOf(run), size: 11, color: run.style[theme], line: { width: 1.5, color: PAPER[theme] } },
  }));
  const turned = runs.map((run) => turns(run, run.line.t, run.line.x, run.line.y, theme));
  const out = runs.flatMap((run) => run.exits.map(([x, y, t]) => note(run, x, y, t, theme)));
  const from = { type: "scatter", ...start(scene, theme), x: [scene.start[0]], y: [scene.start[1]] };
  const layout = { ...map.plot.layout, annotations: [...(map.plot.layout.annotations ?? []), ...out] };
  return { data: [...map.plot.data.map(plain), ...paths, ...turned, ...ends, from], layout };
}

// Rings where settings change during the run, with what they are from there on.
function turns(run, t, x, y, theme) {
  const made = run.turns.filter(([step]) => t.includes(step));
  const [px, py] = [x, y].map((values) => made.map(([step]) => values[t.indexOf(step)]));
  const marker = { symbol: "circle-open", size: 14, color: run.style[theme], line: { width: 2.5 } };
  const font = { color: run.style[theme], size: 12 };
  return { type: "scatter", mode: "markers+text", showlegend: false, x: px, y: py, text: made.map(([, text]) => text), textposition: "top center", textfont: font, marker };
}

function note(run, x, y, t, theme) {
  const text = `leaves at step ${Math.ceil(t)}`;
  return { x, y, text, showarrow: true, arrowhead: 2, ax: 0, ay: 26, font: { size: 12, color: run.style[theme] } };
}

function inRelief({ scene, runs, theme, relief }) {
  const projection = relief.projection();
  const paths = runs.map((run) => {
    const draped = relief.line(run, projection);
    const [x, y, z] = ["x", "y", "z"].map((name) => pieces({ pen: draped.pen, [name]: draped[name] }, name));
    return { type: "scatter3d", mode: "lines", name: run.label, line: { ...line(run, theme), width: 6 }, x, y, z };
  });
  const ends = paths.map(({ x, y, z }, index) => ({
    ...{ type: "scatter3d", mode: "markers", showlegend: false, x: x.slice(-1), y: y.slice(-1), z: z.slice(-1) },
    marker: { symbol: SOLIDS[runs[index].style.marker] ?? "circle", size: 5, color: runs[index].style[theme] },
  }));
  const z = relief.heightAt(...scene.start);
  const from = { type: "scatter3d", ...start(scene, theme), x: [scene.start[0]], y: [scene.start[1]], z: [z] };
  from.marker = { ...from.marker, size: 5 };
  const layout = { ...relief.plot.layout, scene: { ...relief.plot.layout.scene, camera: relief.camera() } };
  return { data: [...relief.plot.data.map(plain), ...paths, ...ends, from], layout };
}

function inCurve({ runs, theme, view, scene, curve }) {
  const lines = runs.map((run, index) => {
    const { first, y } = curve.rows[index];
    const x = Array.from(y, (_, at) => run.t[first + at]);
    return { type: "scatter", mode: "lines", name: run.label, line: line(run, theme), x, y: Array.from(y) };
  });
  const turned = runs.map((run, index) => turns(run, lines[index].x, lines[index].x, lines[index].y, theme));
  const layout = structuredClone(curve.plot.layout);
  layout.yaxis.title.text = titleOf(view.metric, curve.log && scene.lowest !== null);
  return { data: [...lines, ...turned], layout };
}

function symbolOf(run) {
  return run.style.marker === "triangle" ? "triangle-up" : run.style.marker; // the other names are Plotly's
}
