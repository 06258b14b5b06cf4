// Edits go to the page one report at a time; what is edited meanwhile goes together with the next.
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Reports } from "../../components/browser/reports.js";

function connected() {
  const reports = new Reports();
  const sent = [];
  const answer = (number) => reports.connect((report) => sent.push(report), number);
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

test("a report that is not answered counts as lost after three seconds", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { reports, sent } = connected();
  reports.add({ x: "1" });
  reports.add({ x: "2" });
  mock.timers.tick(2999);
  assert.equal(sent.length, 1);
  mock.timers.tick(1);
  assert.deepEqual(sent[1], { number: 2, edits: { x: "2" } });
  reports.leave();
  mock.timers.reset();
});

test("numbers go on from those that the page has answered before", () => {
  const reports = new Reports();
  const sent = [];
  reports.connect((report) => sent.push(report), 41);
  reports.add({ x: "1" });
  assert.equal(sent[0].number, 42);
  reports.leave();
  reports.add({ x: "2" });
  assert.equal(sent.length, 1);
});
