import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Progress } from "../../components/ui/progress.js";

/** @param {string | null} kept */
function browser(kept) {
  const store = { kept };
  globalThis.localStorage = /** @type {any} */ ({
    getItem: () => store.kept,
    setItem: (/** @type {string} */ _, /** @type {string} */ text) => (store.kept = text),
  });
  return store;
}

beforeEach(() => browser(null));

test("what has been seen is there after a reload, until it is cleared", () => {
  const store = browser(null);
  const progress = new Progress();
  for (const place of [1, 3, 3]) progress.see("ravine", place);
  assert.equal(new Progress().seen("ravine", 3), 2);
  assert.equal(new Progress().seen("needle", 3), 0);
  assert.deepEqual(
    [1, 2, 3].map((place) => new Progress().has("ravine", place)),
    [true, false, true],
  );
  progress.clear();
  assert.equal(store.kept, "{}");
  assert.equal(new Progress().seen("ravine", 3), 0);
});

test("a scene that a lesson has lost does not count", () => {
  browser('{"ravine": [1, 9]}');
  assert.equal(new Progress().seen("ravine", 2), 1);
});

for (const kept of ["", "null", "nonsense", "[]", '{"ravine": 7}', '{"ravine": ["1", null]}'])
  test(`what cannot be read is nothing: ${kept}`, () => {
    browser(kept);
    assert.equal(new Progress().seen("ravine", 2), 0);
  });

test("a browser that keeps nothing remembers for as long as the page is open", () => {
  const refuse = () => {
    throw new Error("denied");
  };
  globalThis.localStorage = /** @type {any} */ ({ getItem: refuse, setItem: refuse });
  const progress = new Progress();
  progress.see("ravine", 1);
  assert.equal(progress.seen("ravine", 2), 1);
});
