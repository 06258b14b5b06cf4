// What is under the pointer: the nearest step of a path, with its numbers, marked in all three views.
import { element } from "../browser/dom.js";
import { number } from "../browser/numbers.js";
import { placeOn } from "./canvas_overlay.js";

const REACH = 14; // pixels

export class Hover {
  constructor(host) {
    this.tip = element("div", { class: "tip", role: "status" });
    host.append(this.tip);
    this.host = host;
  }

  // The nearest whole step among projected lines to a pointer over `view`, or null.
  find(event, view, lines, until) {
    const [x, y] = placeOn(view, event);
    let nearest = null;
    let reach = REACH;
    lines.forEach((line, index) => {
      for (let i = 0; i < line.px.length; i++) {
        if (line.t[i] % 1 || line.t[i] > until || line.hidden?.[i]) continue;
        const away = Math.hypot(line.px[i] - x, line.py[i] - y);
        if (away < reach) (reach = away), (nearest = { index, step: line.t[i] });
      }
    });
    return nearest;
  }

  show(event, run, step, scene, theme) {
    if (!run) return this.hide();
    const at = run.t.indexOf(step);
    const rows = [
      [scene.axes[0], run.x[at]],
      [scene.axes[1], run.y[at]],
      ["f", run.above[at] + (scene.lowest ?? 0)],
      ...(scene.lowest === null ? [] : [["f − f*", run.above[at]]]),
      ["‖∇f‖", run.slope[at]],
      ...(run.distance ? [["distance", run.distance[at]]] : []),
      ...(run.sharpness ? [["λmax", run.sharpness[at]]] : []),
      ...(Number.isFinite(run.rates[at - 1]) ? [["α", run.rates[at - 1]]] : []),
    ];
    const title = element("strong", {}, `${run.title}, step ${step}`);
    title.style.color = run.style[theme];
    const cells = rows.flatMap(([name, value]) => [element("span", {}, name), element("span", {}, number(value))]);
    this.tip.replaceChildren(title, element("div", { class: "numbers" }, ...cells));
    const box = this.host.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    this.tip.classList.add("shown");
    const left = x + 16 + this.tip.offsetWidth > box.width ? x - 16 - this.tip.offsetWidth : x + 16;
    this.tip.style.transform = `translate(${Math.max(left, 0)}px, ${Math.max(y - this.tip.offsetHeight / 2, 0)}px)`;
  }

  hide() {
    this.tip.classList.remove("shown");
  }
}
