// The guess on the map: placed with a click, a tap, or a crosshair that the arrow keys move; and its way to the truth.
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const STRIDES = 100; // of the crosshair across the map

export class Guess {
  constructor(stage, actions) {
    Object.assign(this, { stage, actions });
    this.canvas = stage.map.ink.canvas;
    this.asked = null;
    this.canvas.addEventListener("keydown", (event) => this.asked && this.key(event));
    this.canvas.addEventListener("focus", () => this.asked && stage.draw());
    this.canvas.addEventListener("blur", () => ((this.aiming = false), this.asked && stage.draw()));
  }

  // Ask for a guess, or, with null, for none any more: then the map is no field to be tabbed to.
  open(asked) {
    if (asked === this.asked) return;
    this.asked = asked;
    this.at = null;
    this.canvas.tabIndex = asked ? 0 : -1;
    if (asked) {
      this.canvas.setAttribute("role", "application");
      this.canvas.setAttribute("aria-label", `${asked} Arrow keys move the crosshair, with Shift ten times as far; Enter places the guess.`);
    } else for (const name of ["role", "aria-label"]) this.canvas.removeAttribute(name);
  }

  // Show the crosshair and let the arrow keys move it.
  aim() {
    this.canvas.focus();
    this.aiming = true;
    this.stage.draw();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    if (way) this.move(way, event.shiftKey ? 10 : 1);
    else if (event.key === "Enter" || event.key === " ") this.actions.onPlace(this.crosshair());
    else return;
    event.preventDefault();
    event.stopPropagation(); // else the clock would take the arrows
  }

  // At first it is where the runs start; a part of the map may be shown that does not hold it.
  crosshair() {
    const [xLow, xHigh, yLow, yHigh] = this.stage.map.range;
    const [x, y] = this.at ?? this.stage.map.start;
    return [Math.min(Math.max(x, xLow), xHigh), Math.min(Math.max(y, yLow), yHigh)];
  }

  // Whether the keyboard is at the map: a click puts the focus there as well, but needs no crosshair.
  inHand() {
    return this.canvas === document.activeElement && (this.aiming || this.canvas.matches(":focus-visible"));
  }

  move([right, up], times) {
    const [xLow, xHigh, yLow, yHigh] = this.stage.map.range;
    const [x, y] = this.crosshair();
    const moved = [x + (right * times * (xHigh - xLow)) / STRIDES, y + (up * times * (yHigh - yLow)) / STRIDES];
    this.at = moved.map((value) => Number(value.toFixed(6)));
    this.aiming = true;
    this.stage.draw();
    this.actions.onMove(this.crosshair());
  }

  // `point` is the guess or null, `end` the truth where it is to be shown.
  draw(view, { project }, point, end) {
    const { ink } = view;
    const onMap = view === this.stage.map;
    const place = ([x, y]) => project(x, y, view.heightAt(x, y));
    if (onMap && this.asked && this.inHand()) this.drawCrosshair(ink, place(this.crosshair()));
    if (!point) return;
    const at = place(point);
    if (onMap && end) stroke(ink, line(at, place(end)), 2.2, [2, 6]);
    stroke(ink, reticle(...at), 2.2);
    if (onMap) ink.note("guess", at[0], at[1] - 6, colourOf(ink));
  }

  drawCrosshair(ink, [x, y]) {
    const gap = 14;
    const lines = [line([0, y], [x - gap, y]), line([x + gap, y], [ink.width, y]), line([x, 0], [x, y - gap]), line([x, y + gap], [x, ink.height])];
    for (const path of lines) stroke(ink, path, 1.4);
  }
}

const colourOf = ({ theme }) => (theme === "light" ? "#1d2939" : "#ffffff");

function line(from, to) {
  const path = new Path2D();
  path.moveTo(...from), path.lineTo(...to);
  return path;
}

// A ring with four ticks, as in a telescopic sight.
function reticle(x, y) {
  const path = new Path2D();
  path.arc(x, y, 8, 0, 2 * Math.PI);
  for (const [dx, dy] of Object.values(WAYS)) path.moveTo(x + 4 * dx, y + 4 * dy), path.lineTo(x + 12 * dx, y + 12 * dy);
  return path;
}

function stroke(ink, path, width, dash = []) {
  const { context } = ink;
  context.save();
  context.setLineDash(dash);
  for (const [colour, wide] of [[ink.halo, width + 2.6], [colourOf(ink), width]]) {
    context.strokeStyle = colour;
    context.lineWidth = wide;
    context.stroke(path);
  }
  context.restore();
}
