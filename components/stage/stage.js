// The stage: a surface in relief and as a map, and the curve of its runs, on one clock. Drawn here, computed by the page.
import { Reports } from "../browser/reports.js";
import { addStyles, element, themeOf } from "../browser/dom.js";
import { Address, viewOf } from "./address.js";
import { Classroom } from "./classroom.js";
import { Clock } from "./clock.js";
import { Curve } from "./curve.js";
import { Dial } from "./parameter_scrubber.js";
import { drawView } from "./drawing.js";
import { Frames } from "./frames.js";
import { Hover } from "./hover.js";
import { listenToKeys } from "./keys.js";
import { factor, magnified } from "../browser/magnify.js";
import { ContourMap } from "./map.js";
import { decode } from "./paths.js";
import { save } from "./picture.js";
import { Notes } from "./notes.js";
import { Prediction } from "./prediction.js";
import { Relief, cameraOf } from "./surface3d.js";
import { Table } from "./table.js";
import { SPEEDS, Transport } from "./transport.js";
import { Turns } from "./mid_run_changes.js";
import { Worksheet } from "./worksheet.js";
import { build } from "./layout.js";
import { describe } from "./words.js";

const styled = Promise.all(["stage", "prediction", "sheet", "classroom"].map((name) => addStyles(new URL(`${name}.css`, import.meta.url))));
const stages = new WeakMap();

export default function mount({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".stage");
  if (!stages.has(root)) stages.set(root, new Stage(root));
  const stage = stages.get(root);
  stage.receive(data, (report) => setTriggerValue("edit", report));
  return () => stage.leave();
}

class Stage {
  constructor(root) {
    this.root = root;
    root.stage = this; // within reach of the console, and of tests
    this.parts = build(root);
    this.reports = new Reports();
    this.address = new Address();
    this.clock = new Clock();
    this.relief = new Relief(this.parts.relief);
    this.map = new ContourMap(this.parts.map);
    this.curve = new Curve(this.parts.curve);
    this.hover = new Hover(this.parts.all);
    this.table = new Table(this.parts.table, this.parts.legend, (key) => this.point(key));
    this.transport = new Transport(this.parts, this.clock, {
      onSpeed: (speed) => this.look({ speed }),
      onSwitch: (name, value) => this.look({ [name]: value }),
    });
    this.notes = new Notes(this.parts.notes, this.reports);
    this.turns = new Turns(this.parts, this.clock, this.reports);
    this.worksheet = new Worksheet(this.parts, this.clock, { onChoose: (worksheet) => this.look({ worksheet }), onChange: () => this.draw() });
    this.prediction = new Prediction(this);
    this.frames = new Frames();
    this.dial = new Dial(this.parts.dial, this.frames, { onPick: (index) => this.pick(index), onEdit: (edits) => this.reports.add(edits) });
    this.frames.addEventListener("changed", () => this.framesChanged());
    this.classroom = new Classroom(this);
    this.work = styled;
    this.runs = [];
    this.listen();
  }

  listen() {
    const forget = listenToKeys(this);
    const resized = new ResizeObserver(() => this.resize());
    resized.observe(this.parts.all);
    this.leave = () => {
      for (const part of [this.classroom, this.reports, this.turns, this.prediction]) part.leave();
      for (const part of [this.clock, this.dial]) part.pause();
      forget(), resized.disconnect(), this.frames.stop();
    };
    this.clock.addEventListener("tick", () => {
      this.draw();
      if (!this.clock.playing) this.shown();
    });
    this.relief.addEventListener("moved", () => {
      this.drawRelief();
      clearTimeout(this.settling); // the camera swings on for a while after it has been let go
      this.settling = setTimeout(() => this.shown(), 250);
    });
    this.map.addEventListener("zoomed", () => (this.draw(), this.shown()));
    this.map.addEventListener("start", ({ detail: [x, y] }) => {
      if (this.prediction.place([x, y])) return;
      this.map.start = [x, y];
      this.reports.add({ x: String(x), y: String(y) });
      this.draw();
    });
    for (const [name, view] of Object.entries({ relief: this.relief, map: this.map, curve: this.curve })) {
      const host = this.parts[name];
      host.addEventListener("pointermove", (event) => this.pointAt(event, view));
      host.addEventListener("pointerleave", () => this.pointAt(null, view));
      for (const button of host.querySelectorAll("[data-do]")) button.addEventListener("click", () => this.tool(name, button.dataset.do));
    }
    for (const control of this.root.querySelectorAll("[data-view]"))
      control.addEventListener("change", () => this.look({ [control.dataset.view]: control.value }));
    const metric = this.root.querySelector("[data-view=metric]");
    metric.addEventListener("change", () => this.reports.add({ metric: metric.value })); // the sharpness is sent only when it is asked for
  }

  // Scenes are shown one after another, and only the newest of those that wait.
  receive(data, send) {
    this.reports.connect(send, data.acknowledged);
    this.next = data;
    this.work = this.work
      .then(() => this.next && this.show(this.next))
      .catch((error) => console.error("The stage could not be drawn.", error));
  }

  async show(scene) {
    this.next = null;
    const theme = themeOf(this.root);
    const arrived = scene.visit !== this.visit;
    this.visit = scene.visit;
    if (arrived) this.view = { ...scene.view };
    const ground = scene.ground.replace("{theme}", theme);
    const moved = scene.ground !== this.place;
    this.classroom.show(scene, theme);
    const scale = factor();
    if (ground !== this.groundShown || arrived || scale !== this.scale) this.ready = false;
    this.scale = scale;
    if (!this.ready) await this.showGround(ground, scene, theme, arrived, moved);
    this.place = scene.ground;
    this.turn(scene, arrived);
    Object.assign(this, { served: scene, theme });
    this.sent = scene.runs.map((run) => decode(run, scene.names, scene.window));
    this.prediction.receive(scene, arrived);
    this.choose();
    if (!(this.reports.waiting("x") || this.reports.waiting("y"))) this.map.start = scene.start;
    this.clock.resize(scene.steps);
    if (arrived) this.clock.pause(), this.clock.set(Number(this.view.step));
    this.turns.show(scene);
    this.tell();
    await this.look({});
    this.root.dataset.drawn = String(scene.revision);
  }

  // In the laboratory: fetch the runs to scrub through, and let go of the value that was picked when another one is set.
  turn(scene, arrived) {
    const { frames } = scene;
    if (!arrived && this.served?.frames && frames?.value !== this.served.frames.value) this.view.pick = Infinity;
    if (frames) this.frames.want(`${scene.assets}lab/frames/light.ndjson`, frames.query);
    else this.frames.stop();
    this.dial.show(frames, this.picked());
  }

  // The frame that is shown, or null.
  picked() {
    const { pick } = this.view;
    return this.frames.query && this.frames.result && pick < this.frames.count ? Number(pick) : null;
  }

  // The frame that the address tells of: the one that is shown or, while they are computed, the one that will be.
  asked() {
    const { pick } = this.view;
    return this.frames.query && !this.frames.result && pick < this.served.frames.count ? Number(pick) : this.picked();
  }

  // What is drawn: the runs as the page sent them, or the one that is picked on the dial; none before it has been predicted.
  choose() {
    const index = this.served.frames && this.sent.length ? this.picked() : null;
    if (index === null) [this.runs, this.scene] = [this.prediction.hides ? [] : this.sent, this.served];
    else {
      const run = this.frames.run(index, this.sent[0], this.served.window);
      const { sentence, caption, file } = run;
      [this.runs, this.scene] = [[run], { ...this.served, sentence, caption, file, runs: [run] }];
    }
  }

  tell() {
    this.table.show(this.scene, this.theme);
    this.parts.sentence.textContent = this.scene.sentence;
    describe(this);
    this.notes.show(this);
  }

  // Other runs of the same settings, or the same ones hidden or revealed.
  redraw() {
    this.choose();
    this.tell();
    this.worksheet.show(this);
    this.showCurve();
    this.draw();
  }

  pick(index) {
    this.view.pick = index ?? Infinity;
    this.redraw();
    clearTimeout(this.settling); // a browser bears only so many changes of the address
    this.settling = setTimeout(() => this.shown(), 250);
  }

  framesChanged() {
    if (!this.served?.frames || !this.ready) return;
    this.dial.picked = this.picked();
    this.dial.draw();
    this.root.dataset.frames = this.frames.result ? this.frames.query : "";
    if (this.view.pick < this.frames.count || this.runs !== this.sent) this.pick(this.dial.picked ?? (this.frames.result ? null : this.view.pick));
  }

  async showGround(address, scene, theme, arrived, moved) {
    if (address !== this.groundShown) this.figures = await (await fetch(new URL(address, document.baseURI))).json();
    const { camera, zoom } = this.view;
    const { relief, contour, curve } = Object.fromEntries(
      Object.entries(this.figures).map(([name, figure]) => [name, magnified(figure, this.scale, scene.classroom, theme)]),
    );
    const kept = !arrived ? this.relief.turned() : camera.length ? cameraOf(camera) : null;
    await Promise.all([
      this.relief.ground(relief, scene.window, kept),
      this.map.ground(contour, scene.window, arrived && zoom.length ? zoom : arrived || moved ? scene.window : null),
      this.curve.ground(curve),
    ]);
    this.curve.key = null;
    this.groundShown = address;
    this.theme = theme;
  }

  // Change how things are looked at; nothing of this goes to the page.
  async look(changes) {
    Object.assign(this.view, changes);
    this.clock.speed = Number(SPEEDS.includes(this.view.speed) ? this.view.speed : 1);
    this.transport.show(this.view);
    this.worksheet.show(this);
    for (const control of this.root.querySelectorAll("[data-view]")) control.value = this.view[control.dataset.view];
    this.map.field(this.view.field === "1");
    await this.showCurve();
    this.parts.linear.hidden = this.view.scale !== "log" || this.curve.log;
    this.ready = true;
    this.draw();
    this.shown();
  }

  showCurve() {
    const { metric, scale } = this.view;
    const { steps, lowest } = this.scene;
    const all = this.picked() === null ? this.runs : this.frames; // one scale for all frames, so that it stands still
    return this.curve.show(this.runs, { metric, scale, steps, lowest, all, heights: this.figures.relief.layout.scene.zaxis.range });
  }

  // Keep the address that of the picture. A stage that has left the page has no say in it, though its relief may still move.
  shown() {
    if (!this.ready || !this.root.isConnected) return;
    const how = this.told === this.visit ? "edited" : this.turnedTo === this.served.turned ? "arrived" : "turned";
    Object.assign(this, { told: this.visit, turnedTo: this.served.turned });
    this.address.show(this.served.address, viewOf(this), how);
  }

  tool(name, what) {
    const view = this[name];
    if (what === "png" || what === "svg") save(name, what, this);
    else if (what === "home") name === "map" ? view.zoomTo(view.window) : view.look();
    else view.zoom(what === "in" ? 1.35 : 1 / 1.35);
  }

  point(key) {
    this.only = key;
    this.draw();
  }

  pointAt(event, view) {
    if (!this.ready) return;
    const found = event && !event.buttons && this.hover.find(event, view, this.linesOf(view), this.clock.time);
    const before = this.pointed;
    this.pointed = found || null;
    this.hover.show(event, found && this.runs[found.index], found?.step, this.scene, this.theme);
    if (before || found) this.draw();
  }

  linesOf(view, projection = view.projection()) {
    return this.runs.map((run, index) => (view === this.curve ? view.line(run, index, projection) : view.line(run, projection)));
  }

  async resize() {
    if (!this.ready) return;
    if (factor() !== this.scale) this.work = this.work.then(() => this.show(this.served)); // in class, type follows the screen
    await Promise.all([this.relief.resize(), this.map.resize(), this.curve.resize()]);
    this.draw();
  }

  draw() {
    if (!this.ready) return;
    this.drawRelief();
    drawView(this, this.map);
    drawView(this, this.curve);
  }

  drawRelief() {
    if (this.ready) drawView(this, this.relief);
  }
}
