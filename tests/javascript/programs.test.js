// Programs and noise: which blocks of noise an ensemble needs, and how long they are cached.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Programs, blocksOf } from "../../components/browser/engine/fetched_programs.js";

test("the noise of many seeds comes in blocks that ensembles share", () => {
  const addresses = (...asked) => blocksOf(...asked).map(({ address, from, to }) => [address, from, to]);
  assert.deepEqual(addresses(0, 200, 100), [["normals/0/256/100.bin", 0, 100]]);
  assert.deepEqual(addresses(150, 200, 100), [["normals/100/256/100.bin", 50, 100], ["normals/200/256/100.bin", 0, 50]]); // prettier-ignore
  assert.deepEqual(addresses(41, 5000, 3), [["normals/40/5000/40.bin", 1, 4]]);
  assert.deepEqual(addresses(7, 200, 0), []);
  for (const [first, members] of [
    [0, 2000],
    [99, 2],
    [123_456, 777],
  ])
    // prettier-ignore
    assert.equal(blocksOf(first, 300, members).reduce((sum, { from, to }) => sum + to - from, 0), members);
});

test("noise that was used longest ago is forgotten, and that which is used now is not", () => {
  globalThis.location = { href: "http://localhost/" };
  const programs = new Programs("assets/");
  const name = (place) => `normals/${place}/256/100.bin`;
  for (let place = 0; place < 60; place++) {
    programs.keep([name(0), name(place)]);
    programs.ready.set(name(place), place);
  }
  assert.ok(programs.ready.has(name(0)) && programs.ready.has(name(59)) && !programs.ready.has(name(1)));
  assert.equal(programs.ready.size, 40);
});
