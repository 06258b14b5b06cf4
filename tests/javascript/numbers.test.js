// Numbers: formatting, typed values, rounding, and encoding.
import assert from "node:assert/strict";
import { test } from "node:test";
import { float32 } from "../../components/browser/binary.js";
import { BoundedMap } from "../../components/browser/bounded_map.js";
import { multiply } from "../../components/browser/matrix.js";
import { clamp, number, percent, roundAbove, roundBelow, roundedTo, typed } from "../../components/browser/numbers.js";

test("a number to be read has a true minus sign, and no more digits than say something", () => {
  const values = [0, 1 / 3, -2.5, 123456.7, -1e-9, 99999, 0.001, 0.00099];
  const texts = ["0", "0.33333", "−2.5", "123460", "−1e−9", "99999", "0.001", "0.00099"];
  assert.deepEqual(values.map((value) => number(value)), texts); // prettier-ignore
});

test("fewer digits where they are asked for, and a dash for what is no number", () => {
  assert.equal(number(1234.5678, 4), "1235");
  assert.equal(number(1e-7, 4), "1e−7");
  assert.deepEqual(
    [NaN, Infinity, -Infinity].map((value) => number(value)),
    ["—", "—", "—"],
  );
});

test("one hundred percent is all, and zero is nothing", () => {
  const shares = [
    0,
    0.0004,
    0.001,
    0.0049,
    0.005,
    0.0123,
    0.125,
    0.5,
    0.9949,
    0.995,
    0.9964,
    0.999,
    0.99987,
    0.9999,
    1 - 1e-13,
    1,
  ];
  const texts = "0 0.04 0.1 0.5 1 1 13 50 99 99.5 99.6 99.9 99.99 99.99 100 100".split(" ");
  assert.deepEqual(
    shares.map(percent),
    texts.map((text) => `${text} %`),
  );
});

test("a typed number reads back", () => {
  for (const value of [0.05, 1e-8, 200, 1e21, -3.5e-12, 0]) assert.equal(Number(typed(value)), value);
  assert.equal(typed(1e21), "1e21");
});

test("a number is rounded to what a difference can tell", () => {
  assert.equal(roundedTo(1.23456, 0.02), 1.23);
  assert.equal(roundedTo(1.23456, 0.001), 1.235);
  assert.equal(roundedTo(1234.56, 20), 1235);
  assert.deepEqual([clamp(-1, 0, 2), clamp(1, 0, 2), clamp(3, 0, 2)], [0, 1, 2]);
});

test("round numbers lie next to a number, above and below, and are their own", () => {
  for (const value of [0.0013, 0.9, 1, 1.0001, 2, 3, 5, 7, 10, 49, 1e5]) {
    const [above, below] = [roundAbove(value), roundBelow(value)];
    assert.ok(below <= value && value <= above, `${below} ${value} ${above}`);
    assert.ok(above / below < 2.51);
    for (const round of [above, below]) assert.match(round.toExponential(), /^(1|2|5)e/);
  }
  assert.deepEqual([roundAbove(2), roundBelow(2), roundAbove(6), roundBelow(6)], [2, 2, 10, 5]);
});

test("binary numbers are little-endian", () => {
  const bytes = (array) => Buffer.from(array.buffer).toString("base64");
  assert.deepEqual([...float32(bytes(new Float32Array([1.5, -0.25, Infinity])))], [1.5, -0.25, Infinity]);
  assert.deepEqual([...float32("AACAPw==")], [1]);
  assert.equal(float32("").length, 0);
});

test("a bounded map forgets what came first, and only when it is full", () => {
  const map = new BoundedMap(2);
  map.set("a", 1).set("b", 2).set("b", 3);
  assert.deepEqual([...map], [["a", 1], ["b", 3]]); // prettier-ignore
  map.set("c", 4);
  assert.deepEqual([...map.keys()], ["b", "c"]);
});

test("a product of matrices by columns", () => {
  const scale = [2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0, 0, 0, 0, 1];
  const shift = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 5, 6, 7, 1];
  assert.deepEqual([...multiply(shift, scale)], [2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0, 5, 6, 7, 1]);
  assert.deepEqual([...multiply(scale, shift)].slice(12), [10, 18, 28, 1]);
});
