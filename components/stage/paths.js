// Paths as they come from the page: decoded, cut at the window, and laid onto the relief.
import { floats } from "../browser/floats.js";

// A run with a point at every step.
export function decode(run, names, window) {
  const t = Float32Array.from({ length: run.points }, (_, step) => step);
  return assemble(run, names, floats(run.rows), run.points, t, window);
}

// A run with its rows as arrays: t (the step of each point), x, y, above (f − f*, or f where no minimum is known), slope (‖∇f‖),
// perhaps distance and sharpness, and rates and limit (of
// rate × sharpness, or null), of which the first belongs to the second point. A row takes `stride` numbers.
export function assemble(run, names, numbers, stride, t, window) {
  const rows = rowsOf(run, names, numbers, stride);
  return { ...rows, t, ...cut(rows.x, rows.y, t, window) };
}

export function rowsOf(run, names, numbers, stride) {
  const rows = Object.fromEntries(names.map((name, row) => [name, numbers.subarray(row * stride, row * stride + run.points)]));
  const [rates, limit] = [run.rates, run.limit].map((numbers) => numbers && perStep(numbers, Math.max(run.points - 1, 0)));
  return { ...run, ...rows, rates, limit };
}

// A number for each step, which came as one where they are all the same.
function perStep(numbers, steps) {
  return Array.isArray(numbers) ? new Float32Array(steps).fill(numbers[0]) : floats(numbers);
}

const far = (value) => Math.min(Math.max(value, -1e30), 1e30);

// The parts of a path inside the window, as vertices with the step t at which they are passed; `pen` is 0 where a new part
// begins. `exits` are the points at which the path goes out.
function cut(x, y, t, window) {
  const line = { x: [], y: [], t: [], pen: [] };
  const exits = [];
  const add = (x, y, t, pen) => (line.x.push(x), line.y.push(y), line.t.push(t), line.pen.push(pen));
  let down = false;
  if (x.length === 1) add(x[0], y[0], t[0], 0);
  for (let i = 0; i + 1 < x.length; i++) {
    const [fromX, fromY, toX, toY] = [x[i], y[i], x[i + 1], y[i + 1]].map(far);
    const inside = clip(fromX, fromY, toX - fromX, toY - fromY, window);
    if (!inside) {
      down = false;
      continue;
    }
    const [enter, leave] = inside;
    const at = (u) => [fromX + u * (toX - fromX), fromY + u * (toY - fromY), t[i] + u * (t[i + 1] - t[i])];
    if (!down || enter > 0) add(...at(enter), 0);
    add(...at(leave), 1);
    down = leave === 1;
    if (!down) exits.push(at(leave));
  }
  return { line, exits };
}

// The part [enter, leave] of the segment (x, y) + u (dx, dy), 0 ≤ u ≤ 1, inside the window, or null (Liang & Barsky 1984).
function clip(x, y, dx, dy, [xLow, xHigh, yLow, yHigh]) {
  let enter = 0;
  let leave = 1;
  for (const [against, room] of [[-dx, x - xLow], [dx, xHigh - x], [-dy, y - yLow], [dy, yHigh - y]]) {
    if (against === 0 && room < 0) return null;
    if (against < 0) enter = Math.max(enter, room / against);
    if (against > 0) leave = Math.min(leave, room / against);
  }
  return enter <= leave ? [enter, leave] : null;
}

const STRIDE = 0.02; // the longest piece on the ground, as a share of the window's width

// The same line laid onto the ground: in pieces short enough to follow it, each vertex with its height z.
export function drape({ x, y, t, pen }, ground, [xLow, xHigh, yLow, yHigh]) {
  const line = { x: [], y: [], z: [], t: [], pen: [] };
  for (let i = 0; i < x.length; i++) {
    const length = pen[i] ? Math.hypot((x[i] - x[i - 1]) / (xHigh - xLow), (y[i] - y[i - 1]) / (yHigh - yLow)) : 0;
    const pieces = Math.max(1, Math.ceil(length / STRIDE));
    for (let piece = 1; piece <= pieces; piece++) {
      const u = pen[i] ? piece / pieces : 1;
      const between = (values) => (u === 1 ? values[i] : values[i - 1] + u * (values[i] - values[i - 1]));
      line.x.push(between(x)), line.y.push(between(y)), line.t.push(between(t)), line.pen.push(pen[i]);
      line.z.push(ground.height(line.x.at(-1), line.y.at(-1)));
    }
  }
  return line;
}

// The ground as it is drawn: a grid of heights with straight slopes between.
export class Ground {
  constructor(x, y, z) {
    Object.assign(this, { x, y, z, columns: x.length, rows: y.length });
    this.perX = (x.length - 1) / (x[x.length - 1] - x[0]);
    this.perY = (y.length - 1) / (y[y.length - 1] - y[0]);
  }

  height(x, y) {
    const column = Math.min(Math.max((x - this.x[0]) * this.perX, 0), this.columns - 1.000001);
    const row = Math.min(Math.max((y - this.y[0]) * this.perY, 0), this.rows - 1.000001);
    const i = Math.floor(column), j = Math.floor(row), u = column - i, v = row - j;
    const below = this.z[j], above = this.z[j + 1];
    return (1 - v) * ((1 - u) * below[i] + u * below[i + 1]) + v * ((1 - u) * above[i] + u * above[i + 1]);
  }
}
