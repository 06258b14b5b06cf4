// The panels of the learning-rate lab: each fetches its result when its settings change, shows the progress, and draws.
import { addStyles, themeOf } from "../browser/dom.js";
import { mounting } from "../browser/mounting.js";
import { follow } from "../browser/navigation.js";
import { purge } from "../browser/plotly_adapter.js";
import { Reports } from "../browser/reports.js";
import { saving } from "../browser/saving.js";
import { scrubbing } from "../browser/scrubbing.js";
import { FateMap } from "./fate_map.js";
import { Five } from "./five.js";
import { Heat } from "./heat.js";
import { Live } from "./live.js";
import { LocalPanel } from "./local_panel.js";
import { Panel } from "./panel.js";
import { RateSweep } from "./rate_sweep.js";

/**
 * @import { Plot } from "../browser/plotly"
 * @import { Edits, Report } from "../browser/types"
 * @import { LabData } from "./types"
 */

const styled = addStyles(new URL("lab.css", import.meta.url));
class Lab {
  reports = new Reports();
  left = new AbortController();
  live = new Live();
  /** @type {LabData} */
  data;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    const report = (/** @type {Edits} */ edits) => this.reports.add(edits);
    const open = (/** @type {Edits} */ changes) => this.open(changes);
    const compute = this.live.compute.bind(this.live);
    const parameters = () => this.live.settings.parameters;
    const contents = {
      sweep: new RateSweep({ report, open, parameters }),
      five: new Five(open),
      heat: new Heat(open, compute, this.reports),
    };
    const fates = new FateMap({ compute, parameters }, this.reports);
    this.fates = new LocalPanel("fates", fates, report, compute);
    const others = Object.entries(contents).map(([name, content]) => new Panel(name, content, report, compute));
    this.panels = [...others, this.fates];
    this.live.panels = this.panels;
    root.replaceChildren(...this.panels.map((panel) => panel.root));
    this.resized = new ResizeObserver(() => this.panels.forEach((panel) => panel.content.resize()));
    for (const part of [root, contents.sweep.root]) this.resized.observe(part);
    const { signal } = this.left;
    for (const panel of this.panels) saving.offer(panel.name, { title: panel.content.title, part: () => panel.part }, signal);
    scrubbing.addEventListener("place", () => this.settle(), { signal });
    scrubbing.addEventListener("shown", () => contents.sweep.axis.draw(), { signal });
  }

  leave() {
    this.left.abort();
    this.reports.leave();
    this.live.leave();
    this.resized.disconnect();
    this.fates.leave();
    for (const panel of this.panels) panel.stop();
    this.panels[0].stand(null);
    for (const plot of this.root.querySelectorAll(".plot")) purge(/** @type {Plot} */ (plot));
  }

  /**
   * @param {LabData} data
   * @param {(report: Report) => void} send
   */
  async receive(data, send) {
    this.reports.connect(send, data.acknowledged, data.revision);
    this.data = data;
    this.live.receive(data);
    await styled;
    this.settle();
    const theme = themeOf(this.root);
    for (const panel of this.panels) {
      panel.root.hidden = data.hide.includes(panel.name);
      if (panel.root.hidden) panel.stop();
      else panel.show(data, theme, this.live.moving);
    }
  }

  /** On the stage's page, the sweep is placed beside the map. */
  settle() {
    const [sweep] = this.panels;
    sweep.stand(this.data && !sweep.root.hidden ? scrubbing.place : null);
  }

  /**
   * Open Explore with some settings changed, and with the stage's current view.
   * @param {Edits} changes
   */
  open(changes) {
    const view = Object.fromEntries(new URLSearchParams(window.location.search));
    const address = Object.fromEntries(new URLSearchParams(this.data.address));
    const query = new URLSearchParams({ ...view, ...address, ...changes });
    for (const name of ["pick", "step"]) query.delete(name); // these belong to the frames
    follow(this.data.explore, query);
  }
}

export default mounting("lab", (root) => new Lab(root));
