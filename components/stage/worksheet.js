// The worksheet: the step that the clock shows, of one run, with all its numbers put into the update rule. Fetched by URL.
import { addStyles, element } from "../browser/dom.js";
import { scaleInWords, showLegend } from "./step_drawing.js";

const KEPT = 400; // worksheets, and formulas as HTML
const PARTS = { asked: "Where the slope is asked", rule: "The update rule", outcome: "What has changed" };
addStyles(new URL("worksheet.css", import.meta.url));

export class Worksheet {
  constructor({ worksheet, switches, legend, table }, clock, { onChoose, onChange }) {
    Object.assign(this, { host: worksheet, clock, onChoose, onChange, key: "none", run: null, sheet: null, sheets: new Map(), html: new Map() });
    this.switch = element("button", { type: "button", class: "switch", "aria-pressed": "false", title: "This step in numbers (w)" }, "Worksheet");
    this.switch.addEventListener("click", () => this.toggle());
    switches.append(this.switch);
    this.select = element("select", { "aria-label": "Run of the worksheet" });
    this.select.addEventListener("change", () => onChoose(this.select.value));
    for (const host of [legend, table]) host.addEventListener("click", ({ target }) => this.chosen(target.closest("[data-run]")?.dataset.run));
    this.step = element("output", { class: "counter" });
    this.said = element("p", { class: "said", role: "status" });
    this.given = element("div", { class: "given" });
    this.scale = element("li", { class: "aside" });
    this.glyphs = element("ul", { class: "glyphs", "aria-label": "What is drawn on the map" });
    this.table = element("table", { role: "table" }); // said outright, for on a narrow screen it is laid out as none
    const head = element("div", { class: "head" }, element("strong", {}, "Worksheet"), this.select, this.step, this.given);
    worksheet.append(head, element("div", { class: "below" }, this.glyphs, this.said), element("div", { class: "lines" }, this.table));
    clock.addEventListener("tick", () => this.tick());
    new ResizeObserver(() => this.release()).observe(worksheet);
  }

  toggle() {
    this.onChoose(this.key === "none" ? this.runs?.[0]?.key ?? "none" : "none");
  }

  chosen(key) {
    if (key && this.key !== "none") this.onChoose(key);
  }

  // Follow what the stage shows: which run, and where its worksheets are.
  show({ view, runs, scene, theme, served, picked }) {
    this.runs = runs;
    this.run = view.worksheet === "none" ? null : (runs.find(({ key }) => key === view.worksheet) ?? runs[0] ?? null);
    this.key = this.run?.key ?? "none";
    this.switch.setAttribute("aria-pressed", String(this.run !== null));
    this.host.hidden = !this.run;
    if (!this.run) return (this.sheet = null);
    Object.assign(this, { theme, steps: scene.steps });
    const keys = runs.map(({ key }) => key).join();
    if (keys !== this.select.dataset.keys) this.select.replaceChildren(...runs.map(({ key, title }) => element("option", { value: key }, title)));
    this.select.dataset.keys = keys;
    this.select.value = this.key;
    const [path, query] = scene.worksheets.split("?");
    this.parameters = new URLSearchParams(query);
    if (runs[0].value !== undefined) this.parameters.set(served.frames.parameter, runs[0].value); // a frame that is picked on the dial
    this.path = path.replace("{run}", this.key);
    return this.tick();
  }

  // The last step that can be worked out.
  get last() {
    return this.run.broken ? this.run.step - 1 : this.steps;
  }

  addressOf(step) {
    return new URL(`${this.path.replace("{step}", step)}?${this.parameters}`, document.baseURI).href;
  }

  tick() {
    if (!this.run) return;
    const { playing, time } = this.clock;
    this.host.classList.toggle("playing", playing);
    if (playing) return this.onRest();
    const step = Math.round(time);
    const shown = Math.min(Math.max(step, 1), this.last);
    this.host.classList.toggle("ahead", step !== shown);
    this.message(step);
    this.wanted = shown;
    if (shown >= 1) this.fill(this.sheets.get(this.addressOf(shown)));
    this.load();
  }

  onRest() {
    this.sheet = null; // nothing of a step is drawn while the clock runs
  }

  message(step) {
    const { title, broken } = this.run;
    if (broken && step > this.last) return this.say(`${title} diverged at step ${this.run.step}: there is nothing to work out from there on.`);
    return this.say(step < 1 ? "At the start no step has been taken: step forward (→), and the numbers are put in." : "");
  }

  say(text) {
    if (this.said.textContent !== text) this.said.textContent = text;
  }

  // Fetch what is wanted, one at a time, and then its neighbours, so that a step forward or back is there at once.
  async load() {
    if (this.loading) return;
    this.loading = true;
    for (let address; (address = this.missing()); ) {
      await this.fetch(address);
      if (this.run && !this.clock.playing) this.tick();
      await new Promise((done) => setTimeout(done, 30)); // while a slider is moving, the next one is about to be wanted
    }
    this.loading = false;
  }

  missing() {
    if (!this.run || this.clock.playing || this.wanted < 1) return null;
    const steps = [this.wanted, this.wanted + 1, this.wanted - 1].filter((step) => step >= 1 && step <= this.last);
    return steps.map((step) => this.addressOf(step)).find((address) => !this.sheets.has(address));
  }

  async fetch(address) {
    try {
      this.katex ??= (await import(new URL("../katex.js", import.meta.url))).default;
      const answer = await fetch(address);
      this.sheets.set(address, answer.ok ? await answer.json() : { problem: await answer.text() });
    } catch {
      this.sheets.set(address, { problem: "The worksheet did not arrive; load the page again." });
    }
    trim(this.sheets);
  }

  fill(sheet) {
    if (!sheet || sheet === this.filled) return this.drawnAgain(sheet);
    if (sheet.problem) return this.say(sheet.problem);
    this.filled = sheet;
    this.step.textContent = `t = ${sheet.step}`;
    this.given.innerHTML = [...(sheet.schedule ? [sheet.schedule] : []), ...sheet.given.map((line) => `${line.symbol} = ${line.results}`)].map((latex) => `<span>${this.formula(latex)}</span>`).join("");
    const lines = Object.keys(PARTS).flatMap((part) => sheet[part]);
    const shape = JSON.stringify([sheet.axes, lines.map(({ symbol, formula, results }) => [symbol, formula, results.length])]);
    if (shape !== this.shape) this.rebuild(sheet, shape);
    showLegend(this, sheet);
    lines.forEach((line, row) => this.rows[row].cells.forEach((cell, place) => this.write(cell, line, place)));
    this.hold();
    return this.drawnAgain(sheet);
  }

  // Rows stay as high as they ever were, so that nothing jumps while one steps.
  hold() {
    const heights = this.rows.map(({ row }) => row.offsetHeight);
    this.rows.forEach(({ row }, index) => (row.style.height = `${heights[index]}px`));
  }

  release() {
    if (this.width === this.host.clientWidth) return;
    this.width = this.host.clientWidth;
    for (const { row } of this.rows ?? []) row.style.height = "";
  }

  rebuild(sheet, shape) {
    this.shape = shape;
    const head = element("thead", {}, element("tr", { role: "row" }, ...["line", ...sheet.axes].map((text) => element("th", { scope: "col", role: "columnheader" }, text))));
    this.rows = [];
    const bodies = Object.entries(PARTS).map(([part, title]) => {
      const caption = element("tr", { class: "part" }, element("th", { scope: "rowgroup", colspan: 3 }, title));
      return element("tbody", { class: part }, caption, ...sheet[part].map((line) => this.row(line, sheet.axes)));
    });
    this.table.replaceChildren(head, ...bodies);
  }

  row(line, axes) {
    const name = element("th", { scope: "row", role: "rowheader" });
    name.innerHTML = this.formula(line.formula ? `${line.symbol} ${line.sign} ${line.formula}` : line.symbol);
    const both = line.results.length === 1;
    const cells = line.results.map((_, place) => element("td", { role: "cell", ...(both ? { colspan: 2 } : { "data-axis": axes[place] }) }));
    const row = element("tr", { role: "row" }, name, ...cells);
    this.rows.push({ row, cells });
    return row;
  }

  write(cell, { sign, numbers, results }, place) {
    const worked = numbers ? `<span class="numbers">${this.formula(numbers[place])}</span>` : "";
    const html = `<div>${worked}<span class="result">${this.formula(`${numbers || sign === "=" ? sign : ""} ${results[place]}`)}</span></div>`;
    if (cell.innerHTML !== html) cell.innerHTML = html;
  }

  formula(latex) {
    if (!this.html.has(latex)) this.html.set(latex, unprefixed(this.katex.renderToString(`\\displaystyle ${latex}`, { throwOnError: false })));
    trim(this.html);
    return this.html.get(latex);
  }

  // The step that is to be drawn on the map, or null.
  drawnAgain(sheet) {
    const drawn = sheet && !sheet.problem && !this.host.classList.contains("ahead") ? sheet : null;
    if (drawn === this.sheet) return;
    this.sheet = drawn;
    this.onChange();
  }

  scaled(scale) {
    const text = scaleInWords(scale);
    if (this.scale.textContent !== text) this.scale.textContent = text;
  }
}

// Streamlit's KaTeX (0.18) gives some classes a prefix that its styles (0.16) do not know.
function unprefixed(html) {
  return html.replace(/\bkatex-(?!html|mathml|display|error)/g, "");
}

function trim(map) {
  if (map.size > KEPT) map.delete(map.keys().next().value);
}
