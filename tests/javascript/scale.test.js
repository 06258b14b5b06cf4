// Sliders: the values that can be selected, linear and logarithmic.
import assert from "node:assert/strict";
import { test } from "node:test";
import { typed } from "../../components/browser/numbers.js";
import { places } from "../../components/sliders/scale.js";

const linear = places({ low: -2, high: 3, step: 0.05 });
const rate = places({ low: 1e-4, high: 10, logarithmic: true });
const decay = places({ low: 1e-8, high: 1, logarithmic: true, zero: true });
const steps = places({ low: 1, high: 5000, logarithmic: true, whole: true });

test("a linear slider lands on its steps, and on nothing beyond its ends", () => {
  assert.equal(linear.valueAt(0), -2);
  assert.equal(linear.valueAt(1), 3);
  assert.equal(linear.valueAt(0.413), 0.05);
  assert.equal(linear.placeOf(0.5), 0.5);
  assert.equal(linear.beside(0.3, 1), 0.35);
  assert.equal(linear.beside(0.3, -10), -0.2);
  assert.equal(linear.beside(3, 1), 3);
});

test("a linear slider of whole numbers", () => {
  const seed = places({ low: 0, high: 99, step: 1, whole: true });
  assert.equal(seed.valueAt(0.506), 50);
  assert.equal(seed.refuse(2.5), "a whole number (0 to 99)");
  assert.equal(seed.refuse(99), "");
});

test("a logarithmic slider lands on two significant digits, and each place leads back to its value", () => {
  for (let place = 0; place <= 1; place += 0.001) {
    const value = rate.valueAt(place);
    assert.equal(value, Number(value.toPrecision(2)));
    assert.ok(Math.abs(rate.placeOf(value) - place) < 0.01);
    assert.equal(rate.valueAt(rate.placeOf(value)), value);
  }
});

test("steps go up and come down the same way, across powers of ten", () => {
  let value = 0.095;
  const up = Array.from({ length: 8 }, () => (value = rate.beside(value, 1)));
  assert.deepEqual(up, [0.096, 0.097, 0.098, 0.099, 0.1, 0.11, 0.12, 0.13]);
  const down = Array.from({ length: 8 }, () => (value = rate.beside(value, -1)));
  assert.deepEqual(down, [0.12, 0.11, 0.1, 0.099, 0.098, 0.097, 0.096, 0.095]);
  assert.equal(rate.beside(10, 1), 10);
  assert.equal(rate.beside(1e-4, -1), 1e-4);
});

test("a slider with a zero has it at its left end, and one step below the smallest value", () => {
  assert.equal(decay.valueAt(0), 0);
  assert.equal(decay.placeOf(0), 0);
  assert.equal(decay.beside(1e-8, -1), 0);
  assert.equal(decay.beside(0, 1), 1e-8);
  assert.ok(decay.placeOf(1e-8) > 0);
});

test("whole numbers on a logarithmic slider", () => {
  assert.equal(steps.beside(1, 1), 2);
  assert.equal(steps.beside(10, -1), 9);
  assert.equal(steps.beside(200, 1), 210);
  for (let place = 0; place <= 1; place += 0.01) assert.ok(Number.isInteger(steps.valueAt(place)));
});

test("what is wrong with a typed value is said with the range", () => {
  assert.equal(rate.refuse(0.5), "");
  assert.equal(rate.refuse(20), "0.0001 to 10");
  assert.equal(rate.refuse(NaN), "a number (0.0001 to 10)");
  assert.equal(decay.refuse(0), "");
  assert.equal(decay.refuse(-1), "0, or 1e-8 to 1");
});

test("a value is written as it reads back", () => {
  assert.deepEqual([0.05, 1e-8, 200, 1e21].map(typed), ["0.05", "1e-8", "200", "1e21"]);
});
