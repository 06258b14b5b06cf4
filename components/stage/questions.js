// The panel of questions: the options and, in the same place, the results, so that nothing jumps.
import { button, element } from "../browser/dom.js";
import { number } from "../browser/numbers.js";
import { swatch } from "../browser/styles.js";
import { score } from "./score.js";

/**
 * @import { Point, Question, SentRun, Theme } from "../browser/types"
 * @import { Answer, Result } from "./score.js"
 * @typedef {"off" | "hidden" | "playing" | "revealed" | "stale"} State of a prediction: it is being made ("hidden"), revealed
 * and on the way to the end ("playing"), answered ("revealed"), or of settings that have changed since ("stale")
 * @typedef {object} Shown
 * @property {State} state
 * @property {Question[]} questions
 * @property {Record<string, Answer>} answers
 * @property {Record<string, Result | null>} results
 * @typedef {{ answer: string, title: string, input: HTMLInputElement, text: HTMLElement, label: HTMLElement }} Choice
 * @typedef {{ question: Question, line: HTMLElement, choices: Choice[], options: HTMLElement, outcome: HTMLElement }} Row
 */

/** @type {Record<State, string>} */
const BUTTONS = { off: "", hidden: "Reveal", playing: "To the end", revealed: "Predict again", stale: "Predict again" };

const MAX_KEYS = 9;

/** @param {Point} point */
export const pair = (point) => `(${point.map((value) => number(value)).join(", ")})`;

export class Questions {
  /** @type {Row[]} */
  rows = [];
  key = "";

  /**
   * @param {HTMLElement} host
   * @param {{ onAnswer: (name: string, answer: Answer) => void, onAim: () => void, onPress: () => void }} actions
   */
  constructor(host, actions) {
    this.host = host;
    this.actions = actions;
    this.button = element("button", { type: "submit", class: "switch reveal" });
    this.note = element("span");
    this.status = element("p", { class: "announced", role: "status" });
    this.tally = element("output", { class: "tally", "aria-label": "Score so far" });
    this.clear = button({ class: "switch clear", title: "Reset score" }, "Clear", () => this.clearScore());
    this.last = element("div", { class: "last" }, this.button, this.note, this.status, this.clear, this.tally);
    host.addEventListener("submit", (event) => {
      event.preventDefault();
      actions.onPress();
    });
  }

  /**
   * @param {Shown} shown
   * @param {SentRun[]} runs
   * @param {Theme} theme
   */
  show({ state, questions, answers, results }, runs, theme) {
    this.host.hidden = state === "off";
    if (this.host.hidden) return;
    const key = JSON.stringify([questions, theme]);
    if (key !== this.key) this.build(questions, runs, theme);
    this.key = key;
    this.host.dataset.state = state;
    for (const row of this.rows) mark(row, state, answers[row.question.name], results[row.question.name]);
    const hidden = state === "hidden";
    this.button.textContent = BUTTONS[state];
    this.button.title = hidden ? "Show the runs (Space)" : "";
    this.button.setAttribute("aria-disabled", String(hidden && !Object.keys(answers).length)); // keeps the focus
    const missing = questions.length ? "" : "Choose one or more optimizers to predict what they do.";
    this.note.textContent = state === "stale" ? "The settings have changed since." : missing;
    this.showScore();
  }

  showScore() {
    this.tally.textContent = score.text;
    this.clear.classList.toggle("gone", !score.text);
  }

  clearScore() {
    score.clear();
    this.showScore();
    this.button.focus();
  }

  /** Move the focus from an answer to the button. */
  takeFocus() {
    if (this.rows.some(({ line }) => line.contains(document.activeElement))) this.button.focus({ preventScroll: true });
  }

  /**
   * Announce a message to screen readers.
   * @param {string} text
   */
  announce(text) {
    this.status.textContent = text;
  }

  announceOutcome() {
    this.announce(this.rows.map(({ outcome }) => outcome.textContent).join(" "));
  }

  /**
   * @param {Question[]} questions
   * @param {SentRun[]} runs
   * @param {Theme} theme
   */
  build(questions, runs, theme) {
    const sample = (/** @type {string} */ key) => {
      const run = runs.find((one) => one.key === key);
      return run ? swatch(run.style, theme) : "";
    };
    let before = 0; // answers are numbered across all questions
    this.rows = questions.map((question) => {
      const row = this.row(question, sample, before);
      before += row.choices.length;
      return row;
    });
    this.host.replaceChildren(...this.rows.map(({ line }) => line), this.last);
  }

  /**
   * @param {Question} question
   * @param {(run: string) => Node | string} sample
   * @param {number} before number of options of earlier questions
   * @returns {Row}
   */
  row(question, sample, before) {
    const id = `asked-${question.name}`;
    const text = element("div", { class: "text", id }, sample(question.run), question.text);
    if (question.about) text.append(element("small", {}, question.about));
    const answers = Object.entries(question.options);
    const choices = answers.map(([answer, title], place) => {
      const key = before + place < MAX_KEYS ? String(before + place + 1) : "";
      return this.choice(question.name, answer, title, sample(answer), key);
    });
    const options = element("div", { class: "options", role: "radiogroup", "aria-labelledby": id });
    options.append(...choices.map(({ label }) => label));
    const outcome = element("div", { class: "outcome" });
    const line = element("div", { class: "question" }, text, element("div", { class: "answer" }, options, outcome));
    return { question, line, choices, options, outcome };
  }

  /**
   * @param {string} name of the question
   * @param {string} answer
   * @param {string} title
   * @param {Node | string} sample
   * @param {string} key shortcut, if any
   * @returns {Choice}
   */
  choice(name, answer, title, sample, key) {
    const input = element("input", { type: "radio", name, value: answer });
    const text = element("span", {}, title);
    const hint = element("kbd", { "aria-hidden": "true" }, key);
    const label = element("label", { class: "switch option" }, input, sample, text, ...(key ? [hint] : []));
    if (answer === "inside")
      label.addEventListener("click", () => this.actions.onAim()); // “where” is answered on the map
    else input.addEventListener("change", () => this.actions.onAnswer(name, answer));
    return { answer, title, input, text, label };
  }
}

/**
 * Mark the given answer and, once revealed, the right one; the outcome is laid out from the start, to reserve its space.
 * @param {Row} row
 * @param {State} state
 * @param {Answer | undefined} given
 * @param {Result | null} result
 */
function mark({ question, choices, options, outcome }, state, given, result) {
  const chosen = Array.isArray(given) ? "inside" : given;
  for (const { answer, title, input, text } of choices) {
    input.checked = answer === chosen;
    input.disabled = state !== "hidden";
    if (answer === "inside") text.textContent = Array.isArray(given) ? `${title}, at ${pair(given)}` : title;
  }
  options.classList.toggle("gone", state === "revealed" || state === "stale");
  outcome.classList.toggle("gone", state !== "revealed");
  const style = result && "right" in result ? (result.right ? "right" : "wrong") : "";
  const heading = headingOf(result, chosen === undefined ? "" : question.options[chosen]);
  outcome.replaceChildren(element("b", { class: style }, heading), ` ${question.explanation}`);
}

/**
 * @param {Result | null} result
 * @param {string} chosen
 */
function headingOf(result, chosen) {
  if (!result) return "Not answered.";
  if ("right" in result) return result.right ? "✓ Right." : `✗ Wrong, you said “${chosen}”.`;
  return `Off by ${number(Number(result.miss.toPrecision(3)))}, ${result.percent} % of the window.`;
}
