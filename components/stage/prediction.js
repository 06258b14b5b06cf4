// Predict, then reveal: the questions of a scene, asked before its runs are drawn, and how well they were answered.
import { element } from "../dom.js";
import { swatch } from "../styles.js";
import { Guess } from "./guess.js";
import { number } from "./hover.js";
import { judged, score } from "./score.js";

const BUTTONS = { hidden: "Reveal", playing: "To the end", told: "Predict again", stale: "Predict again" };

export class Prediction {
  // `state`: "off", "hidden" (it is being predicted), "playing" (revealed, on the way to the end), "told" (how it was) or
  // "stale" (the settings have changed since).
  constructor(stage) {
    this.stage = stage;
    this.host = stage.parts.prediction;
    this.guess = new Guess(stage, (point) => this.place(point));
    Object.assign(this, { state: "off", questions: [], answers: {}, results: {} });
    this.host.addEventListener("submit", (event) => (event.preventDefault(), this.press()));
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

  get whereabouts() {
    return this.questions.find(({ run }) => run);
  }

  get hint() {
    if (!this.hides) return null;
    return this.whereabouts ? "Click or tap on the map to place your guess. Arrow keys (Shift: ten times as far) and Enter do as well." : "Answer below, then reveal (Space).";
  }

  receive({ questions, address, visit, window }, arrived) {
    const other = address !== this.address;
    Object.assign(this, { questions: questions ?? [], address, visit, window });
    const names = this.questions.map(({ name }) => name);
    this.answers = Object.fromEntries(Object.entries(this.answers).filter(([name, answer]) => names.includes(name) && this.possible(name, answer)));
    if (!questions) this.turnOff();
    else if (arrived || this.state === "off") this.hide();
    else if (other && !this.hides) this.state = "stale";
    this.show();
  }

  possible(name, answer) {
    if (!Array.isArray(answer)) return answer in this.questions.find((question) => question.name === name).options;
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
    Object.assign(this, { state: "hidden", answers: {}, results: {} });
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
    if (!this.hides || !this.whereabouts) return false;
    this.answer(this.whereabouts.name, point);
    this.say(`Your guess is at ${pair(point)}.`);
    return true;
  }

  reveal() {
    if (!this.hides) return;
    if (!Object.keys(this.answers).length) return this.say("Answer first, then reveal.");
    const { stage } = this;
    this.state = "playing";
    stage.clock.held = false;
    this.show();
    stage.redraw();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) stage.clock.set(stage.clock.steps);
    else stage.clock.play();
  }

  tell() {
    this.state = "told";
    for (const question of this.questions) {
      const result = judged(question, this.answers[question.name], this.window);
      this.results[question.name] = result;
      if (result) score.add(`${this.address} ${question.name}`, result);
    }
    this.show();
    this.stage.tell();
    this.say(this.questions.map((question) => this.verdict(question).textContent).join(" "));
  }

  draw(view, projection) {
    const point = this.whereabouts && this.answers[this.whereabouts.name];
    const end = this.state === "told" && this.results[this.whereabouts?.name]?.miss !== undefined ? this.whereabouts.end : null;
    this.guess.draw(view, projection, this.state !== "stale" && Array.isArray(point) ? point : null, end);
  }

  // The panel, and what else depends on whether it is told by now.
  show() {
    const { root, parts, clock } = this.stage;
    const { dataset } = document.documentElement;
    root.classList.toggle("predicting", this.silent);
    if (this.state === "told" || this.state === "stale") dataset.told = this.visit;
    else delete dataset.told;
    parts.transport.inert = clock.held;
    this.guess.open(this.hides && this.whereabouts ? this.whereabouts.text : null);
    this.host.hidden = this.state === "off";
    this.host.dataset.state = this.state;
    if (!this.host.hidden) this.render();
  }

  render() {
    const key = JSON.stringify([this.questions, this.stage.theme]);
    if (key !== this.key) this.build(key);
    for (const question of this.questions) this.mark(question);
    const count = Object.keys(this.answers).length;
    this.button.textContent = BUTTONS[this.state];
    this.button.disabled = this.hides && !count;
    this.note.textContent = this.state === "stale" ? "The settings have changed since." : !this.questions.length ? "Choose one or more optimizers to predict what they do." : "";
    this.tally.textContent = score.text;
    this.clear.hidden = !score.text;
  }

  build(key) {
    this.key = key;
    this.rows = new Map(this.questions.map((question) => [question.name, this.row(question)]));
    this.button = element("button", { type: "submit", class: "switch reveal" });
    this.note = element("span", { class: "note" });
    this.said = element("p", { class: "said", role: "status" });
    this.tally = element("output", { class: "tally", "aria-label": "Score so far" });
    this.clear = element("button", { type: "button", class: "switch", title: "Begin the score anew" }, "Clear");
    this.clear.addEventListener("click", () => (score.clear(), this.render(), this.button.focus()));
    const last = element("div", { class: "last" }, this.button, this.note, this.said, this.tally, this.clear);
    this.host.replaceChildren(...[...this.rows.values()].map(({ line }) => line), last);
  }

  // A question, what can be answered, and, in the same place, how it was.
  row(question) {
    const id = `asked-${question.name}`;
    const text = element("div", { class: "text", id }, this.swatch(question.run), question.text);
    if (question.about) text.append(element("small", {}, question.about));
    const inputs = Object.entries(question.options).map(([answer, title]) => this.option(question, answer, title));
    const options = element("div", { class: "options", role: "radiogroup", "aria-labelledby": id }, ...inputs.map(({ label }) => label));
    const outcome = element("div", { class: "outcome" });
    return { line: element("div", { class: "question" }, text, element("div", { class: "answer" }, options, outcome)), inputs, options, outcome };
  }

  option(question, answer, title) {
    const input = element("input", { type: "radio", name: question.name, value: answer });
    const said = element("span", {}, title);
    const label = element("label", { class: "switch option" }, input, this.swatch(answer), said);
    if (answer === "inside") label.addEventListener("click", () => this.hides && this.guess.aim());
    else input.addEventListener("change", () => this.answer(question.name, answer));
    return { answer, input, said, title, label };
  }

  swatch(key) {
    const run = this.stage.served.runs.find((run) => run.key === key);
    return run ? swatch(run.style, this.stage.theme) : "";
  }

  mark(question) {
    const { inputs, options, outcome } = this.rows.get(question.name);
    const answer = this.answers[question.name];
    for (const { input, said, title, answer: own } of inputs) {
      input.checked = own === (Array.isArray(answer) ? "inside" : answer);
      input.disabled = !this.hides;
      if (own === "inside") said.textContent = Array.isArray(answer) ? `${title}, at ${pair(answer)}` : title;
    }
    const told = this.state === "told";
    options.classList.toggle("gone", !(this.hides || this.state === "playing"));
    outcome.classList.toggle("gone", !told);
    outcome.replaceChildren(this.verdict(question)); // from the start, so that its room is kept
  }

  // How a question was answered, and the truth.
  verdict({ name, told, options }) {
    const result = this.results[name];
    const head = element("b", { class: result?.right === undefined ? "" : result.right ? "right" : "wrong" }, headOf(result));
    const answer = this.answers[name];
    const said = result?.right === false ? ` You said: ${options[Array.isArray(answer) ? "inside" : answer]}.` : "";
    return element("span", {}, head, `${said} ${told}`);
  }

  say(text) {
    this.said.textContent = text;
  }
}

function headOf(result) {
  if (!result) return "Not answered.";
  if (result.right !== undefined) return result.right ? "✓ Right." : "✗ Wrong.";
  return `Off by ${number(Number(result.miss.toPrecision(3)))}, ${result.percent} % of the window.`;
}

const pair = (point) => `(${point.map(number).join(", ")})`;
