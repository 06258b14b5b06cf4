// The menu “Save …”: what can be saved of each part of the page. A file is made when chosen, in the browser or on the server.
import { button, download, element } from "../browser/dom.js";
import { saving } from "../browser/saving.js";
import { recall, remember } from "../browser/stored.js";
import { RetryableError, fetchOrThrow, showError } from "../browser/request_errors.js";
import { Sheet } from "./sheet.js";

/**
 * @import { SavedPart, Theme } from "../browser/types"
 * @import { SaveContext } from "./save_context"
 * @import { Stage } from "./stage"
 * @typedef {object} Entry an export as described by the server, see `components/exports/_export.py`
 * @property {string} key
 * @property {string} label
 * @property {string} group heading among the exports of runs; if empty, the name of the part
 * @property {string} about
 * @property {string} ending
 * @property {string} media
 * @property {string[]} places
 * @property {string} script empty if the server makes the file
 * @typedef {{ place: string, key: string }} Choice
 */

const GROUPED = "runs"; // this part has so many exports that they have headings of their own
const REMEMBERED = "saved"; // the last choice, kept between visits
/** @type {Record<string, number>} */
const ARROWS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export class SaveSheet extends Sheet {
  assets = "";
  /** @type {Theme} */
  theme = "light";
  /** Whether the server can make the files: it knows only the settings in the address. */
  served = true;
  /** The part of the page at which the menu was opened. */
  place = "";
  /** @type {Entry[] | null} */
  entries = null;
  /** @type {AbortController | null} */
  underWay = null;

  /**
   * @param {HTMLElement} host
   * @param {(open: boolean) => string} linkOf address of the picture; if `open`, with all controls
   */
  constructor(host, linkOf) {
    super(host, "save", "Save");
    this.linkOf = linkOf;
    this.list = element("div", { class: "places" });
    this.about = element("p", { class: "about", "aria-live": "polite" });
    this.why = element("p", { class: "why", role: "status" });
    this.stopper = button({ class: "switch", hidden: "" }, "Cancel", () => this.underWay?.abort());
    this.body.append(this.list, element("div", { class: "foot" }, element("div", {}, this.why, this.about), this.stopper));
    this.list.addEventListener("keydown", (event) => this.move(event));
    this.dialog.addEventListener("close", () => this.underWay?.abort());
  }

  /** @param {string} place */
  openAt(place) {
    this.place = place;
    if (!this.dialog.open) this.toggle();
  }

  /** @override */
  toggle() {
    super.toggle();
    if (!this.dialog.open) this.place = "";
  }

  /**
   * @override
   * @returns {Promise<void>}
   */
  async fill() {
    this.showStatus("");
    this.why.replaceChildren();
    this.list.replaceChildren();
    try {
      this.entries ??= await fetchEntries(new URL(`${this.assets}exports.json`, document.baseURI));
    } catch (reason) {
      return showError(this.why, reason, () => this.fill());
    }
    const rows = [...saving.places].flatMap(([name, place]) => this.rows(name, place));
    this.list.replaceChildren(...rows);
    if (rows.length) this.focus();
    else this.showStatus("There is nothing to save yet.");
  }

  /**
   * The exports of a part of the page, in a row per heading.
   * @param {string} name
   * @param {{ title: string, part: () => SavedPart | null }} place
   */
  rows(name, { title, part }) {
    const found = part();
    // the server does not know of predictions
    const served = found?.served ?? (this.served && !(found && stageOf(found)?.prediction.hides));
    const offered = (this.entries ?? []).filter(({ places, script }) => places.includes(name) && (script !== "" || served));
    if (!found) return [];
    const headingOf = (/** @type {Entry} */ { group }) => (name === GROUPED && group) || title;
    return [...new Set(offered.map(headingOf))].map((heading) => {
      const under = offered.filter((entry) => headingOf(entry) === heading);
      const buttons = under.map((entry) => this.choice(entry, heading, name, found));
      const row = { role: "group", "aria-label": heading, class: "place" };
      return element("div", row, element("h3", {}, heading), element("div", { class: "choices" }, ...buttons));
    });
  }

  /**
   * @param {Entry} entry
   * @param {string} heading
   * @param {string} place
   * @param {SavedPart} part
   */
  choice(entry, heading, place, part) {
    const { key, label } = entry;
    const named = { class: "switch", "data-place": place, "data-key": key, "aria-label": `${heading}: ${label}` };
    const made = button(named, label, () => this.save(entry, place, part));
    for (const name of ["focus", "pointerenter"])
      made.addEventListener(name, () => this.underWay ?? this.showStatus(entry.about));
    return made;
  }

  get buttons() {
    return /** @type {HTMLButtonElement[]} */ ([...this.list.querySelectorAll("button")]);
  }

  /** Focus the last choice, or the part at which the menu was opened. */
  focus() {
    const { place, key } = /** @type {Partial<Choice>} */ (recall(REMEMBERED, "localStorage") ?? {});
    const wanted = this.place || place;
    const here = this.buttons.filter(({ dataset }) => dataset.place === wanted);
    const chosen = here.find(({ dataset }) => dataset.key === key) ?? here[0] ?? this.buttons[0];
    chosen.focus();
  }

  /**
   * The arrow keys move between buttons.
   * @param {KeyboardEvent} event
   */
  move(event) {
    const { buttons } = this;
    const by = ARROWS[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const here = buttons.findIndex((one) => one === document.activeElement);
    buttons[(here + by + buttons.length) % buttons.length].focus();
  }

  /** @param {string} text */
  showStatus(text) {
    this.about.textContent = text;
  }

  /**
   * @param {Entry} entry
   * @param {string} place
   * @param {SavedPart} part
   */
  async save(entry, place, part) {
    if (this.underWay) return;
    remember(REMEMBERED, { place, key: entry.key }, "localStorage");
    const current = (this.underWay = new AbortController());
    const { assets, theme } = this;
    const common = { signal: current.signal, showStatus: (/** @type {string} */ text) => this.showStatus(text) };
    /** @type {SaveContext} */
    const context = { ...part, stage: stageOf(part), ...common, ...entry, place, assets, theme, link: this.linkOf(true) };
    const making = `Making ${entry.label.replace(/ …$/, "")} …`; // a label may say that more is asked
    this.showStatus(making);
    this.why.replaceChildren();
    this.stopper.hidden = false;
    try {
      const file = await (entry.script ? madeHere(context, entry.script) : madeByServer(context));
      if (file) keep(file.blob, file.name);
      if (file) this.showStatus(`Download started: ${file.name}.`);
      else if (this.about.textContent === making) this.showStatus(""); // else its script has said what it did
    } catch (reason) {
      this.showStatus(current.signal.aborted ? "Canceled." : "");
      if (!current.signal.aborted) showError(this.why, reason, () => this.save(entry, place, part));
    } finally {
      this.stopper.hidden = true;
      this.underWay = null;
    }
  }
}

/**
 * @param {SavedPart} part
 * @returns {Stage | undefined}
 */
const stageOf = ({ stage }) => /** @type {Stage | undefined} */ (stage);

/**
 * @param {URL} address
 * @returns {Promise<Entry[]>}
 */
async function fetchEntries(address) {
  return (await fetchOrThrow(address)).json();
}

/**
 * @param {SaveContext} context
 * @param {string} script
 */
async function madeHere(context, script) {
  const module = await import(new URL(`../${script}`, import.meta.url).href).catch(() => {
    throw new RetryableError("The server does not answer.");
  });
  /** @type {Blob | null} */
  const blob = await module.save(context);
  context.signal.throwIfAborted();
  const name = blob instanceof File ? blob.name : `${context.file}.${context.ending}`;
  return blob && { blob, name };
}

/** @param {SaveContext} context */
async function madeByServer({ assets, place, key, link, signal, file, ending }) {
  const address = new URL(`${assets}exports/${place}/${key}?${new URLSearchParams({ of: link })}`, document.baseURI);
  const answer = await fetchOrThrow(address, { signal });
  const given = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "");
  return { blob: await answer.blob(), name: given ? given[1] : `${file}.${ending}` };
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function keep(blob, name) {
  const address = URL.createObjectURL(blob);
  download(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser may ask where to save it
}
