// The start by keyboard: with the map in focus the arrows move it by a hundredth of what is seen, with Shift by a tenth.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export function steerByKeys(map) {
  const { canvas } = map.ink;
  const tell = () => {
    const [x, y] = map.start ?? [0, 0];
    canvas.setAttribute("aria-valuenow", x);
    canvas.setAttribute("aria-valuetext", `x ${x}, y ${y}`);
  };
  const name = "Start on the map; the arrow keys move it, with Shift farther";
  for (const [attribute, value] of Object.entries({ role: "slider", tabindex: "0", "aria-label": name })) canvas.setAttribute(attribute, value);
  canvas.removeAttribute("aria-hidden");
  tell();
  canvas.addEventListener("focus", tell);
  canvas.addEventListener("pointerup", () => canvas.blur()); // whoever clicks goes on with the clock, whose keys the arrows are
  canvas.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow || !map.start || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [xLow, xHigh, yLow, yHigh] = map.range;
    const far = event.shiftKey ? 0.1 : 0.01;
    const [x, y] = map.start;
    map.moveStart(x + arrow[0] * far * (xHigh - xLow), y + arrow[1] * far * (yHigh - yLow));
    tell();
  });
}
