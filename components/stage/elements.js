// The elements of the stage: legend, surface and map, controls, curve, and findings. Their layout
// is in the style sheets.
import { button, element, fill } from "../browser/dom.js";

/**
 * @typedef {ReturnType<typeof build>} Elements
 * @typedef {"in" | "out" | "home" | "save"} Tool
 * @typedef {"surface3d" | "map" | "curve"} ViewName
 */

/** @type {Record<Tool, [text: string, title: string]>} */
const TOOLS = {
  in: ["+", "Zoom in (Ctrl + wheel)"],
  out: ["−", "Zoom out"],
  home: ["⌂", "Reset view"],
  save: ["Save …", "Save"],
};
/** @type {Tool[]} */
const ALL = ["in", "out", "home", "save"];

/** @param {HTMLElement} root */
export function build(root) {
  const surface3d = view("surface3d", "The surface in three dimensions", ALL);
  const map = view("map", "Contour map", ALL);
  const curve = view("curve", "Metric by step", ["save"]);
  const { beneath, ...controls } = controlsBeneath();
  const legend = element("div", { class: "legend", role: "group", "aria-label": "Legend" });
  const notes = element("div", { class: "notes", role: "status" });
  const strip = element("div", { class: "strip" }, legend, notes);
  const sentence = element("p", { class: "sentence", role: "status" });
  const table = element("div", { class: "results" });
  const findings = element("div", { class: "findings" }, sentence, table);
  focusableWhileItScrolls(findings);
  const beside = element("div", { class: "beside" }); // in the laboratory, for the sweep
  const parts = [strip, beside, surface3d.root, map.root, beneath, curve.root, findings];
  const all = element("div", { class: "views" }, ...parts);
  const toolsOfCurve = choicesOfCurve(curve);
  root.replaceChildren(all);
  return {
    ...{ all, surface3d: surface3d.root, map: map.root, curve: curve.root, prompts: [surface3d.prompt, map.prompt] },
    ...{ legend, notes, strip, beside, sentence, table },
    ...toolsOfCurve,
    ...choicesOfManyRuns(),
    ...controls,
    switches: element("div", { class: "switches" }),
  };
}

/**
 * The metric of the curve and its options, with the tools above.
 * @param {ReturnType<typeof view>} curve
 */
function choicesOfCurve({ root, tools }) {
  const metric = select("metric", "Metric", {});
  const scale = select("scale", "Scale", { linear: "linear", log: "logarithmic" });
  const per = select("per", "Horizontal axis", { steps: "by step", evaluations: "by gradient evaluation" });
  const linear = element("span", { class: "aside" }, "linear: no minimum is known, so f − f* has no logarithm");
  const title = "A run diverges: show the curve on a logarithmic scale";
  const offer = button({ class: "tool offer", title }, "Logarithm", () => {
    scale.value = "log";
    scale.dispatchEvent(new Event("change"));
  });
  tools.prepend(metric, scale, per);
  tools.append(offer, linear);
  root.prepend(tools);
  return { metric, scale, per, offer, linear };
}

/** Menus that select the run of the fate map and the run with many seeds; the display places them. */
function choicesOfManyRuns() {
  return {
    fates: select("fates", "Fates of", {}),
    fatesSwitch: toggle("Fates", "Color every start by the minimum to which its run converges"),
    ensemble: select("ensemble", "Seeds of", {}),
    ensembleSwitch: toggle("Seeds", "Repeat a run with many seeds of the noise, and show how they spread"),
    seeds: select("seeds", "Number of seeds", { 100: "100 seeds", 500: "500 seeds", 2000: "2,000 seeds" }),
  };
}

/** The controls between the map and the curve, in this order. */
function controlsBeneath() {
  const transport = element("div", { class: "transport", role: "group", "aria-label": "Clock" });
  const singleSlider = element("div", { class: "single-slider", role: "group", "aria-label": "One slider at a time" });
  const fateWords = element("section", { class: "fate-words", "aria-label": "Where every start ends", hidden: "" });
  const ensembleWords = element("section", { class: "ensemble-words", "aria-label": "Many seeds", hidden: "" });
  const controls = {
    prediction: element("form", { class: "prediction", "aria-label": "Prediction", hidden: "" }),
    scrubber: element("div", { class: "parameter-scrubber", role: "group", "aria-label": "Try values", hidden: "" }),
    dock: element("div", { class: "dock" }, transport, singleSlider),
    changes: element("div", { class: "changes", role: "group", "aria-label": "Changes during the run", hidden: "" }),
    manyRuns: element("div", { class: "many-runs" }, fateWords, ensembleWords),
    worksheet: element("section", { class: "worksheet", "aria-label": "Worksheet of a step", hidden: "" }),
  };
  const beneath = element("div", { class: "controls" }, ...Object.values(controls));
  return { beneath, ...controls, transport, singleSlider, fateWords, ensembleWords };
}

/**
 * @param {ViewName} name
 * @param {string} label
 * @param {Tool[]} tools
 */
function view(name, label, tools) {
  const buttons = tools.map((tool) => {
    const [text, title] = TOOLS[tool];
    return element(
      "button",
      { type: "button", class: "tool", "data-action": tool, title, "aria-label": `${title}: ${label}` },
      text,
    );
  });
  const bar = element("div", { class: "tools" }, ...buttons);
  const plot = element("div", { class: "plot", role: "img", "aria-label": label });
  const prompt = element("p", { class: "prompt", "aria-hidden": "true", hidden: "" }, element("span"));
  return { root: element("section", { class: `view ${name}`, "aria-label": label }, plot, prompt, bar), tools: bar, prompt };
}

/**
 * @param {string} name
 * @param {string} label
 * @param {Record<string, string>} options
 */
function select(name, label, options) {
  const made = element("select", { "data-view": name, "aria-label": label });
  fill(made, options);
  return made;
}

/**
 * @param {string} text
 * @param {string} title
 */
function toggle(text, title) {
  return element("button", { type: "button", class: "switch", "aria-pressed": "false", title }, text);
}

/**
 * Make an element focusable while its content overflows, so that keys can scroll it; otherwise Tab skips it.
 * @param {HTMLElement} scroller
 */
function focusableWhileItScrolls(scroller) {
  const observer = new ResizeObserver(() => {
    if (scroller.scrollHeight > scroller.clientHeight) scroller.setAttribute("tabindex", "0");
    else scroller.removeAttribute("tabindex");
  });
  for (const node of [scroller, ...scroller.children]) observer.observe(node);
}
