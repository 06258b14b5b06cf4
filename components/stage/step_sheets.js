// Worksheets of single steps, fetched by URL and cached: the current step and its neighbors.
import { BoundedMap } from "../browser/bounded_map.js";
import { pause } from "../browser/stream.js";
import { RefusedError, fetchOrThrow } from "../browser/request_errors.js";

/**
 * @import { StepSheet } from "../browser/types"
 * @import { Formulas } from "./formulas.js"
 * @typedef {{ problem: string }} Problem
 */

const RETRY = 3000; // milliseconds

export class StepSheets {
  /** @type {BoundedMap<string, StepSheet | Problem>} */
  kept = new BoundedMap(400);
  loading = false;

  /**
   * @param {Formulas} formulas
   * @param {object} options
   * @param {() => string[]} options.wanted addresses to load, most urgent first
   * @param {() => void} options.onLoad
   */
  constructor(formulas, { wanted, onLoad }) {
    this.formulas = formulas;
    this.wanted = wanted;
    this.onLoad = onLoad;
  }

  /** @param {string} address */
  get(address) {
    return this.kept.get(address) ?? null;
  }

  /** Fetch the missing worksheets, one at a time. */
  async load() {
    if (this.loading) return;
    this.loading = true;
    for (let address = this.missing(); address; address = this.missing()) {
      this.kept.set(address, await this.fetch(address));
      this.onLoad();
      await pause(30); // while a slider is moving, another one is about to be needed
    }
    this.loading = false;
  }

  /** @param {string} address */
  again(address) {
    this.kept.delete(address);
    this.load();
  }

  missing() {
    return this.wanted().find((address) => !this.kept.has(address));
  }

  /**
   * @param {string} address
   * @returns {Promise<StepSheet | Problem>}
   */
  async fetch(address) {
    try {
      await this.formulas.load(); // needed for rendering
      const answer = await fetchOrThrow(address);
      return await answer.json();
    } catch (error) {
      if (error instanceof RefusedError) return { problem: error.message };
      setTimeout(() => this.again(address), RETRY);
      return { problem: "The worksheet could not be fetched: the server does not answer. Trying again …" };
    }
  }
}
