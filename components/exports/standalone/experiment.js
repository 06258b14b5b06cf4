// The state of a standalone page: the experiment as it was saved, and with later settings, computed by the compiled programs.
import { cut, pathOf } from "../../browser/engine/engine.js";
import { same } from "../../browser/live_settings.js";
import { LiveRuns } from "../../stage/live_runs.js";
import { verdictOf } from "./verdict.js";

/**
 * @import { Edits, Scene, SentRun, SliderGroup } from "../../browser/types"
 * @import { Race } from "../../browser/engine/engine.js"
 * @import { Judged } from "./verdict.js"
 * @typedef {{ scene: Scene, groups: SliderGroup[], judged: Judged }} Saved
 */

export class Experiment {
  live = new LiveRuns();
  revision = 0;

  /** @param {Saved} saved */
  constructor(saved) {
    this.saved = saved;
    this.live.receive(saved.scene);
  }

  /**
   * Apply edits; those that match the saved settings are dropped.
   * @param {Edits} edits
   */
  take(edits) {
    const saved = new URLSearchParams(this.saved.scene.address);
    for (const [name, text] of Object.entries(edits)) {
      const before = saved.get(name);
      if (before === null) continue; // not part of this experiment
      if (same(before, text)) delete this.live.edits[name];
      else this.live.add({ [name]: text });
    }
  }

  restore() {
    this.live.edits = {};
  }

  /** Whether any setting differs from the saved one. */
  get changed() {
    return this.live.ahead;
  }

  /**
   * Everything with the current settings: the saved runs, or new ones.
   * @returns {Promise<Pick<Saved, "scene" | "groups">>}
   */
  async shown() {
    const { scene, groups } = this.saved;
    const revision = ++this.revision;
    if (!this.changed) return { scene: { ...scene, revision }, groups };
    const { programs, parameters } = this.live;
    programs.race(parameters); // requests what it needs
    await programs.loaded;
    const race = programs.race(parameters);
    if (!race) throw new Error("This saved page does not include what these settings need.");
    const set = (/** @type {string} */ name) => Number(parameters.get(name));
    const now = {
      revision,
      start: /** @type {[number, number]} */ ([set("x"), set("y")]),
      steps: set("steps"),
      address: String(parameters),
      sentence: `Settings changed. As saved: ${scene.sentence}`,
      runs: scene.runs.map((sent) => this.run(sent, race, parameters)),
    };
    const items = (/** @type {SliderGroup} */ group) => group.items.map((item) => ({ ...item, value: set(item.name) }));
    return { scene: { ...scene, ...now }, groups: groups.map((group) => ({ ...group, items: items(group) })) };
  }

  /**
   * A run with other settings, in the form that a server would send.
   * @param {SentRun} sent
   * @param {Race} race
   * @param {URLSearchParams} parameters
   * @returns {SentRun}
   */
  run(sent, race, parameters) {
    const { x, y, metrics, evaluations, points } = this.live.run(sent, race, parameters);
    const path = cut(pathOf(race, sent.key, parameters), points);
    const found = verdictOf(path, Number(parameters.get("steps")), race.surface, this.saved.judged, this.saved.scene.window);
    const rows = Object.fromEntries(Object.entries(metrics).map(([name, row]) => [name, [...row]]));
    return {
      ...sent,
      ...found,
      label: sent.title,
      points,
      t: undefined,
      rows: { ...rows, x: [...x], y: [...y] },
      costs: Array.from(evaluations.subarray(1), (sum, place) => sum - evaluations[place]),
      limits: {},
      alt_text: { end: found.cells[0], failure: "" },
    };
  }
}
