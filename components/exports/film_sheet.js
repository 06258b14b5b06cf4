// The options of a film, in a sheet over the menu, with an estimate of the file size.
import { button, element } from "../browser/dom.js";
import { recall, remember } from "../browser/stored.js";
import { Sheet } from "../stage/sheet.js";
import { FORMATS } from "./film_formats.js";
import { filmLayout, frameTimes } from "./film_layout.js";

/**
 * @import { Theme } from "../browser/types"
 * @import { ViewName } from "../stage/elements.js"
 * @import { Stage } from "../stage/stage.js"
 * @import { FilmOptions } from "./film.js"
 */

/** @type {Record<ViewName, string>} */
const VIEWS = { surface3d: "3D surface", map: "Contour map", curve: "Curve" };
const WIDTHS = [640, 960, 1280, 1920];
const RATES = [10, 20, 25, 50];
const LONGEST = 30; // seconds
const REMEMBERED = "film";
const PAUSE = 400; // milliseconds without a change until the size is estimated
const [PIXELS, TALLEST] = [260e6, 1920]; // of a GIF, that the server takes; of any film, that encoders do

export class FilmSheet extends Sheet {
  /** Aborts the size estimate. */
  measuring = new AbortController();
  /** @type {Promise<unknown>} */
  measured = Promise.resolve();

  /**
   * @param {Stage} stage
   * @param {object} given
   * @param {string[]} given.formats
   * @param {Theme} given.theme
   * @param {(options: FilmOptions, signal: AbortSignal) => Promise<number>} given.measure estimates the film's size in bytes
   */
  constructor(stage, { formats, theme, measure }) {
    super(stage.root, "film-options", "Film");
    this.dialog.classList.add("film-options");
    this.stage = stage;
    this.measure = measure;
    /** @type {(options: FilmOptions | null) => void} */
    this.answer = () => {};
    const known = /** @type {Partial<FilmOptions>} */ (recall(REMEMBERED, "localStorage") ?? {});
    this.fields = fieldsOf(stage, formats, { theme, ...known });
    this.views = viewChoices(known.views ?? ["map"]);
    this.about = element("p", { class: "about", role: "status" });
    this.maker = button({ class: "switch make" }, "Make the film", () => this.done(this.options));
    const rows = Object.entries(this.fields).map(([name, field]) =>
      element("label", { "data-option": name }, LABELS[name], field),
    );
    const views = element(
      "div",
      { class: "view-choices", role: "group", "aria-label": "Views" },
      ...this.views.map(({ label }) => label),
    );
    this.body.append(
      element("div", { class: "film-fields" }, views, ...rows),
      element("div", { class: "foot" }, this.about, this.maker),
    );
    this.body.addEventListener("input", () => this.describe());
    this.dialog.addEventListener("close", () => this.done(null));
  }

  /**
   * The chosen options, or null if the sheet was closed.
   * @param {AbortSignal} signal
   * @returns {Promise<FilmOptions | null>}
   */
  async ask(signal) {
    this.describe();
    signal.addEventListener("abort", () => this.done(null));
    this.dialog.showModal();
    /** @type {FilmOptions | null} */
    const options = await new Promise((answer) => (this.answer = answer));
    this.measuring.abort();
    await this.measured;
    return options;
  }

  /** @param {FilmOptions | null} options */
  done(options) {
    if (options) remember(REMEMBERED, options, "localStorage");
    const { answer } = this;
    this.answer = () => {};
    answer(options);
    this.dialog.remove();
  }

  /** @returns {FilmOptions} */
  get options() {
    const { format, motion, width, theme, seconds, fps, held, loop } = this.fields;
    return {
      format: format.value,
      motion: /** @type {FilmOptions["motion"]} */ (motion.value),
      views: this.views.filter(({ box }) => box.checked).map(({ box }) => /** @type {ViewName} */ (box.value)),
      width: Number(width.value),
      theme: theme.value === "dark" ? "dark" : "light",
      seconds: Number(seconds.value),
      fps: Number(fps.value),
      held: Number(held.value),
      loop: loop.value === "1",
    };
  }

  /** Show the number of frames and, after a pause, the estimated file size; or what is wrong. */
  describe() {
    const { options } = this;
    this.measuring.abort();
    const fates = options.views.includes("map") ? this.stage.display.fates.shown.length : 0;
    const wrong = problemWith(options, fates);
    this.maker.disabled = Boolean(wrong);
    this.fields.loop.disabled = options.format !== "gif";
    if (wrong) {
      this.about.textContent = wrong;
      return;
    }
    const { width, height, count } = framesOf(options, this.stage.runs.length, fates);
    const frames = `${count} frames of ${width} × ${height} pixels`;
    this.about.textContent = `${frames}.`;
    const { signal } = (this.measuring = new AbortController());
    this.measured = this.measured
      .then(() => pause(PAUSE, signal))
      .then(() => this.measure(options, signal))
      .then((bytes) => {
        if (!signal.aborted) this.about.textContent = `${frames}, about ${sizeInWords(bytes)}.`;
      })
      .catch(() => {}); // the film can be made without an estimate
  }
}

/**
 * The fields of the sheet, initialized with the last choice.
 * @param {Stage} stage
 * @param {string[]} formats
 * @param {Partial<FilmOptions>} known
 */
function fieldsOf(stage, formats, known) {
  const named = (/** @type {(string | number)[]} */ keys, /** @type {(key: string) => string} */ name) =>
    Object.fromEntries(keys.map((key) => [key, name(String(key))]));
  const held = { 0: "no", 1: "1 second", 2: "2 seconds", 4: "4 seconds" };
  return {
    format: select(
      "Format",
      named(formats, (key) => FORMATS[key].label),
      known.format,
    ),
    motion: select("What moves", motionsOf(stage), known.motion),
    width: select(
      "Width",
      named(WIDTHS, (width) => `${width} pixels`),
      String(known.width ?? 960),
    ),
    theme: select("Theme", { light: "light", dark: "dark" }, known.theme),
    seconds: element("input", { type: "number", min: 1, max: LONGEST, step: 1, value: known.seconds ?? 5 }),
    fps: select(
      "Frames per second",
      named(RATES, (rate) => rate),
      String(known.fps ?? 20),
    ),
    held: select("Stay at the end", held, String(known.held ?? 1)),
    loop: select("A GIF plays", { 1: "forever", 0: "once" }, known.loop === false ? "0" : "1"),
  };
}

/**
 * A checkbox for each view.
 * @param {ViewName[]} shown
 */
function viewChoices(shown) {
  return Object.entries(VIEWS).map(([name, title]) => {
    const box = element("input", { type: "checkbox", value: name });
    box.defaultChecked = shown.includes(/** @type {ViewName} */ (name));
    return { box, label: element("label", { class: "view-choice" }, box, title) };
  });
}

/**
 * What can move: in the lab, also one run through all values of the sweep.
 * @param {Stage} stage
 * @returns {Record<string, string>}
 */
function motionsOf({ picker }) {
  const { count } = picker.frames;
  /** @type {Record<string, string>} */
  const rates = count ? { rates: `one run, through all values of ${picker.frames.sweep.symbol}` } : {};
  return { run: "the runs, step by step", ...rates, turn: "the surface, one full rotation" };
}

/** @type {Record<string, string>} */
const LABELS = {
  ...{ format: "Format", motion: "What moves", width: "Width", theme: "Theme", seconds: "Seconds" },
  ...{ fps: "Frames per second", held: "Stay at the end", loop: "A GIF plays" },
};

/**
 * @param {FilmOptions} options
 * @param {number} runs in the legend
 * @param {number} fates in the legend
 */
function framesOf({ views, width, seconds, fps }, runs, fates) {
  const layout = filmLayout(views, width, runs, fates);
  return { width: layout.width, height: layout.height, count: frameTimes(seconds, fps).length };
}

/**
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 */
async function pause(milliseconds, signal) {
  await new Promise((done) => {
    setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
  signal.throwIfAborted();
}

/**
 * Why the options are impossible, or nothing.
 * @param {FilmOptions} options
 * @param {number} fates in the legend
 */
export function problemWith(options, fates = 0) {
  const { views, seconds, motion, format, fps } = options;
  if (!views.length) return "Choose at least one view.";
  if (!(seconds >= 1 && seconds <= LONGEST)) return `A film lasts from 1 to ${LONGEST} seconds.`;
  if (motion === "turn" && !views.includes("surface3d")) return "To film the rotation, choose the 3D surface.";
  const { most, label } = FORMATS[format];
  const { count, width, height } = framesOf(options, 8, fates);
  if (count > most) return `A ${label} has at most ${most} frames: at ${fps} per second, ${Math.floor(most / fps)} seconds.`;
  if (height > TALLEST) return "With this legend the film is too tall. Choose a smaller width.";
  if (format === "gif" && count * width * height > PIXELS)
    return "This is too large for a GIF. Choose a smaller width or fewer frames.";
  return "";
}

/** @param {number} bytes */
function sizeInWords(bytes) {
  const amount = bytes / 1e6;
  if (amount < 1) return `${Math.max(10, 10 * Math.round(bytes / 1e4))} kB`;
  return `${amount < 10 ? amount.toFixed(1) : Math.round(amount)} MB`;
}

/**
 * @param {string} label
 * @param {Record<string, string>} options
 * @param {string} [value]
 */
function select(label, options, value) {
  const made = element(
    "select",
    { "aria-label": label },
    ...Object.entries(options).map(([key, text]) => element("option", { value: key }, text)),
  );
  if (value && value in options) made.value = value;
  return made;
}
