// The colour and the shape of each class.

/** @import { Theme } from "../browser/types" */

/** Apart for colour-blind people too; examples have a shape as well. @type {[number, number, number][]} */
const CLASSES = [
  [0, 96, 168],
  [214, 96, 0],
  [0, 128, 95],
  [176, 48, 106],
  [138, 109, 0],
  [90, 90, 200],
  [120, 60, 30],
  [60, 70, 80],
  [0, 150, 160],
  [150, 0, 0],
];
const SHAPES = ["●", "■", "▲"];

/** @param {number} label */
export function colourOf(label) {
  return CLASSES[label % CLASSES.length];
}

/** @param {number} label */
export function shapeOf(label) {
  return SHAPES[label % SHAPES.length];
}

/**
 * A colour that stands out from the region of its class.
 * @param {number} label
 * @param {Theme} theme
 */
export function inkOf(label, theme) {
  return colourOf(label)
    .map((channel) => Math.round(theme === "light" ? 0.75 * channel : 255 - 0.55 * (255 - channel)))
    .join(", ");
}
