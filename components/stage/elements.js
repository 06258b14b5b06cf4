// What there is on the stage: the legend, surface and map, the controls, the curve, and the findings. Where each of them stands
// is up to the style sheets.
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
  const views = {
    surface3d: view("surface3d", "The surface in three dimensions", ALL),
    map: view("map", "Contour map: click or drag to set the start", ALL),
    curve: view("curve", "Metric by step", ["save"]),
  };
  const metric = select("metric", "Metric", {});
  const scale = select("scale", "Scale", { linear: "linear", log: "logarithmic" });
  const per = select("per", "Horizontal axis", { steps: "by step", evaluations: "by gradient evaluation" });
  const fates = select("fates", "Whose fates", {});
  const fatesTitle = "Where every start ends: color each by the minimum to which its run converges";
  const fatesSwitch = element(
    "button",
    { type: "button", class: "switch", "aria-pressed": "false", title: fatesTitle },
    "Fates",
  );
  const linear = element("span", { class: "aside" }, "linear: f has no known minimum, so it has no logarithm");
  const offer = button(
    { class: "tool offer", title: "A run diverges: show the curve on a logarithmic scale" },
    "Logarithm",
    () => {
      scale.value = "log";
      scale.dispatchEvent(new Event("change"));
    },
  );
  const ensemble = select("ensemble", "Whose seeds", {});
  const ensembleTitle = "The same run under many seeds of the noise: where they are, and how they spread";
  const ensembleSwitch = element(
    "button",
    { type: "button", class: "switch", "aria-pressed": "false", title: ensembleTitle },
    "Seeds",
  );
  const seeds = select("seeds", "How many seeds", { 100: "100 seeds", 500: "500 seeds", 2000: "2,000 seeds" });
  const legend = element("div", { class: "legend", role: "group", "aria-label": "Legend" });
  views.curve.tools.prepend(metric, scale, per);
  views.curve.tools.append(offer, linear);
  views.curve.root.prepend(views.curve.tools);
  const transport = element("div", { class: "transport", role: "group", "aria-label": "Clock" });
  const pocket = element("div", { class: "pocket", role: "group", "aria-label": "One slider at a time" });
  const words = {
    fateWords: element("section", { class: "fate-words", "aria-label": "Where every start ends", hidden: "" }),
    ensembleWords: element("section", { class: "ensemble-words", "aria-label": "Many seeds", hidden: "" }),
  };
  const manyRuns = element("div", { class: "many-runs" }, ...Object.values(words));
  const controls = {
    prediction: element("form", { class: "prediction", "aria-label": "Prediction", hidden: "" }),
    scrubber: element("div", { class: "parameter-scrubber", role: "group", "aria-label": "Try values", hidden: "" }),
    dock: element("div", { class: "dock" }, transport, pocket),
    changes: element("div", { class: "changes", role: "group", "aria-label": "Changes during the run", hidden: "" }),
    manyRuns,
    worksheet: element("section", { class: "worksheet", "aria-label": "Worksheet of a step", hidden: "" }),
  };
  const switches = element("div", { class: "switches" });
  const notes = element("div", { class: "notes", role: "status" });
  const strip = element("div", { class: "strip" }, legend, notes);
  const sentence = element("p", { class: "sentence", role: "status" });
  const table = element("div", { class: "results" });
  const findings = element("div", { class: "findings" }, sentence, table);
  const beside = element("div", { class: "beside" }); // in the laboratory, for the sweep
  const beneath = element("div", { class: "controls" }, ...Object.values(controls));
  const all = element(
    "div",
    { class: "views" },
    strip,
    beside,
    views.surface3d.root,
    views.map.root,
    beneath,
    views.curve.root,
    findings,
  );
  root.replaceChildren(all);
  const [surface3d, map, curve] = [views.surface3d.root, views.map.root, views.curve.root];
  const prompts = [views.surface3d.prompt, views.map.prompt];
  return {
    all,
    surface3d,
    map,
    curve,
    metric,
    scale,
    per,
    offer,
    linear,
    fates,
    fatesSwitch,
    ensemble,
    ensembleSwitch,
    seeds,
    strip,
    beside,
    ...controls,
    transport,
    pocket,
    switches,
    ...words,
    ...{ legend, notes, sentence, table, prompts },
  };
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
      { type: "button", class: "tool", "data-do": tool, title, "aria-label": `${title}: ${label}` },
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
