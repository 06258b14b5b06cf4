import assert from "node:assert/strict";
import { test } from "node:test";

import { rotated } from "../../components/stage/camera.js";

const camera = { eye: { x: 1, y: -1, z: 1 }, center: { x: 0, y: 0, z: -0.1 }, up: { x: 0, y: 0, z: 1 } };
const height = (/** @type {import("../../components/browser/types").Camera} */ { eye, center }) => eye.z - center.z;
const distance = (/** @type {import("../../components/browser/types").Camera} */ { eye, center }) =>
  Math.hypot(eye.x - center.x, eye.y - center.y, eye.z - center.z);

for (const up of [-0.3, -1, -2, -100, 100, 0.5])
  test(`the camera stays above the surface, and as far off: turned up by ${up}`, () => {
    const there = rotated(camera, 0.2, up);
    assert.ok(height(there) > 0);
    assert.ok(Math.abs(distance(there) - distance(camera)) < 1e-9);
  });

test("one that a link has put underneath comes up when it is turned", () => {
  const beneath = { ...camera, eye: { x: 1, y: -1, z: -1 } };
  assert.ok(height(rotated(beneath, 0, 0)) > 0);
});
