// The legend of a drawn step: a sample, a formula and a name for each mark.
import { element } from "../browser/dom.js";
import { LOOKS } from "./step_drawing.js";

/**
 * @import { StepSheet } from "../browser/types"
 * @import { Mark, Role } from "./step_drawing.js"
 */

/**
 * @param {StepSheet} sheet
 * @param {Record<Role, string>} colors
 * @param {(latex: string) => string} formula LaTeX as HTML
 */
export function legendOf({ evaluation, glyphs }, colors, formula) {
  /** @type {[Mark, latex: string, about: string][]} */
  const entries = [
    ["update", "x_t - x_{t-1}", "step taken"],
    ["gradient", "-g_t", "negative gradient"],
    ["gradient_point", evaluation[0].symbol, "evaluated here"],
  ];
  for (const { shape, symbol, about } of glyphs) entries.push([shape, symbol, about]);
  return entries.map(([mark, latex, about]) => {
    const item = element("li");
    item.innerHTML = `${sample(mark, colors[LOOKS[mark].role])}${formula(latex)}`;
    item.append(element("span", {}, about));
    return item;
  });
}

/**
 * @param {Mark} mark
 * @param {string} color
 */
function sample(mark, color) {
  const { width, dash } = LOOKS[mark];
  const line = `fill="none" stroke="${color}" stroke-width="${width}" stroke-dasharray="${dash.join(" ")}"`;
  const [upper, lower] = [9 - width / 2 - 4, 9 + width / 2 + 4];
  const arrow = `<path d="M2 9H21" ${line}/><path d="M30 9L20 ${upper}V${lower}Z" fill="${color}"/>`;
  const ring = `<circle cx="25" cy="9" r="4.5" fill="none" stroke="${color}" stroke-width="${width}"/>`;
  const shapes = {
    box: `<rect x="9" y="2" width="14" height="14" ${line}/>`,
    gradient_point: `<path d="M2 9H20" ${line}/>${ring}`,
    point: `<circle cx="16" cy="9" r="6" ${line}/>`,
    ...{ update: arrow, gradient: arrow, arrow },
  };
  return `<svg width="32" height="18" aria-hidden="true">${shapes[mark]}</svg>`;
}
