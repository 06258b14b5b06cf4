// The panels of the learning-rate lab: each fetches its result when its settings change, shows how far the work is, and draws.
import { addStyles, element, fill, themeOf } from "../browser/dom.js";
import { Reports } from "../browser/reports.js";
import { follow } from "../browser/navigation.js";
import { fetchResult } from "../browser/stream.js";
import { Five } from "./five.js";
import { Heat } from "./heat.js";
import { Response } from "./response.js";

const styled = addStyles(new URL("lab.css", import.meta.url));
const labs = new WeakMap();

export default function mount({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".lab");
  if (!labs.has(root)) labs.set(root, new Lab(root));
  const lab = labs.get(root);
  lab.receive(data, (report) => setTriggerValue("edit", report));
  return () => lab.leave();
}

class Lab {
  constructor(root) {
    this.root = root;
    root.lab = this; // within reach of the console, and of tests
    this.reports = new Reports();
    const report = (edits) => this.reports.add(edits);
    const open = (changes) => this.open(changes);
    this.panels = Object.entries({ response: Response, five: Five, heat: Heat }).map(([name, Kind]) => new Panel(name, new Kind(open), report));
    root.replaceChildren(...this.panels.map((panel) => panel.root));
    const resized = new ResizeObserver(() => this.panels.forEach((panel) => panel.content.resize()));
    resized.observe(root);
    this.leave = () => (this.reports.leave(), resized.disconnect(), this.panels.forEach((panel) => panel.stop()));
  }

  async receive(data, send) {
    this.reports.connect(send, data.acknowledged);
    this.data = data;
    await styled;
    const theme = themeOf(this.root);
    for (const panel of this.panels) {
      panel.root.hidden = data.hide.includes(panel.name);
      if (panel.root.hidden) panel.stop();
      else panel.show(data, theme);
    }
  }

  // Explore with some settings changed, looked at as the stage is here.
  open(changes) {
    const view = Object.fromEntries(new URLSearchParams(window.location.search));
    const { pick, step, ...query } = { ...view, ...Object.fromEntries(new URLSearchParams(this.data.address)), ...changes };
    follow(this.data.explore, new URLSearchParams(query));
  }
}

// A panel: its heading, what can be chosen, how far the work is, and its content.
class Panel {
  constructor(name, content, report) {
    Object.assign(this, { name, content, report });
    this.selects = new Map();
    this.tools = element("div", { class: "tools" });
    this.progress = element("progress", { max: 1, "aria-label": "The work done", hidden: "" });
    this.stopper = element("button", { type: "button", class: "switch", hidden: "" }, "Stop");
    this.stopper.addEventListener("click", () => this.halt());
    this.said = element("p", { class: "said", role: "status" });
    const save = (format) => {
      const button = element("button", { type: "button", class: "tool", title: `Save as ${format.toUpperCase()}, three times the size` }, format.toUpperCase());
      button.addEventListener("click", () => content.save(format));
      return button;
    };
    this.savers = element("span", { class: "savers" }, save("png"), save("svg"));
    const heading = element("div", { class: "heading" }, element("h3", {}, content.title), this.tools, this.progress, this.stopper, this.savers);
    this.root = element("section", { class: `panel ${name}`, "aria-label": content.title }, heading, element("p", { class: "about" }, content.about), content.root, this.said);
  }

  show(data, theme) {
    const query = data.queries[this.name];
    this.content.scene = data;
    this.choices(data.choices);
    if (!query) {
      this.stop();
      this.content.root.hidden = true;
      this.savers.hidden = true;
      this.said.textContent = data.absent[this.name];
      return;
    }
    const wanted = `${data.assets}lab/${this.name}/${theme}.ndjson?${query}`;
    if (wanted !== this.wanted) this.fetch(wanted, query, theme);
  }

  choices(all) {
    for (const name of this.content.choices) {
      if (!this.selects.has(name)) this.addSelect(name);
      const { label, select } = this.selects.get(name);
      label.hidden = !all[name];
      if (!all[name]) continue;
      fill(select, all[name].options);
      if (!select.matches(":focus") || !this.underWay) select.value = all[name].value;
    }
  }

  addSelect(name) {
    const text = { measure: "show", subject: "of", second: "against", coloured: "coloured by" }[name];
    const select = element("select", { "aria-label": `${this.content.title}: ${text}` });
    select.addEventListener("change", () => this.report({ [name]: select.value }));
    const label = element("label", {}, text, select);
    this.selects.set(name, { label, select });
    this.tools.append(label);
  }

  async fetch(wanted, query, theme) {
    this.stop();
    this.wanted = wanted;
    const leave = (this.underWay = new AbortController());
    await new Promise((done) => setTimeout(done, 150)); // while a slider is moving, the next query is about to come
    if (leave.signal.aborted) return;
    const late = setTimeout(() => this.busy(true), 250);
    try {
      const onDone = (share) => (this.progress.value = share);
      const result = await fetchResult(wanted, { signal: leave.signal, onDone });
      if (leave.signal.aborted) return;
      this.content.root.hidden = this.savers.hidden = false;
      await this.content.show(result, theme);
      this.said.textContent = this.content.said(result);
      this.root.dataset.drawn = query;
    } catch (error) {
      if (leave.signal.aborted) return;
      this.wanted = null;
      this.said.textContent = error.message;
    } finally {
      clearTimeout(late);
      if (this.underWay === leave) this.busy(false), (this.underWay = null);
    }
  }

  busy(on) {
    this.root.classList.toggle("busy", on);
    this.progress.hidden = this.stopper.hidden = !on;
    if (on) this.progress.removeAttribute("value");
  }

  // A person has seen enough: nothing more is computed until a setting changes.
  halt() {
    this.underWay?.abort();
    this.underWay = null;
    this.busy(false);
    this.said.textContent = "Stopped. It goes on when a setting changes.";
  }

  stop() {
    this.underWay?.abort();
    this.underWay = this.wanted = null;
    this.busy(false);
  }
}
