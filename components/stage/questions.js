// The panel of the questions: what can be answered and, in the same place, how it was, so that nothing jumps.
import { element } from "../browser/dom.js";
import { swatch } from "../browser/styles.js";
import { number } from "../browser/numbers.js";
import { score } from "./score.js";

const BUTTONS = { hidden: "Reveal", playing: "To the end", told: "Predict again", stale: "Predict again" };

export const pair = (point) => `(${point.map((value) => number(value)).join(", ")})`;

export class Questions {
  constructor(host, actions) {
    Object.assign(this, { host, actions });
    this.button = element("button", { type: "submit", class: "switch reveal" });
    this.note = element("span");
    this.said = element("p", { class: "said", role: "status" });
    this.tally = element("output", { class: "tally", "aria-label": "Score so far" });
    this.clear = element("button", { type: "button", class: "switch clear", title: "Begin the score anew" }, "Clear");
    this.clear.addEventListener("click", () => (score.clear(), this.count(), this.button.focus()));
    this.last = element("div", { class: "last" }, this.button, this.note, this.said, this.clear, this.tally);
    host.addEventListener("submit", (event) => (event.preventDefault(), actions.onPress()));
  }

  show({ state, questions, answers, results, hides }, runs, theme) {
    this.host.hidden = state === "off";
    if (this.host.hidden) return;
    const key = JSON.stringify([questions, theme]);
    if (key !== this.key) this.build(questions, (key) => runs.find((run) => run.key === key), theme);
    this.key = key;
    this.host.dataset.state = state;
    for (const row of this.rows) mark(row, state, answers[row.question.name], results[row.question.name]);
    this.button.textContent = BUTTONS[state];
    this.button.title = hides ? "Show the runs (Space)" : "";
    this.button.disabled = hides && !Object.keys(answers).length;
    const missing = questions.length ? "" : "Choose one or more optimizers to predict what they do.";
    this.note.textContent = state === "stale" ? "The settings have changed since." : missing;
    this.count();
  }

  count() {
    this.tally.textContent = score.text;
    this.clear.classList.toggle("gone", !score.text);
  }

  // Tell those who cannot see it.
  say(text) {
    this.said.textContent = text;
  }

  sayOutcome() {
    this.say(this.rows.map(({ outcome }) => outcome.textContent).join(" "));
  }

  build(questions, runOf, theme) {
    const look = (key) => (runOf(key) ? swatch(runOf(key).style, theme) : "");
    this.rows = questions.map((question) => this.row(question, look));
    this.host.replaceChildren(...this.rows.map(({ line }) => line), this.last);
  }

  row(question, look) {
    const id = `asked-${question.name}`;
    const text = element("div", { class: "text", id }, look(question.run), question.text);
    if (question.about) text.append(element("small", {}, question.about));
    const choices = Object.entries(question.options).map(([answer, title]) => this.choice(question.name, answer, title, look(answer)));
    const options = element("div", { class: "options", role: "radiogroup", "aria-labelledby": id }, ...choices.map(({ label }) => label));
    const outcome = element("div", { class: "outcome" });
    const line = element("div", { class: "question" }, text, element("div", { class: "answer" }, options, outcome));
    return { question, line, choices, options, outcome };
  }

  choice(name, answer, title, mark) {
    const input = element("input", { type: "radio", name, value: answer });
    const said = element("span", {}, title);
    const label = element("label", { class: "switch option" }, input, mark, said);
    if (answer === "inside") label.addEventListener("click", () => this.actions.onAim()); // where, is said on the map
    else input.addEventListener("change", () => this.actions.onAnswer(name, answer));
    return { answer, title, input, said, label };
  }
}

// Show what has been answered, and, once it is told, how it was; the outcome is there from the start, to keep its room.
function mark({ question, choices, options, outcome }, state, given, result) {
  const chosen = Array.isArray(given) ? "inside" : given;
  for (const { answer, title, input, said } of choices) {
    input.checked = answer === chosen;
    input.disabled = state !== "hidden";
    if (answer === "inside") said.textContent = Array.isArray(given) ? `${title}, at ${pair(given)}` : title;
  }
  options.classList.toggle("gone", state === "told" || state === "stale");
  outcome.classList.toggle("gone", state !== "told");
  const kind = result?.right === undefined ? "" : result.right ? "right" : "wrong";
  outcome.replaceChildren(element("b", { class: kind }, head(result, question.options[chosen])), ` ${question.told}`);
}

function head(result, chosen) {
  if (!result) return "Not answered.";
  if (result.right !== undefined) return result.right ? "✓ Right." : `✗ Wrong, you said “${chosen}”.`;
  return `Off by ${number(Number(result.miss.toPrecision(3)))}, ${result.percent} % of the window.`;
}
