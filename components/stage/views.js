// The three views on one clock: surface, map and curve, with the terrain that the page has drawn for them.
import { fetched } from "../browser/fetched.js";
import { factor, magnified } from "../browser/magnify.js";
import { purge } from "../browser/plotly_adapter.js";
import { isOutOfSize } from "../browser/plotly_internals.js";
import { errorOf } from "../browser/request_errors.js";
import { cameraFrom } from "./camera.js";
import { Curve } from "./curve.js";
import { drawCurve, drawTerrainView } from "./drawing.js";
import { ContourMap } from "./map.js";
import { Surface3D } from "./surface3d.js";

/**
 * @import { Projection, Scene, TerrainFigures, Theme, ViewSettings } from "../browser/types"
 * @import { Elements } from "./elements.js"
 * @import { Layers, Picture } from "./drawing.js"
 */

/** The terrain could not be fetched. */
export class TerrainError extends Error {}

export class Views {
  /** @type {TerrainFigures} */
  figures;
  /** The address of the current terrain. */
  shown = "";
  /** The same without the theme, to compare terrains. */
  terrain = "";
  scale = 1;
  left = false;

  /** @param {Elements} elements */
  constructor(elements) {
    this.surface3d = new Surface3D(elements.surface3d);
    this.map = new ContourMap(elements.map);
    this.curve = new Curve(elements.curve);
    this.all = { surface3d: this.surface3d, map: this.map, curve: this.curve };
  }

  /** Whether the font size has changed. */
  get resized() {
    return factor() !== this.scale;
  }

  /**
   * Whether a scene's terrain must be drawn.
   * @param {Scene} scene
   * @param {Theme} theme
   */
  outdated(scene, theme) {
    return addressOf(scene, theme) !== this.shown || this.resized;
  }

  /**
   * Draw a scene's terrain. An address (`looked`) also sets the camera and the visible part of the map; otherwise they stay,
   * the visible part only if the terrain is the same.
   * @param {Scene} scene
   * @param {Theme} theme
   * @param {ViewSettings | null} looked
   */
  async load(scene, theme, looked) {
    const address = addressOf(scene, theme);
    if (address !== this.shown) this.figures = await fetchTerrain(address);
    this.scale = factor();
    const { surface3d, contour, curve } = this.figures;
    const sized = { times: this.scale, strong: scene.classroom, theme };
    const camera = looked ? (looked.camera.length ? cameraFrom(looked.camera) : null) : this.surface3d.movedCamera();
    const [xLow, xHigh, yLow, yHigh] = looked?.zoom ?? [];
    const part = looked || scene.terrain !== this.terrain ? scene.window : null;
    await Promise.all([
      this.surface3d.load(magnified(surface3d, sized), scene.window, camera),
      this.map.load(magnified(contour, sized), scene.window, yHigh === undefined ? part : [xLow, xHigh, yLow, yHigh]),
      this.curve.load(magnified(curve, sized)),
    ]);
    this.shown = address;
    this.terrain = scene.terrain;
    if (this.left) this.leave();
  }

  /**
   * The lowest and the highest visible f.
   *
   * @returns {[number, number]}
   */
  get heights() {
    const { meta, scene } = this.figures.surface3d.layout;
    const [low, high] = scene.zaxis.range;
    return [low * meta.unit, high * meta.unit];
  }

  /** Purge the plots: they have left the page. A plot that is still being drawn is purged afterwards. */
  leave() {
    this.left = true;
    for (const { plot } of Object.values(this.all)) purge(plot);
  }

  /** Whether the container of a visible one has changed in size while they were drawn. */
  get outOfSize() {
    return Object.values(this.all).some(({ plot }) => isOutOfSize(plot));
  }

  async resize() {
    await Promise.all([this.surface3d.resize(), this.map.resize(), this.curve.resize()]);
  }

  /**
   * @param {Picture} picture
   * @param {Layers} layers
   * @param {(curve: Curve, projection: Projection) => void} onCurve draws on the curve below the runs
   */
  draw(picture, layers, onCurve) {
    this.drawSurface(picture, layers);
    drawTerrainView(this.map, picture, layers);
    drawCurve(this.curve, picture, onCurve);
  }

  /**
   * @param {Picture} picture
   * @param {Layers} layers
   */
  drawSurface(picture, layers) {
    drawTerrainView(this.surface3d, picture, layers);
  }
}

/**
 * Fetch a terrain; errors are readable sentences.
 * @param {string} address
 * @returns {Promise<TerrainFigures>}
 */
export async function fetchTerrain(address) {
  const answer = await fetched(new URL(address, document.baseURI)).catch(() => null);
  if (!answer) throw new TerrainError("The surface could not be fetched: the server does not answer.");
  if (!answer.ok) throw new TerrainError(`The surface could not be fetched. ${(await errorOf(answer)).message}`);
  return answer.json();
}

/**
 * @param {Pick<Scene, "terrain">} scene
 * @param {Theme} theme
 */
export function addressOf({ terrain }, theme) {
  return terrain.replace("{theme}", theme);
}
