// The clock: steps, ends, holding, and playing at the same pace whatever the machine.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { Clock, stride } from "../../components/stage/clock.js";

let frames = [];
let reduced = false;

beforeEach(() => {
  frames = [];
  reduced = false;
  globalThis.window = { matchMedia: () => ({ matches: reduced }) };
  globalThis.requestAnimationFrame = (frame) => frames.push(frame);
});

afterEach(() => {
  delete globalThis.window;
  delete globalThis.requestAnimationFrame;
});

function clockOf(steps) {
  const clock = new Clock();
  clock.resize(steps);
  clock.set(0);
  return clock;
}

// Play for a number of seconds, a frame `every` milliseconds; returns the times shown.
function play(clock, seconds, every) {
  const times = [];
  clock.addEventListener("tick", () => times.push(clock.time));
  const begin = performance.now();
  clock.play();
  for (let now = every; now <= seconds + 1e-9 && clock.playing; now += every) frames.shift()?.(begin + 1000 * now);
  return times;
}

test("one who stands at the end stays at the end when there are more steps, and else where they are", () => {
  const clock = new Clock();
  clock.resize(100);
  assert.equal(clock.time, 100);
  clock.set(30);
  clock.resize(200);
  assert.equal(clock.time, 30);
  clock.resize(10);
  assert.equal(clock.time, 10);
});

test("it never leaves the run, and steps by whole steps", () => {
  const clock = clockOf(5);
  clock.step(-1);
  assert.equal(clock.time, 0);
  clock.set(2.4);
  clock.step(1);
  assert.equal(clock.time, 3);
  clock.set(2.4);
  clock.step(-1);
  assert.equal(clock.time, 2);
  clock.set(99);
  assert.equal(clock.time, 5);
  clock.toStart();
  assert.equal(clock.time, 0);
  clock.toEnd();
  assert.equal(clock.time, 5);
});

test("a run takes six seconds, at any number of frames", () => {
  for (const every of [1 / 60, 1 / 7]) {
    const clock = clockOf(120);
    play(clock, 3, every);
    assert.ok(Math.abs(clock.time - 60) < 4, `${clock.time}`);
    clock.pause();
    assert.ok(Number.isInteger(clock.time));
  }
});

test("at the end it stops, and begins anew when it is played again", () => {
  const clock = clockOf(50);
  const times = play(clock, 10, 0.05);
  assert.ok(!clock.playing);
  assert.equal(times.at(-1), 50);
  frames = [];
  clock.play();
  assert.equal(clock.time, 0);
});

test("who wants no motion sees some twenty pictures, at round steps", () => {
  reduced = true;
  const clock = clockOf(200);
  const seen = [...new Set(play(clock, 30, 0.05))];
  assert.deepEqual(
    seen,
    Array.from({ length: 21 }, (_, i) => 10 * i),
  );
});

test("while it is held it stands at the start, and passes on the request to play", () => {
  const clock = clockOf(10);
  let requests = 0;
  clock.addEventListener("held", () => requests++);
  clock.set(4);
  clock.hold();
  clock.toggle();
  clock.set(7);
  assert.deepEqual([clock.time, clock.playing, requests], [0, false, 1]);
});

test("equal steps are at round numbers, some twenty to a path", () => {
  for (let steps = 1; steps < 5000; steps = Math.ceil(steps * 1.3)) {
    const every = stride(steps);
    assert.match(every.toExponential(), /^(1|2|5)e/);
    assert.ok(steps / every <= 20 && (every === 1 || steps / every > 7), `${steps} ${every}`);
  }
});
