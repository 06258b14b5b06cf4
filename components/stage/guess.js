// The guess on the map: placed with a click, a tap, or a crosshair that the arrow keys move; and its way to the truth.
const WAYS = [
  [-1, 0],
  [1, 0],
  [0, 1],
  [0, -1],
];

export class Guess {
  constructor(stage, actions) {
    Object.assign(this, { stage, actions });
    this.canvas = stage.map.ink.canvas;
    this.asked = null;
    this.canvas.addEventListener("focus", () => this.asked && stage.draw());
    this.canvas.addEventListener("blur", () => ((this.aiming = false), this.asked && stage.draw()));
  }

  // Ask for a guess, or, with null, for none any more: then the arrows move the start again.
  open(asked) {
    if (asked === this.asked) return;
    this.asked = asked;
    this.at = null;
    const label = `${asked} Arrow keys move the crosshair, with Shift ten times as far; Enter places the guess.`;
    const { onPlace } = this.actions;
    const crosshair = {
      role: "application",
      label,
      at: () => this.crosshair(),
      moveTo: (point) => this.moveTo(point),
      place: () => onPlace(this.crosshair()),
    };
    this.stage.map.grip.take(asked ? crosshair : null);
  }

  // Show the crosshair and let the arrow keys move it.
  aim() {
    this.canvas.focus();
    this.aiming = true;
    this.stage.draw();
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

  moveTo(point) {
    this.at = point.map((value) => Number(value.toFixed(6)));
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
    const lines = [
      line([0, y], [x - gap, y]),
      line([x + gap, y], [ink.width, y]),
      line([x, 0], [x, y - gap]),
      line([x, y + gap], [x, ink.height]),
    ];
    for (const path of lines) stroke(ink, path, 1.4);
  }
}

const colourOf = ({ theme }) => (theme === "light" ? "#1d2939" : "#ffffff");

function line(from, to) {
  const path = new Path2D();
  (path.moveTo(...from), path.lineTo(...to));
  return path;
}

// A ring with four ticks, as in a telescopic sight.
function reticle(x, y) {
  const path = new Path2D();
  path.arc(x, y, 8, 0, 2 * Math.PI);
  for (const [dx, dy] of WAYS) (path.moveTo(x + 4 * dx, y + 4 * dy), path.lineTo(x + 12 * dx, y + 12 * dy));
  return path;
}

function stroke(ink, path, width, dash = []) {
  const { context } = ink;
  context.save();
  context.setLineDash(dash);
  for (const [colour, wide] of [
    [ink.halo, width + 2.6],
    [colourOf(ink), width],
  ]) {
    context.strokeStyle = colour;
    context.lineWidth = wide;
    context.stroke(path);
  }
  context.restore();
}
