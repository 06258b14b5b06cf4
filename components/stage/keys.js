// The keys of the page, as one table: it drives the listener as well as the sheet that tells of them, so that the sheet cannot lie.
import { element } from "../browser/dom.js";
import { Sheet, sheetOpen } from "./sheet.js";

// An entry: the keys as the browser calls them (letters small), how they are written, what they do, and the action. More: `when`
// says whether the key means anything on this page; `sheet` names the sheet it opens, and closes again.
export const KEYS = [
  { keys: [" "], shown: "Space", does: "play or pause", act: ({ clock }) => clock.toggle() },
  { keys: ["ArrowRight"], shown: "→", does: "one step forward", act: ({ clock }) => clock.step(1) },
  { keys: ["ArrowLeft"], shown: "←", does: "one step back", act: ({ clock }) => clock.step(-1) },
  { keys: ["Home"], shown: "Home", does: "to the start", act: ({ clock }) => (clock.pause(), clock.set(0)) },
  { keys: ["End"], shown: "End", does: "to the end", act: ({ clock }) => (clock.pause(), clock.set(clock.steps)) },
  { keys: ["w"], shown: "w", does: "this step in numbers: the worksheet", act: ({ worksheet }) => worksheet.toggle() },
  { keys: ["h"], shown: "h", does: "change settings from here on", when: ({ turns }) => turns.offered, act: ({ turns }) => turns.toggle() },
  { keys: ["u"], shown: "u", does: "take the last of these changes back", when: ({ turns }) => turns.made, act: ({ turns }) => turns.undoLast() },
  { keys: ["c"], shown: "c", does: "classroom, and out of it", act: ({ classroom }) => classroom.toggle() },
  { keys: ["s"], shown: "s", does: "choose what is shown in class", when: ({ classroom }) => classroom.on, sheet: "parts", act: ({ classroom }) => classroom.open("parts") },
  { keys: ["q"], shown: "q", does: "QR code of this page, exactly as it is", sheet: "code", act: ({ classroom }) => classroom.open("code") },
  { keys: ["f"], shown: "f", does: "full screen", when: () => document.fullscreenEnabled, act: ({ classroom }) => classroom.fullScreen() },
  { keys: ["?"], shown: "?", does: "these keys", sheet: "keys", act: ({ classroom }) => classroom.open("keys") },
];
// What the browser and the controls of the page do by themselves; it stands on the sheet as well.
const GIVEN = [
  { shown: "Tab", does: "to the next control; Shift + Tab to the one before" },
  { shown: "Esc", does: "close what lies over the page" },
];

const TYPING = "input:not([type=range], [type=checkbox]), textarea, select, [contenteditable=true], [role=listbox], [role=combobox]";
const MOVING = "input, [role=slider], [role=radiogroup], [role=application]"; // the arrows are theirs, and Home and End
const PRESSED = "button, a, summary, [type=checkbox], [role=button]"; // Space presses them

// The entry that a key stroke means, or nothing.
function meant(event, stage) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return null;
  const letter = event.key.length === 1 && event.key !== " ";
  if (event.shiftKey && !letter) return null;
  const key = letter ? event.key.toLowerCase() : event.key;
  if (!letter && event.target.closest(key === " " ? PRESSED : MOVING)) return null;
  return KEYS.find(({ keys, when }) => keys.includes(key) && (!when || when(stage)));
}

export function listenToKeys(stage) {
  const listener = (event) => {
    const entry = meant(event, stage);
    const open = sheetOpen();
    if (!entry || (open && open !== entry.sheet)) return;
    event.preventDefault();
    entry.act(stage);
  };
  window.addEventListener("keydown", listener);
  return () => window.removeEventListener("keydown", listener);
}

// The sheet of all keys that mean something here.
export class KeySheet extends Sheet {
  constructor(stage) {
    super(stage.root, "keys", "Keys");
    this.stage = stage;
  }

  fill() {
    const here = KEYS.filter(({ when }) => !when || when(this.stage));
    const rows = [...here, ...GIVEN].flatMap(({ shown, does }) => [element("dt", {}, element("kbd", {}, shown)), element("dd", {}, does)]);
    this.body.replaceChildren(element("dl", {}, ...rows));
  }
}
