// What the arrow keys move while the map has the focus: the start, or what is asked for there instead; by a hundredth of what is
// seen, with Shift by a tenth.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Grip {
  constructor(map) {
    Object.assign(this, { map, canvas: map.ink.canvas });
    this.start = {
      role: "slider",
      label: "Start on the map; the arrow keys move it, with Shift farther",
      at: () => map.start,
      moveTo: (point) => map.moveStart(...point),
    };
    this.canvas.removeAttribute("aria-hidden");
    this.canvas.tabIndex = 0;
    this.canvas.addEventListener("focus", () => this.tell());
    this.canvas.addEventListener("pointerup", () => this.canvas.blur()); // whoever clicks goes on with the clock, whose keys the arrows are
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    this.take(null);
  }

  // Move something else from now on, `{ role, label, at, moveTo, place }`, or with null the start.
  take(other) {
    this.held = other ?? this.start;
    this.canvas.setAttribute("role", this.held.role);
    this.canvas.setAttribute("aria-label", this.held.label);
    this.tell();
  }

  tell() {
    const slider = this.held.role === "slider"; // whose value is told; another may be asked for before there is a start
    const [x, y] = (slider && this.held.at()) || [0, 0];
    const told = slider ? { "aria-valuenow": x, "aria-valuetext": `x ${x}, y ${y}` } : {};
    for (const name of ["aria-valuenow", "aria-valuetext"]) name in told ? this.canvas.setAttribute(name, told[name]) : this.canvas.removeAttribute(name);
  }

  key(event) {
    const arrow = ARROWS[event.key];
    const at = this.held.at();
    if (event.ctrlKey || event.metaKey || event.altKey || !at) return;
    if (arrow) this.move(at, arrow, event.shiftKey ? 0.1 : 0.01);
    else if (this.held.place && (event.key === "Enter" || event.key === " ")) this.held.place();
    else return;
    event.preventDefault();
    event.stopPropagation(); // else the clock would take them
    this.tell();
  }

  move([x, y], [right, up], far) {
    const [xLow, xHigh, yLow, yHigh] = this.map.range;
    this.held.moveTo([x + right * far * (xHigh - xLow), y + up * far * (yHigh - yLow)]);
  }
}
