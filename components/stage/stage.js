// The stage: the objective as a 3D surface and as a map, and the curve of its runs, on one clock. Drawn here, computed by the page.
import { addStyles, prefersReducedMotion, themeOf } from "../browser/dom.js";
import { mounting } from "../browser/mounting.js";
import { REST, Reports } from "../browser/reports.js";
import { SingleSlider } from "../sliders/single_slider.js";
import { AddressKeeper, SETTLING, viewParameters } from "./address.js";
import { Classroom } from "./classroom.js";
import { Clock } from "./clock.js";
import { Display } from "./display.js";
import { build } from "./elements.js";
import { FramePicker } from "./frame_picker.js";
import { LiveEdits } from "./live_edits.js";
import { listenToKeys } from "./keys.js";
import { MidRunChanges } from "./mid_run_changes.js";
import { Prediction } from "./prediction.js";
import { offerParts } from "./saved_parts.js";
import { SceneQueue } from "./scene_queue.js";
import { SceneRuns } from "./scene_runs.js";
import { Transport, speedOf } from "./transport.js";
import { SceneNavigation } from "./scene_navigation.js";
import { NONE, Worksheet } from "./worksheet.js";

/** @import { Point, Report, Run, Scene, Theme, ViewSettings } from "../browser/types" */

const STYLES = ["base", "classroom", "fates", "many_runs", "phone", "prediction", "save", "sheet", "slider_bar", "with_sweep"]; // in alphabetical order, as linked by the document
const styled = Promise.all(STYLES.map((name) => addStyles(new URL(`${name}.css`, import.meta.url))));
export class Stage {
  reports = new Reports();
  clock = new Clock();
  all = new SceneRuns();
  /** The view settings. @type {ViewSettings} */
  view;
  /** @type {Theme} */
  theme = "light";
  ready = false;
  visit = -1;
  left = new AbortController();

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    const { clock, reports } = this;
    const elements = (this.elements = build(root));
    this.address = new AddressKeeper({
      scene: () => (this.ready && root.isConnected && !this.served.standalone ? this.served : null), // or it has left
      view: () => this.viewParameters(),
    });
    const edit = reports.add.bind(reports);
    const draw = () => this.draw();
    this.queue = new SceneQueue(elements, styled, (scene) => this.show(scene));
    this.display = new Display(elements, clock, {
      beneath: (view, projection) => this.worksheet.draw(view, projection, this.map),
      above: (view, projection) => this.prediction.draw(view, projection),
      onWiden: (window) => edit({ window }),
    });
    const { surface3d, map, curve } = this.display.views;
    this.surface3d = surface3d;
    this.map = map;
    this.curve = curve;
    this.transport = new Transport(elements, clock, {
      onSpeed: (speed) => this.look({ speed }),
      onSwitch: (name, value) => this.look({ [name]: value }),
    });
    this.changes = new MidRunChanges(elements, clock, reports);
    this.worksheet = new Worksheet(elements, clock, { onChoose: (worksheet) => this.look({ worksheet }), onChange: draw });
    this.prediction = new Prediction(root, elements, map, clock, {
      onDraw: draw,
      onHide: () => this.display.pointing.leave(),
      onHidden: () => this.redraw(0),
      onReveal: () => this.redraw(),
      onAnnounce: () => this.describe(),
    });
    this.liveEdits = new LiveEdits({
      shows: () => this.ready && !this.prediction.hides && this.picker.picked === null,
      draw: (runs, parameters) => this.drawAhead(runs, parameters),
      onRemark: () => this.describe(),
      settle: () => this.queue.again(this.served),
    });
    const onPick = () => this.redraw(SETTLING);
    this.picker = new FramePicker(elements, { onPick, onEdit: edit, onChange: () => this.framesChanged() });
    const link = (/** @type {boolean} */ open) => this.address.link(open);
    this.classroom = new Classroom(root, elements.strip, reports, { keys: this, link, signal: this.left.signal });
    offerParts(this, this.left.signal);
    this.singleSlider = new SingleSlider(elements.singleSlider);
    this.navigation = new SceneNavigation(root);
    this.stopKeys = listenToKeys(this);
    this.resized = new ResizeObserver(() => this.resize());
    this.listen();
  }

  listen() {
    const { elements, clock, map, surface3d } = this;
    const parts = [surface3d, map, this.curve].flatMap(({ host, plot }) => [host, plot]); // either may change alone
    for (const part of [elements.all, ...parts]) this.resized.observe(part);
    clock.addEventListener("tick", () => {
      this.draw();
      if (!clock.playing) this.address.keep();
    });
    surface3d.addEventListener("moved", () => {
      this.display.drawSurface();
      this.address.keep(SETTLING); // the camera moves on for a while after its release
    });
    map.addEventListener("zoomed", () => {
      this.draw();
      this.address.keep();
    });
    map.addEventListener("start", (event) => this.moveStart(/** @type {CustomEvent<Point>} */ (event).detail));
    elements.scale.addEventListener("change", () => this.look({ scale: elements.scale.value }));
    elements.per.addEventListener("change", () => this.look({ per: elements.per.value }));
    elements.metric.addEventListener("change", () => {
      this.look({ metric: elements.metric.value });
      this.reports.add({ metric: elements.metric.value }); // some metrics are sent only on request
    });
  }

  leave() {
    for (const part of [this.classroom, this.reports, this.changes, this.prediction, this.picker]) part.leave();
    for (const part of [this.liveEdits, this.display, this.queue, this.singleSlider, this.navigation]) part.leave();
    this.ready = false;
    this.left.abort();
    this.clock.pause();
    this.stopKeys();
    this.resized.disconnect();
  }

  /**
   * @param {Scene} scene
   * @param {(report: Report) => void} send
   */
  receive(scene, send) {
    this.reports.connect(send, scene.acknowledged, scene.revision);
    this.queue.add(scene);
  }

  /** @param {Scene} scene */
  async show(scene) {
    const theme = themeOf(this.root);
    const arrived = scene.visit !== this.visit;
    if (arrived) this.view = { ...scene.view };
    this.classroom.show(scene, theme);
    if (arrived || this.display.outdated(scene, theme)) this.ready = false;
    if (!this.ready) await this.display.load(scene, theme, arrived ? this.view : null);
    this.visit = scene.visit;
    this.theme = theme;
    this.picker.receive(scene, arrived ? this.view.pick : null);
    this.all.receive(scene);
    if (!scene.fixed) this.liveEdits.receive(scene);
    this.prediction.receive(scene, theme, arrived);
    this.choose();
    if (!(this.reports.waiting("x") || this.reports.waiting("y"))) this.map.start = scene.start;
    this.clock.resize(scene.steps);
    if (arrived) this.clock.stopAt(this.view.step);
    this.changes.show(scene);
    this.describe();
    await this.look({});
    if (this.display.views.outOfSize) await this.resize();
    if (arrived && scene.plays && !prefersReducedMotion()) this.clock.play();
    this.root.dataset.drawn = String(scene.revision);
    if (!this.liveEdits.live.ahead) this.root.classList.remove("live");
    this.liveEdits.confirm(this.all.sent, this.map.projection());
    this.navigation.keepFocus(this.prediction.panel.button);
  }

  /**
   * @param {Run[]} runs preview runs
   * @param {URLSearchParams} parameters
   */
  drawAhead(runs, parameters) {
    this.all.follow(runs, parameters);
    this.root.classList.add("live");
    this.map.start = this.scene.start;
    this.clock.resize(this.scene.steps);
    this.display.showCurve(this.shown, undefined);
    this.draw();
  }

  get served() {
    return this.all.served;
  }

  get scene() {
    return this.all.scene;
  }

  get runs() {
    return this.all.drawn;
  }

  get shown() {
    const { scene, runs, theme, view } = this;
    const { silent, hint } = this.prediction;
    return { scene, runs, theme, view, silent, hint: hint ?? scene.hint ?? null, remark: this.liveEdits.remark };
  }

  choose() {
    this.all.choose(this.picker, this.prediction.hides);
  }

  describe() {
    this.display.describe(this.shown);
  }

  /**
   * Other runs with the same settings, or the same ones hidden or revealed; with `delay` the address follows.
   * @param {number} [delay] in milliseconds
   */
  redraw(delay) {
    this.choose();
    this.describe();
    this.worksheet.show(this.shown);
    this.display.showCurve(this.shown, this.picker.everything);
    this.draw();
    if (delay !== undefined) this.address.keep(delay);
  }

  draw() {
    if (!this.ready) return;
    this.display.shown = this.shown;
    this.display.draw();
  }

  /**
   * Change view settings; nothing is sent to the page.
   * @param {Record<string, string>} changes
   */
  async look(changes) {
    const view = Object.assign(this.view, changes);
    this.clock.speed = speedOf(view.speed);
    this.transport.show(view);
    this.worksheet.show(this.shown);
    this.display.choose(view, this.served.metrics);
    this.map.showField(view.field === "1");
    await this.display.showCurve(this.shown, this.picker.everything);
    this.ready = true;
    this.draw();
    this.address.keep();
    this.navigation.keepFocus(this.prediction.panel.button);
  }

  viewParameters() {
    const { view, clock, worksheet, picker } = this;
    return viewParameters(view, {
      ...this.display.looked,
      worksheet: worksheet.key === NONE ? null : worksheet.key,
      pick: picker.asked,
      step: clock.time < clock.steps && !clock.held ? Math.floor(clock.time) : null,
    });
  }

  /** @param {Point} point */
  moveStart([x, y]) {
    if (this.scene.fixed || this.prediction.place([x, y])) return;
    this.map.start = [x, y];
    this.reports.add({ x: String(x), y: String(y) }, REST);
    this.draw();
  }

  framesChanged() {
    if (!this.served?.frames || !this.ready) return;
    this.picker.update();
    this.root.dataset.frames = this.picker.drawn;
    if (this.picker.picked !== null || this.runs !== this.all.sent) this.redraw(SETTLING);
  }

  async resize() {
    if (!this.ready) return;
    if (this.display.views.resized) this.queue.again(this.served); // in class, text scales with the screen
    await this.display.views.resize();
    this.draw();
  }
}

export default mounting("stage", (root) => new Stage(root));
