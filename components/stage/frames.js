// The runs of one optimizer with every value of one hyperparameter: fetched once, drawn from memory as the dial is turned.
import { fetchResult } from "../browser/stream.js";
import { floats } from "../browser/floats.js";
import { assemble, rowsOf } from "./paths.js";

export class Frames extends EventTarget {
  constructor() {
    super();
    this.result = null;
  }

  // Fetch the runs of a query; those of another one are forgotten at once.
  async want(address, query) {
    if (query === this.query) return;
    this.stop();
    Object.assign(this, { query, result: null, failed: "" });
    this.changed(0);
    const leave = (this.leave = new AbortController());
    await new Promise((done) => setTimeout(done, 120)); // while a slider is moving, the next query is about to come
    if (leave.signal.aborted) return;
    try {
      const result = await fetchResult(`${address}?${query}`, { signal: leave.signal, onDone: (share) => this.changed(share) });
      const t = Float32Array.from(result.moments);
      Object.assign(this, { result, t, numbers: floats(result.rows), kept: new Map(), reaches: new Map() });
    } catch (error) {
      if (leave.signal.aborted) return;
      this.failed = error.message;
    }
    this.changed(1);
  }

  stop() {
    this.leave?.abort();
    this.query = null;
  }

  changed(share) {
    this.share = share;
    this.dispatchEvent(new Event("changed"));
  }

  get count() {
    return this.result?.runs.length ?? 0;
  }

  // What `of` finds in each run, gathered once for a key.
  everything(key, of) {
    if (!this.reaches.has(key)) {
      const like = { key: "", title: "", style: null };
      const { names, moments, runs } = this.result;
      const size = names.length * moments.length;
      const all = runs.map((run, k) => rowsOf({ ...run, ...like }, names, this.numbers.subarray(k * size, (k + 1) * size), moments.length));
      this.reaches.set(key, all.flatMap(of));
    }
    return this.reaches.get(key);
  }

  // One run, as if the page had sent it: `like` gives what does not depend on the value (key, title, style).
  run(index, like, window) {
    const known = this.kept.get(index);
    if (known?.window === window && known.style === like.style) return known;
    const { names, clauses, moments, runs } = this.result;
    const size = names.length * moments.length;
    const { key, title, style } = like;
    const said = Object.fromEntries(clauses.map((name, place) => [name, runs[index].said[place]]));
    const numbers = this.numbers.subarray(index * size, (index + 1) * size);
    const t = this.t.subarray(0, runs[index].points);
    const run = { ...assemble({ ...runs[index], key, title, style, said }, names, numbers, moments.length, t, window), window };
    this.kept.set(index, run);
    return run;
  }
}
