// Renders LaTeX with the KaTeX that Streamlit's pages include, and its styles.
import { BoundedMap } from "../browser/bounded_map.js";

/** @typedef {{ renderToString(latex: string, options: object): string }} Katex */

export class Formulas {
  /** @type {BoundedMap<string, string>} */
  html = new BoundedMap(400);
  /** @type {Katex | null} */
  katex = null;

  async load() {
    this.katex ??= /** @type {Katex} */ ((await import(new URL("../katex.js", import.meta.url).href)).default);
  }

  /** @param {string} latex */
  render(latex) {
    const known = this.html.get(latex);
    if (known !== undefined || !this.katex) return known ?? "";
    const html = unprefixed(this.katex.renderToString(`\\displaystyle ${latex}`, { throwOnError: false }));
    this.html.set(latex, html);
    return html;
  }
}

/**
 * Streamlit's KaTeX (0.18) prefixes some classes; its styles (0.16) do not know the prefix.
 * @param {string} html
 */
function unprefixed(html) {
  return html.replace(/\bkatex-(?!html|mathml|display|error)/g, "");
}
