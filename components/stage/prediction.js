// Predict, then reveal: the runs of a scene are hidden until it has been said what will become of them.
import { calm } from "../browser/dom.js";
import { Guess } from "./guess.js";
import { Questions, pair } from "./questions.js";
import { judged, score } from "./score.js";

const HINT = {
  where: "Click or tap on the map to place your guess. Arrow keys (Shift: ten times as far) and Enter do as well.",
  else: "Answer below, then reveal (Space).",
};

export class Prediction {
  // `state`: "off", "hidden" (it is being predicted), "playing" (revealed, on the way to the end), "told" (how it was) or
  // "stale" (the settings have changed since).
  constructor(stage) {
    this.stage = stage;
    this.guess = new Guess(stage, { onPlace: (point) => this.place(point), onMove: (point) => this.panel.say(pair(point)) });
    this.panel = new Questions(stage.parts.prediction, {
      onAnswer: (name, answer) => this.answer(name, answer),
      onAim: () => this.hides && this.guess.aim(),
      onPress: () => this.press(),
    });
    Object.assign(this, { state: "off", questions: [], answers: {} });
    stage.clock.addEventListener("held", () => this.reveal());
    stage.clock.addEventListener("tick", () => this.state === "playing" && stage.clock.time >= stage.clock.steps && this.tell());
  }

  // Whether the runs are hidden, and whether what becomes of them must not be told yet.
  get hides() {
    return this.state === "hidden";
  }
  get silent() {
    return this.hides || this.state === "playing";
  }

  // The question that is answered on the map, if there is one.
  get where() {
    return this.questions.find(({ run }) => run);
  }

  get hint() {
    return this.hides ? HINT[this.where ? "where" : "else"] : null;
  }

  // While it is being predicted settings may change: the answers that still are possible stay.
  receive({ questions, address, visit, window }, arrived) {
    const other = address !== this.address;
    Object.assign(this, { questions: questions ?? [], address, visit, window });
    this.answers = Object.fromEntries(Object.entries(this.answers).filter(([name, answer]) => this.possible(name, answer)));
    if (!questions) this.turnOff();
    else if (arrived || this.state === "off") this.hide();
    else if (other && !this.hides) this.state = "stale";
    this.show();
  }

  possible(name, answer) {
    const question = this.questions.find((one) => one.name === name);
    if (!question || !Array.isArray(answer)) return Boolean(question && answer in question.options);
    const [xLow, xHigh, yLow, yHigh] = this.window;
    return xLow <= answer[0] && answer[0] <= xHigh && yLow <= answer[1] && answer[1] <= yHigh;
  }

  turnOff() {
    const { clock } = this.stage;
    if (clock.held) Object.assign(clock, { held: false, time: clock.steps });
    this.state = "off";
  }

  leave() {
    delete document.documentElement.dataset.told;
  }

  hide() {
    Object.assign(this, { state: "hidden", answers: {} });
    this.stage.clock.hold();
    this.stage.pointAt(null, this.stage.map);
  }

  press() {
    const { clock } = this.stage;
    if (this.hides) return this.reveal();
    if (this.state === "playing") return clock.pause(), clock.set(clock.steps);
    this.hide();
    this.show();
    this.stage.redraw();
    this.stage.shown();
  }

  answer(name, answer) {
    this.answers[name] = answer;
    this.show();
    this.stage.draw();
  }

  // Take a point of the map as a guess, where one is asked for.
  place(point) {
    if (!this.hides || !this.where) return false;
    this.guess.at = point;
    this.answer(this.where.name, point);
    this.panel.say(`Your guess is at ${pair(point)}.`);
    return true;
  }

  reveal() {
    if (!this.hides) return;
    if (!Object.keys(this.answers).length) return this.panel.say("Answer first, then reveal.");
    const { stage } = this;
    this.state = "playing";
    stage.clock.held = false;
    this.show();
    stage.redraw();
    if (calm()) stage.clock.set(stage.clock.steps);
    else stage.clock.play();
  }

  tell() {
    this.state = "told";
    for (const [name, result] of Object.entries(this.results)) if (result) score.add(`${this.address} ${name}`, result);
    this.show();
    this.stage.tell();
    this.panel.sayOutcome();
  }

  draw(view, projection) {
    const { name, end } = this.where ?? {};
    const point = this.state !== "stale" && Array.isArray(this.answers[name]) ? this.answers[name] : null;
    this.guess.draw(view, projection, point, this.state === "told" ? end : null);
  }

  // What will come of each answer; the panel keeps room for it.
  get results() {
    return Object.fromEntries(this.questions.map((question) => [question.name, judged(question, this.answers[question.name], this.window)]));
  }

  // The panel, and what else depends on whether it is told by now; the words beside the stage wait for `data-told`.
  show() {
    const { root, parts, clock, served, theme } = this.stage;
    const { dataset } = document.documentElement;
    root.classList.toggle("predicting", this.silent);
    if (this.state === "told" || this.state === "stale") dataset.told = this.visit;
    else delete dataset.told;
    parts.transport.inert = clock.held;
    this.guess.open(this.hides && this.where ? this.where.text : null);
    this.panel.show(this, served.runs, theme);
  }
}
