// The map of fates below the contour map of a film, drawn once because it does not change.
import { drawingOn, element } from "../browser/dom.js";
import { drawSigns } from "../browser/fates/drawing.js";
import { FONT } from "./film_legend.js";

/**
 * @import { SeenFates } from "../browser/fates/figure.js"
 * @import { ContourMap } from "../stage/map.js"
 */

const AWAY = 12; // pixels from a minimum's star to its letter

/**
 * What lies below the runs: fates, contour lines, and the letter of each minimum.
 * @param {HTMLImageElement} lines
 * @param {ContourMap} view
 * @param {SeenFates} seen
 * @param {number} scale
 */
export async function onFates(lines, view, { image, part, minima }, scale) {
  const { clientWidth, clientHeight } = view.plot;
  const made = element("canvas", { width: clientWidth, height: clientHeight });
  const context = drawingOn(made);
  const { left, top, width, height } = view.frame();
  const { project } = view.projection();
  const fates = await pictureFrom(image);
  const [[x, y], [right, bottom]] = [project(part[0], part[3]), project(part[1], part[2])];
  /** @type {(x: number, y: number) => [number, number]} */
  const beside = (a, b) => {
    const [across, down] = project(a, b);
    return [across - AWAY * scale, down - AWAY * scale];
  };
  /** @param {() => void} draw in pixels of the frame, which is all that can be seen of it */
  const within = (draw) => {
    context.save();
    context.translate(left, top);
    context.beginPath();
    context.rect(0, 0, width, height);
    context.clip();
    draw();
    context.restore();
  };
  context.imageSmoothingEnabled = false;
  within(() => context.drawImage(fates, x, y, right - x, bottom - y));
  context.drawImage(lines, 0, 0, clientWidth, clientHeight);
  within(() => drawSigns(context, minima, beside, scale, FONT));
  return made;
}

/**
 * An image that can be drawn.
 * @param {string} address
 */
export async function pictureFrom(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  return image;
}
