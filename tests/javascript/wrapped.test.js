// A picture's caption: complete, in lines that fit.
import assert from "node:assert/strict";
import { test } from "node:test";
import { captioned, wrapped } from "../../components/browser/wrapped.js";

test("a text is broken at spaces, a word that is too long within", () => {
  assert.deepEqual(wrapped("one two three", 7), ["one two", "three"]);
  assert.deepEqual(wrapped("x**2+y**2+x*y, start", 6), ["x**2+y", "**2+x*", "y,", "start"]);
  assert.deepEqual(wrapped("short", 80), ["short"]);
});

test("no line is longer than it may be, and nothing is lost", () => {
  for (const text of ["2x".repeat(300), "a bc ".repeat(90).trim(), `f(x, y) = ${"x+".repeat(200)}1, start (1, 2), no noise`])
    for (const most of [10, 88, 141]) {
      const lines = wrapped(text, most);
      assert.ok(lines.every((line) => line.length <= most));
      assert.equal(lines.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
    }
});

test("the margin grows with the lines of the caption", () => {
  assert.equal(captioned("Bowl", "start (6, 6)", 700).more, 0);
  const { title, more } = captioned("Bowl", "2x".repeat(100), 700);
  assert.equal(title.text.split("<br>").length, 4);
  assert.equal(more, 36);
});
