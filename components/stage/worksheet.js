// The worksheet: the current step of one run, with all numbers of the update rule.
import { addStyles, button, element, fill } from "../browser/dom.js";
import { clamp } from "../browser/numbers.js";
import { markPage } from "../browser/page_marks.js";
import { Formulas } from "./formulas.js";
import { colorsOf, drawStep, gradientScale, scaleInWords } from "./step_drawing.js";
import { legendOf } from "./step_legend.js";
import { StepSheets } from "./step_sheets.js";
import { WorksheetTable } from "./worksheet_table.js";

/**
 * @import { Projection, Run, StepSheet, Theme } from "../browser/types"
 * @import { Clock } from "./clock.js"
 * @import { TerrainView } from "./drawing.js"
 * @import { Elements } from "./elements.js"
 * @import { ContourMap } from "./map.js"
 * @import { Shown } from "./display.js"
 */

addStyles(new URL("worksheet.css", import.meta.url));
export const NONE = "none";

export class Worksheet {
  key = NONE;
  /** @type {Run[]} */
  runs = [];
  /** @type {Run | null} */
  run = null;
  /** The step drawn on the terrain, or null. @type {StepSheet | null} */
  sheet = null;
  /** The step in the table. @type {StepSheet | null} */
  filled = null;
  steps = 0;
  wanted = 0;
  width = 0;
  path = "";
  parameters = new URLSearchParams();
  /** @type {Theme} */
  theme = "light";
  formulas = new Formulas();

  /**
   * @param {Elements} elements
   * @param {Clock} clock
   * @param {{ onChoose: (run: string) => void, onChange: () => void }} actions
   */
  constructor({ worksheet, switches, legend, table }, clock, { onChoose, onChange }) {
    this.host = worksheet;
    this.clock = clock;
    this.onChoose = onChoose;
    this.onChange = onChange;
    this.sheets = new StepSheets(this.formulas, { wanted: () => this.addresses(), onLoad: () => this.tick() });
    this.table = new WorksheetTable((latex) => this.formulas.render(latex));
    const pressed = { class: "switch opens-worksheet", "aria-pressed": "false", title: "This step in numbers (w)" };
    this.switch = button(pressed, "Worksheet", () => this.toggle());
    switches.append(this.switch);
    this.select = element("select", { "aria-label": "Run of the worksheet" });
    this.counter = element("output", { class: "counter" });
    this.status = element("p", { class: "status", role: "status" });
    this.given = element("div", { class: "given" });
    this.scale = element("li", { class: "aside" });
    this.glyphs = element("ul", { class: "glyphs", "aria-label": "What is drawn on the map" });
    this.build();
    for (const host of [legend, table]) host.addEventListener("click", (event) => this.follow(event.target));
    clock.addEventListener("tick", () => this.tick());
    new ResizeObserver(() => this.resize()).observe(worksheet);
  }

  build() {
    this.select.addEventListener("change", () => this.onChoose(this.select.value));
    const head = element("div", { class: "head" }, element("strong", {}, "Worksheet"), this.select, this.counter, this.given);
    const beneath = element("div", { class: "beneath" }, this.glyphs, this.status);
    this.host.append(head, beneath, element("div", { class: "lines" }, this.table.root));
  }

  /** Whether worksheets are available. */
  get offered() {
    return !this.switch.hidden;
  }

  toggle() {
    if (!this.offered) return;
    this.onChoose(this.key === NONE ? (this.runs[0]?.key ?? NONE) : NONE);
  }

  /**
   * A run in the legend or the table has been clicked.
   * @param {EventTarget | null} target
   */
  follow(target) {
    const entry = target instanceof Element ? target.closest("[data-run]") : null;
    if (entry instanceof HTMLElement && entry.dataset.run && this.key !== NONE) this.onChoose(entry.dataset.run);
  }

  /**
   * Follow the stage: which run, and the address of its worksheets.
   * @param {Pick<Shown, "scene" | "runs" | "theme" | "view">} shown
   */
  show({ scene, runs, theme, view }) {
    Object.assign(this, { runs, steps: scene.steps, theme });
    this.run = view.worksheet === NONE ? null : (runs.find((run) => run.key === view.worksheet) ?? runs[0] ?? null);
    this.key = this.run?.key ?? NONE;
    this.switch.hidden = !scene.worksheets;
    this.switch.setAttribute("aria-pressed", String(this.run !== null));
    this.host.hidden = !this.run;
    markPage();
    if (!this.run) return this.forget();
    fill(this.select, Object.fromEntries(runs.map((run) => [run.key, run.title])));
    this.select.value = this.key;
    const [path, query] = scene.worksheets.split("?");
    this.parameters = new URLSearchParams(query);
    const [{ value }] = runs; // a frame
    if (scene.frames && value !== undefined) this.parameters.set(scene.frames.parameter, value);
    this.path = path.replace("{run}", this.key);
    this.tick();
  }

  /** The last step with a worksheet. */
  get last() {
    return this.run?.broken ? this.run.step - 1 : this.steps;
  }

  /** @param {number} step */
  addressOf(step) {
    return new URL(`${this.path.replace("{step}", String(step))}?${this.parameters}`, document.baseURI).href;
  }

  tick() {
    if (!this.run) return;
    const { playing, time } = this.clock;
    this.host.classList.toggle("playing", playing);
    if (playing) return this.forget();
    const step = Math.round(time);
    const shown = Math.min(Math.max(step, 1), this.last);
    this.host.classList.toggle("ahead", step !== shown);
    this.showStatus(step, this.run);
    this.wanted = shown;
    if (shown >= 1) this.showStep(shown);
    this.sheets.load();
  }

  /** Nothing is drawn while the clock runs. */
  forget() {
    this.sheet = null;
  }

  /**
   * @param {number} step
   * @param {Run} run
   */
  showStatus(step, { title, broken, step: end }) {
    if (broken && step > this.last) this.showMessage(`${title} diverged at step ${end}: later steps have no numbers.`);
    else this.showMessage(step < 1 ? "No step has been taken yet. Step forward (→) to see its numbers." : "");
  }

  /** @param {string} text */
  showMessage(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  /** The addresses of the current step and its neighbors, which are prefetched. */
  addresses() {
    if (!this.run || this.clock.playing || this.wanted < 1) return [];
    const steps = [this.wanted, this.wanted + 1, this.wanted - 1].filter((step) => step === clamp(step, 1, this.last));
    return steps.map((step) => this.addressOf(step));
  }

  /** @param {number} step */
  showStep(step) {
    const sheet = this.sheets.get(this.addressOf(step));
    if (sheet && "problem" in sheet) return this.showMessage(sheet.problem);
    if (sheet && sheet !== this.filled) this.fillIn(sheet);
    const drawn = this.host.classList.contains("ahead") ? null : sheet;
    if (drawn === this.sheet) return;
    this.sheet = drawn;
    this.onChange();
  }

  /** @param {StepSheet} sheet */
  fillIn(sheet) {
    this.filled = sheet;
    this.counter.textContent = `t = ${sheet.step}`;
    const formula = (/** @type {string} */ latex) => this.formulas.render(latex);
    const given = [sheet.schedule, ...sheet.given.map((line) => `${line.symbol} = ${line.results}`)].filter(Boolean);
    this.given.innerHTML = given.map((latex) => `<span>${formula(latex)}</span>`).join("");
    if (this.run) this.glyphs.replaceChildren(...legendOf(sheet, colorsOf(this.run.style, this.theme), formula), this.scale);
    this.table.show(sheet);
  }

  /**
   * Draw the step on a view's terrain, at the map's scale.
   * @param {TerrainView} view
   * @param {Projection} projection
   * @param {ContourMap} map
   */
  draw(view, projection, map) {
    if (!this.sheet || !this.run) return;
    const scale = gradientScale(map, this.sheet);
    const text = scaleInWords(scale);
    if (this.scale.textContent !== text) this.scale.textContent = text;
    drawStep(this.sheet, scale, view, projection, colorsOf(this.run.style, this.theme));
  }

  resize() {
    if (this.width === this.host.clientWidth) return;
    this.width = this.host.clientWidth;
    this.table.releaseHeights();
  }
}
