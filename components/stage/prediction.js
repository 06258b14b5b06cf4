// Predict, then reveal: the runs of a scene are hidden until their outcome has been predicted.
import { byTouch, prefersReducedMotion } from "../browser/dom.js";
import { recall, remember } from "../browser/stored.js";
import { Guess } from "./guess.js";
import { Questions, pair } from "./questions.js";
import { resultOf, score } from "./score.js";

/**
 * @import { Point, Projection, Question, Rectangle, Scene, SentRun, Theme } from "../browser/types"
 * @import { Clock } from "./clock.js"
 * @import { TerrainView } from "./drawing.js"
 * @import { Elements } from "./elements.js"
 * @import { ContourMap } from "./map.js"
 * @import { State } from "./questions.js"
 * @import { Answer } from "./score.js"
 * @typedef {object} Actions
 * @property {() => void} onDraw needs redrawing
 * @property {() => void} onHide the runs are about to be hidden
 * @property {() => void} onHidden the runs of the same scene have been hidden again
 * @property {() => void} onReveal the runs may be drawn
 * @property {() => void} onAnnounce outcomes may be described
 */

const HINTS = {
  where: {
    keys: "Click or tap the map to place your guess, or use the arrow keys (Shift: ten times as far) and Enter.",
    touch: "Tap the map to place your guess.",
  },
  else: { keys: "Answer the questions (1–9), then reveal (Space).", touch: "Answer the questions, then reveal." },
};

const PREDICTION = "descent-lab prediction"; // key in browser storage

export class Prediction {
  /** @type {State} */
  state = "off";
  /** @type {Question[]} */
  questions = [];
  /** @type {Record<string, Answer>} */
  answers = {};
  /** @type {SentRun[]} */
  runs = [];
  /** @type {Theme} */
  theme = "light";
  /** @type {Rectangle} */
  window = [0, 1, 0, 1];
  address = "";
  visit = 0;
  /** Whether a question has been asked since the page was loaded. */
  visited = false;

  /**
   * @param {HTMLElement} root of the stage
   * @param {Pick<Elements, "prediction" | "transport">} elements
   * @param {ContourMap} map
   * @param {Clock} clock
   * @param {Actions} actions
   */
  constructor(root, { prediction, transport }, map, clock, actions) {
    this.root = root;
    this.transport = transport;
    this.clock = clock;
    this.actions = actions;
    this.guess = new Guess(map, {
      onPlace: (point) => this.place(point),
      onMove: (point) => this.panel.announce(pair(point)),
      onDraw: actions.onDraw,
    });
    this.panel = new Questions(prediction, {
      onAnswer: (name, answer) => this.answer(name, answer),
      onAim: () => this.hides && this.guess.aim(),
      onPress: () => this.press(),
    });
    clock.addEventListener("held", () => this.reveal());
    clock.addEventListener("tick", () => this.state === "playing" && clock.time >= clock.steps && this.announce());
  }

  /** Whether the runs are hidden. */
  get hides() {
    return this.state === "hidden";
  }

  /** Whether texts must not reveal the outcome yet. */
  get silent() {
    return this.hides || this.state === "playing";
  }

  /** Whether the outcome has been revealed. */
  get revealed() {
    return this.state === "revealed" || this.state === "stale";
  }

  /** The question to answer on the map, if any. */
  get where() {
    return this.questions.find(({ run }) => run) ?? null;
  }

  get hint() {
    return this.hides ? HINTS[this.where ? "where" : "else"][byTouch() ? "touch" : "keys"] : null;
  }

  /**
   * Settings may change during a prediction: answers that are still possible are kept.
   * @param {Scene} scene
   * @param {Theme} theme
   * @param {boolean} arrived whether the scene or the address is new
   */
  receive({ questions, address, visit, window, runs }, theme, arrived) {
    const other = address !== this.address;
    Object.assign(this, { questions: questions ?? [], address, visit, window, runs, theme });
    this.answers = Object.fromEntries(Object.entries(this.answers).filter(([name, answer]) => this.possible(name, answer)));
    if (!questions) this.switchOff();
    else if (arrived || this.state === "off") this.begin();
    else if (other && !this.hides) this.state = "stale";
    this.show();
  }

  /**
   * @param {string} name
   * @param {Answer} answer
   */
  possible(name, answer) {
    const question = this.questions.find((one) => one.name === name);
    if (!question) return false;
    if (!Array.isArray(answer)) return answer in question.options;
    const [xLow, xHigh, yLow, yHigh] = this.window;
    return xLow <= answer[0] && answer[0] <= xHigh && yLow <= answer[1] && answer[1] <= yHigh;
  }

  switchOff() {
    const { clock } = this;
    if (clock.held) Object.assign(clock, { held: false, time: clock.steps });
    this.state = "off";
  }

  /** Hide the runs, unless the page was reloaded: then restore its state. */
  begin() {
    const before = this.visited ? null : recall(PREDICTION);
    this.visited = true;
    this.hide();
    if (before?.address !== this.address) return;
    const given = /** @type {[string, Answer][]} */ (Object.entries(before.answers ?? {}));
    this.answers = Object.fromEntries(given.filter(([name, answer]) => this.possible(name, answer)));
    if (!before.revealed || !Object.keys(this.answers).length) return;
    this.state = "revealed";
    this.clock.held = false;
    this.actions.onReveal();
  }

  hide() {
    this.state = "hidden";
    this.answers = {};
    this.clock.hold();
    this.actions.onHide();
  }

  press() {
    if (this.hides) return this.reveal();
    if (this.state === "playing") return this.clock.toEnd();
    this.hide();
    this.show();
    this.actions.onHidden();
  }

  /**
   * @param {string} name
   * @param {Answer} answer
   */
  answer(name, answer) {
    this.answers[name] = answer;
    this.show();
    this.actions.onDraw();
  }

  /**
   * Answer by the number of an option, counted over all questions; a number for the map asks for a guess.
   * @param {number} number
   */
  choose(number) {
    const answers = this.questions.flatMap(({ name, options }) => Object.keys(options).map((answer) => ({ name, answer })));
    const chosen = answers[number - 1];
    if (!chosen) return;
    if (chosen.answer === "inside") return this.guess.aim();
    this.answer(chosen.name, chosen.answer);
    this.panel.button.focus({ preventScroll: true });
  }

  /**
   * Take a point of the map as the guess, if one is requested.
   * @param {Point} point
   */
  place(point) {
    if (!this.hides || !this.where) return false;
    this.guess.at = point;
    this.answer(this.where.name, point);
    this.panel.announce(`Your guess is at ${pair(point)}.`);
    return true;
  }

  reveal() {
    if (!this.hides) return;
    if (!Object.keys(this.answers).length) return this.panel.announce("Answer first, then reveal.");
    this.panel.takeFocus(); // the answer's control cannot keep the focus
    this.state = "playing";
    this.clock.held = false;
    this.show();
    this.actions.onReveal();
    if (prefersReducedMotion()) this.clock.set(this.clock.steps);
    else this.clock.play();
  }

  announce() {
    this.state = "revealed";
    for (const [name, result] of Object.entries(this.results)) if (result) score.add(`${this.address} ${name}`, result);
    this.show();
    this.actions.onAnnounce();
    this.panel.announceOutcome();
  }

  /**
   * @param {TerrainView} view
   * @param {Projection} projection
   */
  draw(view, projection) {
    const answer = this.where && this.answers[this.where.name];
    const point = this.state !== "stale" && Array.isArray(answer) ? answer : null;
    this.guess.drawOn(view, projection, point, this.state === "revealed" ? (this.where?.end ?? null) : null);
  }

  /** The outcome of each answer; the panel reserves space for it. */
  get results() {
    return Object.fromEntries(this.questions.map((one) => [one.name, resultOf(one, this.answers[one.name], this.window)]));
  }

  /** Update the panel and what depends on the reveal: the text beside the stage waits for `data-revealed`. */
  show() {
    const { dataset } = document.documentElement;
    this.root.classList.toggle("predicting", this.silent);
    if (this.revealed) dataset.revealed = String(this.visit);
    else delete dataset.revealed;
    this.transport.inert = this.clock.held;
    this.guess.open(this.hides && this.where ? this.where.text : null);
    this.panel.show(this, this.runs, this.theme);
    const { address, answers, state } = this;
    if (state !== "off") remember(PREDICTION, { address, answers, revealed: state === "revealed" || state === "playing" });
  }

  leave() {
    delete document.documentElement.dataset.revealed;
  }
}
