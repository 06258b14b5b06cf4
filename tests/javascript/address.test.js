// The address: view settings, and which changes create history entries.
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Address, viewParameters } from "../../components/stage/address.js";
import { alike, atDistance, cameraFrom, numbersOf } from "../../components/stage/camera.js";
import { within } from "../../components/stage/map.js";

const USUAL = { metric: "value", scale: "linear", per: "steps", field: "0", marks: "0", speed: "1", fates: "none" };
const NOTHING = { worksheet: null, camera: null, zoom: null, pick: null, step: null };
let entries;

beforeEach(() => {
  entries = ["/?surface=bowl"];
  const location = { pathname: "/", hash: "" };
  Object.defineProperty(location, "search", { get: () => entries.at(-1).slice(1) });
  const history = {
    state: null,
    pushState: (state, title, search) => entries.push(`/${search}`),
    replaceState: (state, title, search) => (entries[entries.length - 1] = `/${search}`),
  };
  globalThis.window = { location, history };
});

afterEach(() => delete globalThis.window);

// Addresses shown one after another, with milliseconds between them.
function shows(...scenes) {
  let now = 0;
  const clock = mock.method(performance, "now", () => now);
  const address = new Address();
  for (const { after = 0, view = {}, ...scene } of scenes) {
    now += after;
    address.show({ visit: 1, scene_changes: undefined, ...scene }, view);
  }
  clock.mock.restore();
  return entries;
}

test("what is as usual is not said", () => {
  assert.deepEqual(viewParameters(USUAL, NOTHING), {});
});

test("what is not as usual is said, rounded to what can be seen", () => {
  const looked = { ...NOTHING, worksheet: "adam", camera: [1.25, 1.25, 0.8], zoom: [0, 1 / 3, -2, 2], pick: 7, step: 0 };
  assert.deepEqual(viewParameters({ ...USUAL, metric: "distance", marks: "1" }, looked), {
    ...{ metric: "distance", marks: "1", worksheet: "adam", camera: "1.25,1.25,0.8", zoom: "0,0.33333,-2,2" },
    ...{ pick: "7", step: "0" },
  });
});

test("the first address is none of ours, changes close to each other are one gesture, later ones another", () => {
  const edits = [
    { address: "x=1" },
    { address: "x=2", after: 5000 },
    { address: "x=3", after: 200 },
    { address: "x=4", after: 200 },
    { address: "x=5", after: 2000 },
  ];
  assert.deepEqual(shows(...edits), ["/?x=1", "/?x=4", "/?x=5"]);
});

test("the view makes no entry, and commas stay readable", () => {
  assert.deepEqual(shows({ address: "x=1" }, { address: "x=1", view: { camera: "1,2,3" }, after: 9000 }), [
    "/?x=1&camera=1,2,3",
  ]);
});

test("an address that is gone back to makes no entry, another scene makes one at once", () => {
  assert.deepEqual(shows({ address: "x=1" }, { address: "x=2", visit: 2, after: 9000 }), ["/?x=2"]);
  entries = ["/"];
  const scenes = [
    { address: "scene=1", scene_changes: 1 },
    { address: "scene=2", scene_changes: 2, visit: 2, after: 10 },
    { address: "scene=3", scene_changes: 3, visit: 3, after: 10 },
  ];
  assert.deepEqual(shows(...scenes), ["/?scene=1", "/?scene=2", "/?scene=3"]);
});

test("a page that is being left keeps its hands off the address", () => {
  const address = new Address();
  window.location.pathname = "/lessons";
  address.show({ address: "x=1", visit: 1 }, {});
  assert.deepEqual(entries, ["/?surface=bowl"]);
});

test("a camera is nine numbers, and back; moving away and near again leads back to it", () => {
  const camera = cameraFrom([1.25, -1.5, 0.75, 0, 0.1, -0.2, 0, 0, 1]);
  assert.deepEqual(numbersOf(camera), [1.25, -1.5, 0.75, 0, 0.1, -0.2, 0, 0, 1]);
  assert.ok(alike(camera, atDistance(atDistance(camera, 1.35), 1 / 1.35)));
  assert.ok(!alike(camera, atDistance(camera, 1.01)));
});

test("a part of the map stays within the window, and keeps its size where it can", () => {
  const window = [-10, 10, 0, 100];
  assert.deepEqual(within([-15, -5, 20, 40], window), [-10, 0, 20, 40]);
  assert.deepEqual(within([5, 15, 90, 120], window), [0, 10, 70, 100]);
  assert.equal(within([-50, 50, -100, 500], window), window);
  const [low, high] = within([1, 1 + 1e-9, 5, 6], window);
  assert.ok(Math.abs(high - low - 0.02) < 1e-12);
});
