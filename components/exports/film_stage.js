// An off-screen stage in the size of the film: the same views of the same runs, drawn frame by frame onto one canvas.
import { PAPER } from "../browser/colors.js";
import { drawingOn, element } from "../browser/dom.js";
import { magnified } from "../browser/magnify.js";
import { purge, stillOf } from "../browser/plotly_adapter.js";
import { canvasOf, drawFrom, prepareForPictures } from "../browser/plotly_internals.js";
import { colorsOf } from "../browser/fates/figure.js";
import { rotated } from "../stage/camera.js";
import { Curve } from "../stage/curve.js";
import { drawCurve, drawTerrainView } from "../stage/drawing.js";
import { seedsOf } from "../stage/ensemble_figure.js";
import { ContourMap } from "../stage/map.js";
import { Surface3D } from "../stage/surface3d.js";
import { addressOf, fetchTerrain } from "../stage/views.js";
import { onFates, pictureFrom } from "./film_fates.js";
import { filmLayout, frameTimes } from "./film_layout.js";
import { FONT, drawLegend } from "./film_legend.js";

/**
 * @import { Run } from "../browser/types"
 * @import { Camera } from "../browser/plotly"
 * @import { SeenFates } from "../browser/fates/figure.js"
 * @import { Layer, Picture } from "../stage/drawing.js"
 * @import { ViewName } from "../stage/elements.js"
 * @import { Stage } from "../stage/stage.js"
 * @import { Place } from "./film_layout.js"
 * @import { FilmOptions } from "./film.js"
 * @typedef {{ name: ViewName, place: Place, view: Surface3D | ContourMap | Curve, still: CanvasImageSource | null }} Panel
 */

const PLAIN = 1; // density of a surface that is redrawn for each frame

export class FilmStage {
  /** @type {Panel[]} */
  panels = [];
  /**
   * @param {Stage} stage
   * @param {FilmOptions} options
   * @param {string} link
   */
  constructor(stage, options, link) {
    this.stage = stage;
    this.options = options;
    this.link = link;
    /** The visible runs. @type {Run[]} */
    this.runs = options.motion === "rates" ? [stage.picker.frames.run(0)] : stage.runs;
    this.times = frameTimes(options.seconds, options.fps);
    /** Beneath the runs on the map. @type {SeenFates | null} */
    this.fates = options.views.includes("map") ? stage.display.fates.seen : null;
    this.layout = filmLayout(options.views, options.width, this.runs.length, this.fates?.shares.length);
    const { width, height } = this.layout;
    this.canvas = element("canvas", { width, height });
    this.context = drawingOn(this.canvas);
    this.host = element("div", { class: "film", "aria-hidden": "true", inert: "" });
    this.host.style.cssText = `position: fixed; left: -${4 * width}px; top: 0; width: ${width}px; height: ${height}px`;
  }

  /**
   * A stage that is ready to draw.
   * @param {Stage} stage
   * @param {FilmOptions} options
   * @param {string} link
   * @param {AbortSignal} signal
   */
  static async prepare(stage, options, link, signal) {
    const film = new FilmStage(stage, options, link);
    stage.root.append(film.host);
    try {
      await film.load();
      signal.throwIfAborted();
      return film;
    } catch (reason) {
      film.leave();
      throw reason;
    }
  }

  get count() {
    return this.times.length;
  }

  /**
   * The duration of a frame in seconds: the last one is held.
   * @param {number} frame
   */
  duration(frame) {
    return frame === this.count - 1 ? Math.max(this.options.held, 1 / this.options.fps) : 1 / this.options.fps;
  }

  async load() {
    const { scene } = this.stage;
    const { theme } = this.options;
    const figures = await fetchTerrain(addressOf(scene, theme));
    for (const name of this.options.views) {
      const place = /** @type {Place} */ (this.layout.places[name]);
      const host = element("div", { class: `view ${name}` }, element("div", { class: "plot" }));
      const { left, top, width, height } = place;
      host.style.cssText = `position: absolute; margin: 0; padding: 0; border: 0; left: ${left}px; top: ${top}px; width: ${width}px; height: ${height}px; min-height: 0`;
      this.host.append(host);
      this.panels.push({ name, place, view: await this.viewOf(name, host, figures), still: null });
    }
    for (const panel of this.panels) panel.still = await this.stillOf(panel);
  }

  /**
   * @param {ViewName} name
   * @param {HTMLElement} host
   * @param {import("../browser/types").TerrainFigures} figures
   */
  async viewOf(name, host, figures) {
    const { stage, options, layout } = this;
    const { window } = stage.scene;
    const how = { times: layout.scale, strong: false, theme: options.theme };
    if (name === "surface3d") {
      const view = new Surface3D(host, () => layout.scale);
      const density = options.motion === "turn" ? PLAIN : undefined;
      await view.load(magnified(figures.surface3d, how), window, stage.surface3d.movedCamera(), density);
      return view;
    }
    if (name === "map") {
      const view = new ContourMap(host);
      await view.load(withFont(magnified(figures.contour, how)), window, stage.map.range);
      await view.showField(stage.view.field === "1");
      await view.showLevels(this.fates !== null);
      return view;
    }
    const view = new Curve(host, () => layout.scale);
    await view.load(withFont(magnified(figures.curve, how)));
    await this.showCurve(view);
    return view;
  }

  /** @param {Curve} view */
  showCurve(view) {
    const { stage, options } = this;
    const { heights } = stage.display.views;
    const { metric, scale, per } = stage.view;
    const { metrics, steps, lowest } = stage.scene;
    const { frames } = stage.picker;
    /** @type {typeof frames.everything | undefined} */
    const ofAll = options.motion === "rates" ? (key, of) => frames.everything(key, of) : undefined;
    const band = stage.display.ensemble.bandFor(metric, metrics[metric], scale, lowest);
    return view.show(this.runs, { key: metric, metric: metrics[metric], scale, per, steps, lowest, heights, band, ofAll });
  }

  /**
   * What lies below the runs, as an image.
   * @param {Panel} panel
   * @returns {Promise<CanvasImageSource>}
   */
  async stillOf({ view }) {
    if (view instanceof Surface3D) {
      prepareForPictures(view.plot);
      drawFrom(view.plot, view.camera()); // tick spacing is known only after drawing
      return this.surfaceFrom(view, view.camera());
    }
    const lines = await pictureFrom(await stillOf(view.plot));
    return view instanceof ContourMap && this.fates ? onFates(lines, view, this.fates, this.layout.scale) : lines;
  }

  /**
   * The surface from a camera.
   * @param {Surface3D} view
   * @param {Camera} camera
   * @returns {CanvasImageSource}
   */
  surfaceFrom({ plot }, camera) {
    drawFrom(plot, camera);
    const drawn = canvasOf(plot);
    const made = element("canvas", { width: drawn.width, height: drawn.height });
    drawingOn(made).drawImage(drawn, 0, 0);
    return made;
  }

  /** @param {number} frame */
  async draw(frame) {
    const share = this.times[frame];
    const { motion, theme } = this.options;
    const { steps } = this.stage.scene;
    const time = motion === "run" ? share * steps : steps;
    if (motion === "turn" && frame) await this.turn((2 * Math.PI) / this.count);
    if (motion === "rates") await this.pick(share);
    const { context, canvas } = this;
    context.fillStyle = PAPER[theme];
    context.fillRect(0, 0, canvas.width, canvas.height);
    for (const panel of this.panels) this.drawPanel(panel, time);
    const { stage, runs, fates, link, layout } = this;
    const { title, caption, steps: last } = stage.scene;
    const seeds = seedsOf(stage.display.ensemble, runs, this.options.views);
    const meanings = [fates ? colorsOf(fates) : "", seeds].filter(Boolean).join("; ");
    drawLegend(context, layout, { theme, runs, fates, meanings, time, steps: last, title, caption, link });
  }

  /**
   * Show the run with one of the swept values.
   * @param {number} share position between the first value and the last, from 0 to 1
   */
  async pick(share) {
    const { frames } = this.stage.picker;
    if (!frames.count) throw new Error("The runs for the other values are no longer available. Try again.");
    this.runs = [frames.run(Math.round(share * (frames.count - 1)))];
    for (const { view } of this.panels) if (view instanceof Curve) await this.showCurve(view);
  }

  /** @param {number} angle of rotation; a full turn ends at the first picture */
  turn(angle) {
    for (const panel of this.panels)
      if (panel.view instanceof Surface3D) panel.still = this.surfaceFrom(panel.view, rotated(panel.view.camera(), angle, 0));
  }

  /**
   * @param {Panel} panel
   * @param {number} time
   */
  drawPanel({ view, place, still }, time) {
    const { context, layout } = this;
    const picture = this.pictureAt(time);
    if (still && view instanceof Surface3D) {
      const { left, top, width, height } = view.frame();
      context.drawImage(still, place.left + left, place.top + top, width, height);
    } else if (still) context.drawImage(still, place.left, place.top, place.width, place.height);
    const { ensemble } = this.stage.display;
    /** @type {Layer} */
    const nothing = () => {};
    /** @type {Layer} */
    const beneathRuns = (terrain, projection) => ensemble.draw(terrain, projection, this.runs, time);
    if (view instanceof Curve) drawCurve(view, picture, (curve, projection) => ensemble.drawBand(curve, projection, this.runs));
    else drawTerrainView(view, picture, { beneathRuns, beneath: nothing, above: nothing });
    const { left, top, width, height } = view.frame();
    const margin = 8 * layout.scale;
    const { overlay } = view;
    context.drawImage(
      overlay.canvas,
      place.left + left - margin,
      place.top + top - margin,
      width + 2 * margin,
      height + 2 * margin,
    );
  }

  /**
   * @param {number} time
   * @returns {Picture}
   */
  pictureAt(time) {
    const { stage, options, runs, layout } = this;
    return {
      runs,
      time,
      steps: stage.scene.steps,
      theme: options.theme,
      scale: layout.scale,
      start: stage.scene.start,
      marks: stage.view.marks === "1",
      ahead: false,
      only: null,
      ensemble: stage.display.ensemble.key,
      pointed: null,
    };
  }

  leave() {
    for (const { view } of this.panels) purge(view.plot);
    this.host.remove();
  }
}

/**
 * @template {import("../browser/plotly").Figure} F
 * @param {F} figure
 * @returns {F}
 */
function withFont({ data, layout, ...more }) {
  return /** @type {F} */ ({ ...more, data, layout: { ...layout, font: { ...layout.font, family: FONT } } });
}
