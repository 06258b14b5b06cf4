// What stands where: relief and map side by side, the controls under them, then the curve, and the table with its sentence.
import { element } from "../browser/dom.js";

const TOOLS = {
  in: ["+", "Zoom in (Ctrl + wheel)"],
  out: ["−", "Zoom out"],
  home: ["⌂", "The usual view"],
  png: ["PNG", "Save as PNG, three times the size"],
  svg: ["SVG", "Save as SVG, three times the size"],
};

export function build(root) {
  const relief = view("relief", "The surface in three dimensions", ["in", "out", "home", "png", "svg"]);
  const map = view("map", "Contour map: click or drag to set the start", ["in", "out", "home", "png", "svg"]);
  const curve = view("curve", "The course of the runs", ["png", "svg"]);
  const linear = element("span", { class: "aside" }, "linear: f has no known minimum, so it has no logarithm");
  const legend = element("div", { class: "legend", role: "group", "aria-label": "Legend" });
  const tools = curve.querySelector(".tools");
  tools.prepend(
    select("metric", "Quantity", { value: "f", distance: "distance", gradient: "‖∇f‖", rate: "learning rate", sharpness: "sharpness λmax" }),
    select("scale", "Scale", { linear: "linear", log: "logarithmic" }),
  );
  tools.append(linear, legend);
  curve.prepend(tools);
  const transport = element("div", { class: "transport", role: "group", "aria-label": "Clock" });
  const switches = element("div", { class: "switches" });
  const dial = element("div", { class: "dial", role: "group", "aria-label": "Scrub", hidden: "" });
  const turns = element("div", { class: "turns", role: "group", "aria-label": "Changes during the run", hidden: "" });
  const worksheet = element("section", { class: "worksheet", "aria-label": "Worksheet of a step", hidden: "" });
  const prediction = element("form", { class: "prediction", "aria-label": "Prediction", hidden: "" });
  const notes = element("div", { class: "notes", role: "status" });
  const sentence = element("p", { class: "sentence", role: "status" });
  const table = element("div", { class: "results" });
  const strip = element("div", { class: "strip" }, notes);
  const controls = element("div", { class: "controls" }, strip, prediction, dial, transport, turns, worksheet);
  const all = element("div", { class: "views" }, relief, map, controls, curve);
  root.replaceChildren(all, sentence, table);
  return { all, relief, map, curve, strip, prediction, dial, transport, switches, turns, worksheet, notes, sentence, table, linear, legend };
}

function view(name, label, tools) {
  const buttons = tools.map((tool) => {
    const [text, title] = TOOLS[tool];
    return element("button", { type: "button", class: "tool", "data-do": tool, title, "aria-label": `${title}: ${label}` }, text);
  });
  const bar = element("div", { class: "tools" }, ...buttons);
  return element("section", { class: `view ${name}`, "aria-label": label }, element("div", { class: "plot", role: "img", "aria-label": label }), bar);
}

function select(name, label, options) {
  const made = element("select", { "data-view": name, "aria-label": label });
  for (const [value, text] of Object.entries(options)) made.append(element("option", { value }, text));
  return made;
}
