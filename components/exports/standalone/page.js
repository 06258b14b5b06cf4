// A standalone page: passes data to the components as Streamlit does elsewhere, and handles their reports itself.
import { announcements } from "../../browser/reports.js";
import { find } from "../../browser/dom.js";
import { fetched } from "../../browser/fetched.js";
import mountSliders from "../../sliders/sliders.js";
import mountStage from "../../stage/stage.js";
import { Experiment } from "./experiment.js";

/**
 * @import { Report } from "../../browser/types"
 * @import { Saved } from "./experiment.js"
 * @typedef {"stage" | "sliders"} Component
 */

const BASE = "kept:/"; // before the names of all that the page has brought along, see `exports/standalone/files.py`

class StandalonePage {
  /** The last answered report of each component. @type {Record<Component, number>} */
  acknowledged = { stage: 0, sliders: 0 };
  /** The queue of updates. @type {Promise<unknown>} */
  showing = Promise.resolve();

  /** @param {Saved} saved */
  constructor(saved) {
    this.experiment = new Experiment(saved);
    this.again = find(document, ".as-saved");
    this.again.addEventListener("click", () => {
      this.experiment.restore();
      this.show();
    });
    announcements.addEventListener("edited", () => (this.again.hidden = false));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.show());
  }

  /**
   * @param {Component} name
   * @param {Report} report
   */
  take(name, { number, edits }) {
    this.experiment.take(edits);
    this.acknowledged[name] = number;
    this.show();
  }

  show() {
    this.showing = this.showing.then(() => this.showNow()).catch((error) => this.fail(error));
  }

  async showNow() {
    const { scene, groups } = await this.experiment.shown();
    find(document, ".waiting").textContent = "";
    const { stage, sliders } = this.acknowledged;
    mountSliders({
      data: { groups, optimizers: null, schedule: null, acknowledged: sliders, revision: scene.revision },
      ...this.host("sliders"),
    });
    mountStage({ data: { ...scene, acknowledged: stage }, ...this.host("stage") });
    this.again.hidden = !this.experiment.changed;
  }

  /** @param {Component} name */
  host(name) {
    const setTriggerValue = (/** @type {"edit"} */ _, /** @type {Report} */ report) => this.take(name, report);
    return { parentElement: find(document, `.${name}-host`), setTriggerValue };
  }

  /** @param {unknown} error */
  fail(error) {
    console.error("The page could not be drawn.", error);
    find(document, ".waiting").textContent = error instanceof Error ? error.message : String(error);
  }
}

/** Plotly is not a module: run it as a classic script. */
async function runPlotly() {
  const text = await (await fetched(`${BASE}plotly.min.js`)).text();
  const script = document.createElement("script");
  script.src = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  await new Promise((done) => {
    script.onload = done;
    document.head.append(script);
  });
  URL.revokeObjectURL(script.src);
}

const [saved] = await Promise.all([fetched(`${BASE}experiment.json`).then((answer) => answer.json()), runPlotly()]);
new StandalonePage(saved).show();
