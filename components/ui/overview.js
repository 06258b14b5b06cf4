// The overview of the lessons by chapter: which one is open, and which scenes have been seen, stored in this browser.
import { button, element } from "../browser/dom.js";
import { mounting } from "../browser/mounting.js";
import { Reports } from "../browser/reports.js";
import { Progress } from "./progress.js";

/**
 * @import { Report } from "../browser/types"
 * @typedef {{ title: string, scenes: number }} Lesson
 * @typedef {object} Data
 * @property {Record<string, Lesson>} lessons by key
 * @property {[name: string, keys: string[]][]} chapters
 * @property {string} lesson key of the current lesson
 * @property {number} scene
 * @property {number} acknowledged
 * @property {number} revision
 */

class Overview {
  reports = new Reports();
  progress = new Progress();

  /** @param {HTMLElement} root */
  constructor(root) {
    this.summary = element("summary");
    this.list = element("div", { class: "chapters" });
    this.details = element("details", {}, this.summary, this.list);
    this.details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.details.open = false;
      this.summary.focus();
    });
    root.replaceChildren(this.details);
  }

  leave() {
    this.reports.leave();
  }

  /**
   * @param {Data} data
   * @param {(report: Report) => void} send
   */
  receive(data, send) {
    this.reports.connect(send, data.acknowledged, data.revision);
    this.progress.see(data.lesson, data.scene);
    this.show(data);
  }

  /** @param {Data} data */
  show(data) {
    const { lessons, chapters, lesson } = data;
    const keys = Object.keys(lessons);
    const place = element("span", { class: "place" }, `${keys.indexOf(lesson) + 1} of ${keys.length}`);
    this.summary.replaceChildren(place, element("span", { class: "name" }, lessons[lesson].title));
    this.summary.title = "All lessons";
    const done = keys.filter((key) => this.progress.seen(key, lessons[key].scenes) === lessons[key].scenes).length;
    const clear = button({ class: "clear" }, "Clear progress", () => {
      this.progress.clear();
      this.show(data);
      this.summary.focus();
    });
    const tally = element("p", {}, `${done} of ${keys.length} lessons seen. This is stored only in your browser. `, clear);
    const parts = chapters.map(([name, its]) => {
      const rows = its.map((key) => element("li", {}, this.row(key, lessons[key], key === lesson)));
      return element("section", {}, element("h4", {}, name), element("ul", {}, ...rows));
    });
    this.list.replaceChildren(tally, element("div", { class: "columns" }, ...parts));
  }

  /**
   * @param {string} key
   * @param {Lesson} lesson
   * @param {boolean} open
   */
  row(key, { title, scenes }, open) {
    const seen = this.progress.seen(key, scenes);
    const row = button({ class: "choice" }, title, () => {
      this.details.open = false;
      this.summary.focus();
      this.reports.add({ lesson: key, scene: "1" });
    });
    if (open) row.setAttribute("aria-current", "true");
    const dots = Array.from({ length: scenes }, (_, place) => (this.progress.has(key, place + 1) ? "●" : "○")).join("");
    const words = seen === scenes ? "all scenes seen" : `${seen} of ${scenes} scenes seen`;
    row.append(
      element("span", { class: "dots", role: "img", "aria-label": words, title: words }, seen === scenes ? "✓" : dots),
    );
    return row;
  }
}

export default mounting("overview", (root) => new Overview(root));
