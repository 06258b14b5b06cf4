import assert from "node:assert/strict";
import { test } from "node:test";

import { namesWithin } from "../../components/stage/names.js";

const RANGE = [0, 10, 0, 10];
const named = (text, x, y) => ({ text, x, y, xanchor: "left", xshift: 9, font: { size: 10 } });
const shown = (names, width) =>
  namesWithin(names, RANGE, { width, height: width }).map(({ visible, xanchor, xshift }) =>
    visible ? [xanchor, xshift] : null,
  );

test("a name that would reach beyond the map stands on the other side of its point", () => {
  assert.deepEqual(shown([named("saddle", 5, 5), named("saddle", 9, 2)], 400), [
    ["left", 9],
    ["right", -9],
  ]);
});

test("names do not lie over one another: the later one gives way", () => {
  const [saddle, maximum] = [named("saddle", 4, 5), named("local maximum", 5, 5.2)];
  assert.deepEqual(shown([saddle, maximum], 800), [
    ["left", 9],
    ["left", 9],
  ]);
  assert.deepEqual(shown([saddle, maximum], 200), [["left", 9], null]);
});

test("a note in a corner stays there", () => {
  const corner = { text: "Cut off", xref: "paper" };
  assert.deepEqual(namesWithin([corner], RANGE, { width: 50, height: 50 }), [corner]);
});
