// The page's shortcuts in one table, which drives both the listener and the sheet that lists them.
import { element } from "../browser/dom.js";
import { Sheet, sheetOpen } from "./sheet.js";

/**
 * @import { Classroom } from "./classroom.js"
 * @import { Clock } from "./clock.js"
 * @import { MidRunChanges } from "./mid_run_changes.js"
 * @import { Prediction } from "./prediction.js"
 * @import { SceneNavigation } from "./scene_navigation.js"
 * @import { Worksheet } from "./worksheet.js"
 * @typedef {object} Targets targets of shortcuts
 * @property {Clock} clock
 * @property {Worksheet} worksheet
 * @property {MidRunChanges} changes
 * @property {Classroom} classroom
 * @property {Prediction} prediction
 * @property {SceneNavigation} navigation
 * @property {boolean} ready
 * @typedef {object} Key
 * @property {string} key KeyboardEvent.key, letters in lower case
 * @property {string[]} [also] alternatives
 * @property {string} [shown] label, if different
 * @property {string} does
 * @property {(targets: Targets, key: string) => void} act
 * @property {(targets: Targets) => unknown} [when] whether it applies to this page
 * @property {string} [sheet] name of the sheet that it toggles
 */

/** @type {Key[]} */
export const KEYS = [
  {
    key: " ",
    shown: "Space",
    does: "reveal the runs after predicting",
    when: ({ prediction }) => prediction.hides,
    act: ({ prediction }) => prediction.press(),
  },
  {
    key: " ",
    shown: "Space",
    does: "play or pause",
    when: ({ prediction }) => !prediction.hides,
    act: ({ clock }) => clock.toggle(),
  },
  {
    key: "1",
    also: ["2", "3", "4", "5", "6", "7", "8", "9"],
    shown: "1–9",
    does: "choose an answer by its number",
    when: ({ prediction }) => prediction.hides,
    act: ({ prediction }, key) => prediction.choose(Number(key)),
  },
  {
    key: "n",
    also: ["PageDown"],
    shown: "n, PageDown",
    does: "next scene",
    when: ({ navigation }) => navigation.offered,
    act: ({ navigation }) => navigation.turn("next"),
  },
  {
    key: "p",
    also: ["PageUp"],
    shown: "p, PageUp",
    does: "previous scene",
    when: ({ navigation }) => navigation.offered,
    act: ({ navigation }) => navigation.turn("previous"),
  },
  { key: "ArrowRight", shown: "→", does: "one step forward", act: ({ clock }) => clock.step(1) },
  { key: "ArrowLeft", shown: "←", does: "one step back", act: ({ clock }) => clock.step(-1) },
  { key: "Home", does: "go to the start", act: ({ clock }) => clock.toStart() },
  { key: "End", does: "go to the end", act: ({ clock }) => clock.toEnd() },
  {
    key: "w",
    does: "show the worksheet of this step",
    when: ({ worksheet }) => worksheet.offered,
    act: ({ worksheet }) => worksheet.toggle(),
  },
  {
    key: "h",
    does: "change settings from here on",
    when: ({ changes }) => changes.offered,
    act: ({ changes }) => changes.toggle(),
  },
  {
    key: "u",
    does: "undo last change",
    when: ({ changes }) => changes.changes.length,
    act: ({ changes }) => changes.undoLast(),
  },
  {
    key: "c",
    does: "toggle classroom mode",
    when: ({ classroom }) => classroom.offered,
    act: ({ classroom }) => classroom.toggle(),
  },
  {
    key: "s",
    does: "choose what is shown in class",
    when: ({ classroom }) => classroom.on,
    sheet: "sections",
    act: ({ classroom }) => classroom.open("sections"),
  },
  {
    key: "q",
    does: "show the QR code of this page",
    when: ({ classroom }) => classroom.offered,
    sheet: "code",
    act: ({ classroom }) => classroom.open("code"),
  },
  {
    key: "e",
    does: "save a picture, numbers or code",
    when: ({ classroom }) => classroom.offered,
    sheet: "save",
    act: ({ classroom }) => classroom.open("save"),
  },
  { key: "f", does: "full screen", when: () => document.fullscreenEnabled, act: ({ classroom }) => classroom.fullScreen() },
  { key: "?", does: "list of shortcuts", sheet: "keys", act: ({ classroom }) => classroom.open("keys") },
];
// What the browser and the controls handle themselves; listed on the sheet as well.
/** @type {Pick<Key, "key" | "shown" | "does">[]} */
const GIVEN = [
  { key: "Tab", does: "next control; Shift + Tab: previous control" },
  { key: "Esc", does: "close the dialog" },
  { key: "Ctrl + wheel", does: "zoom the map" },
  { key: "Shift + drag", does: "pan the map" },
];

const TYPING =
  "input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable=true], [role=listbox], [role=combobox]";
const USES_ARROWS = "input, [role=slider], [role=radiogroup], [role=application]";
const USES_HOME_AND_END = "input:not(.row [type=range]), [role=slider], [role=radiogroup], [role=application]";
const USES_PAGE_KEYS = "[type=range], [role=slider], [role=application]";
const USES_SPACE = "button, a, summary, [type=checkbox], [type=radio]:not(:checked), [role=button]";

/**
 * A selector of the controls that handle a key themselves; letters are handled by text fields only.
 * @param {string} key
 */
function controlsUsing(key) {
  if (key.startsWith("Page")) return USES_PAGE_KEYS;
  if (key === " ") return USES_SPACE;
  return key === "Home" || key === "End" ? USES_HOME_AND_END : USES_ARROWS;
}

/**
 * The shortcut of a key stroke, or null.
 * @param {KeyboardEvent} event
 * @param {Targets} targets
 */
function shortcutOf(event, targets) {
  const within = (/** @type {string} */ selector) => event.target instanceof Element && event.target.closest(selector);
  if (event.ctrlKey || event.metaKey || event.altKey || within(TYPING)) return null;
  const letter = event.key.length === 1 && event.key !== " ";
  if (event.shiftKey && !letter) return null;
  if (!letter && within(controlsUsing(event.key))) return null;
  const pressed = letter ? event.key.toLowerCase() : event.key;
  const entry = KEYS.find(({ key, also, when }) => (key === pressed || also?.includes(pressed)) && (!when || when(targets)));
  return entry ? { ...entry, pressed } : null;
}

/**
 * Returns a function that stops listening.
 * @param {Targets} targets
 */
export function listenToKeys(targets) {
  const listener = (/** @type {KeyboardEvent} */ event) => {
    const entry = shortcutOf(event, targets);
    const open = sheetOpen();
    if (!entry || !targets.ready || (open && open !== entry.sheet)) return;
    event.preventDefault();
    entry.act(targets, entry.pressed);
  };
  window.addEventListener("keydown", listener);
  return () => window.removeEventListener("keydown", listener);
}

/** The sheet of all shortcuts that work here. */
export class KeySheet extends Sheet {
  /**
   * @param {HTMLElement} host
   * @param {Targets} targets
   */
  constructor(host, targets) {
    super(host, "keys", "Keyboard shortcuts");
    this.targets = targets;
  }

  /** @override */
  fill() {
    const here = KEYS.filter(({ when }) => !when || when(this.targets));
    const rows = [...here, ...GIVEN].flatMap(({ key, shown = key, does }) => {
      return [element("dt", {}, element("kbd", {}, shown)), element("dd", {}, does)];
    });
    this.body.replaceChildren(element("dl", {}, ...rows));
  }
}
