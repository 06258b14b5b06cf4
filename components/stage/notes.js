// The line under the views, always there so that nothing jumps: where paths leave the window, or else a hint.
import { element } from "../browser/dom.js";
import { number } from "../browser/numbers.js";

const HINT = "Click or drag on the map to set the start. Ctrl + wheel zooms, Shift + drag moves the map, ? tells the keys.";
const WIDER = { 1: "2", 2: "4", 4: "8" };

export class Notes {
  constructor(host, reports) {
    Object.assign(this, { host, reports });
  }

  show({ runs, scene, prediction }) {
    const left = prediction.silent ? [] : runs.filter((run) => run.exits.length);
    const out = left.map(({ title, exits: [[x, y, t]] }) => `${title} at step ${Math.ceil(t)} near (${number(x)}, ${number(y)})`);
    const text = left.length ? `Leaving the window: ${out.join(", ")}.` : (prediction.hint ?? HINT);
    const buttons = [];
    if (left.length && WIDER[scene.widen]) buttons.push(this.widen("Show more of the plane", WIDER[scene.widen]));
    if (scene.widen !== "1") buttons.push(this.widen("Usual window", "1"));
    const said = element("span", { title: text }, text);
    said.classList.toggle("hint", !left.length);
    this.host.replaceChildren(said, ...buttons);
  }

  widen(label, to) {
    const button = element("button", { type: "button", class: "switch" }, label);
    button.addEventListener("click", () => this.reports.add({ window: to }));
    return button;
  }
}
