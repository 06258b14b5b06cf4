// Edits are reported to the page one report at a time; edits made meanwhile are sent together in the next.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { LiveSettings } from "../../components/browser/live_settings.js";
import { REST, Reports, announcements } from "../../components/browser/reports.js";

function connected() {
  const reports = new Reports();
  const sent = [];
  const answer = (number, revision = number) => reports.connect((report) => sent.push(report), number, revision);
  answer(0);
  return { reports, sent, answer };
}

test("the next report waits for the answer to the last, and carries the newest of each value", () => {
  const { reports, sent, answer } = connected();
  reports.add({ x: "1" });
  reports.add({ x: "2", y: "5" });
  reports.add({ x: "3" });
  assert.deepEqual(sent, [{ number: 1, edits: { x: "1" } }]);
  answer(1);
  assert.deepEqual(sent[1], { number: 2, edits: { x: "3", y: "5" } });
  reports.leave();
});

test("what waits and what is under way is known by its name", () => {
  const { reports, answer } = connected();
  assert.ok(reports.idle);
  reports.add({ x: "1" });
  reports.add({ y: "1" });
  assert.ok(reports.waiting("x") && reports.waiting("y") && !reports.waiting("z") && !reports.idle);
  answer(1);
  assert.ok(!reports.waiting("x") && reports.waiting("y"));
  answer(2);
  assert.ok(reports.idle);
});

test("a report that is not answered in three seconds goes out again, with what has been edited since", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { reports, sent, answer } = connected();
  reports.add({ x: "1", y: "5" });
  reports.add({ x: "2" });
  mock.timers.tick(2999);
  assert.equal(sent.length, 1);
  mock.timers.tick(1);
  assert.deepEqual(sent[1], { number: 2, edits: { x: "2", y: "5" } });
  mock.timers.tick(3000);
  assert.deepEqual(sent[2], { number: 3, edits: { x: "2", y: "5" } });
  answer(3);
  assert.ok(reports.idle);
  mock.timers.reset();
});

test("what a hand sets is announced at once, and sent when the hand rests", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.document = { hidden: true }; // nothing is drawn here
  const heard = [];
  const hear = ({ detail }) => heard.push(detail);
  announcements.addEventListener("edited", hear);
  const { reports, sent } = connected();
  for (const x of ["1", "2", "3"]) {
    reports.add({ x }, REST);
    mock.timers.tick(REST - 1);
  }
  assert.deepEqual(heard, [{ x: "1" }, { x: "2" }, { x: "3" }]);
  assert.equal(sent.length, 0);
  assert.ok(!reports.idle && reports.waiting("x"));
  mock.timers.tick(1);
  assert.deepEqual(sent, [{ number: 1, edits: { x: "3" } }]);
  announcements.removeEventListener("edited", hear);
  reports.leave();
  mock.timers.reset();
});

test("whether the page answers is announced", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const heard = [];
  for (const name of ["unanswered", "answered"]) announcements.addEventListener(name, () => heard.push(name), { once: true });
  const { reports, answer } = connected();
  reports.add({ x: "1" });
  mock.timers.tick(3000);
  answer(2);
  assert.deepEqual(heard, ["unanswered", "answered"]);
  reports.leave();
  mock.timers.reset();
});

test("numbers go on from those that the page has answered before", () => {
  const reports = new Reports();
  const sent = [];
  reports.connect((report) => sent.push(report), 41, 41);
  reports.add({ x: "1" });
  assert.equal(sent[0].number, 42);
  reports.leave();
  reports.add({ x: "2" });
  assert.equal(sent.length, 1);
});

test("what the sliders hear before the runs are computed does not make older runs those of the settings", () => {
  const [sliders, stage] = [connected(), connected()];
  const settings = new LiveSettings();
  const [before, after] = ["x=1&noise=0", "x=2&noise=0"];
  settings.confirm(before, 1);
  sliders.reports.add({ x: "2" });
  settings.add({ x: "2" });
  sliders.answer(1, 2); // the sliders have the second revision, the stage still has the first
  settings.confirm(before, 1);
  assert.equal(settings.parameters.get("x"), "2");
  settings.confirm(after, 2);
  assert.ok(!settings.ahead);
  settings.add({ noise: "9" }); // the page refuses it: the next revision says so, with unchanged settings
  sliders.reports.add({ noise: "9" });
  sliders.answer(2, 3);
  assert.ok(settings.ahead);
  settings.confirm(after, 3);
  assert.ok(!settings.ahead);
  for (const { reports } of [sliders, stage]) reports.leave();
});

test("edits wait until the page has answered them, as a number or as it took them", () => {
  const { reports, answer } = connected();
  const settings = new LiveSettings();
  settings.confirm("x=1&adam.learning_rate=0.1&changes=20:adam.beta1:0.5", 1);
  reports.add({ x: "2.50", changes: "none" });
  settings.add({ x: "2.50", changes: "none", metric: "distance" });
  assert.equal(settings.parameters.get("x"), "2.50");
  assert.equal(settings.parameters.get("metric"), null);
  settings.confirm("x=1&adam.learning_rate=0.1&changes=20:adam.beta1:0.5", 1);
  assert.ok(settings.ahead);
  settings.confirm("x=2.5&adam.learning_rate=0.1", 2);
  assert.ok(!settings.ahead);
  settings.add({ x: "7" }); // refused by the page
  answer(1);
  settings.confirm("x=2.5&adam.learning_rate=0.1", 2);
  assert.ok(!settings.ahead);
  reports.leave();
});
