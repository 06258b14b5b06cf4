// Classroom mode: large type, high contrast, and only what the lesson needs. Its switch is above the
// clock, with the QR code, full screen and the list of shortcuts; the address contains what is shown.
import { button, element } from "../browser/dom.js";
import { embedded } from "../browser/embedded.js";
import { markPage } from "../browser/page_marks.js";
import { saving } from "../browser/saving.js";
import { Chooser } from "./chooser.js";
import { KeySheet } from "./keys.js";
import { QrCode } from "./qr_code.js";
import { SaveSheet } from "./save_sheet.js";

/**
 * @import { Reports } from "../browser/reports.js"
 * @import { Scene, Theme } from "../browser/types"
 * @import { Targets } from "./keys.js"
 * @typedef {"keys" | "code" | "save" | "sections"} SheetName
 */

const FRAME = "M4 9V4h5v2H6v3zM15 4h5v5h-2V6h-3zM4 15h2v3h3v2H4zM18 15h2v5h-5v-2h3z";

export class Classroom {
  on = false;
  /** Whether the page has a classroom mode, an address to share, and files to save. */
  offered = true;

  /**
   * @param {HTMLElement} stage
   * @param {HTMLElement} strip contains its buttons
   * @param {Reports} reports
   * @param {object} more
   * @param {Targets} more.keys targets of keyboard shortcuts
   * @param {(open: boolean) => string} more.link address of the picture; if `open`, with all controls
   * @param {AbortSignal} more.signal aborts when the stage leaves
   */
  constructor(stage, strip, reports, { keys: targets, link, signal }) {
    this.stage = stage;
    this.reports = reports;
    this.sheets = {
      keys: new KeySheet(stage, targets),
      code: new QrCode(stage, link),
      save: new SaveSheet(stage, link),
      sections: new Chooser(stage, (hide) => reports.add({ hide })),
    };
    this.switch = tool("", "", () => this.toggle());
    this.choose = tool("Show …", "Choose what is shown in class (s)", () => this.open("sections"));
    this.all = tool("Show everything", "Show everything that this link hides", () => reports.add({ hide: "none" }));
    this.code = tool("QR", "QR code of this page's address (q)", () => this.open("code"));
    this.save = tool("Save …", "Save a picture, numbers or code (e)", () => this.open("save"));
    const full = tool("", "Full screen (f)", () => this.fullScreen());
    full.innerHTML = `<svg viewBox="0 0 24 24" width="18" height="18" fill="currentColor" aria-hidden="true"><path d="${FRAME}"/></svg>`;
    full.hidden = !document.fullscreenEnabled;
    const whole = element("a", { class: "switch open", href: "/", target: "_blank", rel: "noopener" }, "Descent Lab ↗");
    whole.addEventListener("click", () => whole.setAttribute("href", link(true))); // the whole page with the current settings
    whole.hidden = !embedded;
    const keys = tool("?", "Keyboard shortcuts (?)", () => this.open("keys"));
    const named = { class: "room", role: "group", "aria-label": "Classroom" };
    saving.addEventListener("open", (event) => this.sheets.save.openAt(/** @type {CustomEvent<string>} */ (event).detail), {
      signal,
    });
    strip.append(element("div", named, this.all, this.switch, this.choose, this.save, this.code, whole, full, keys));
  }

  leave() {
    for (const sheet of Object.values(this.sheets)) sheet.dialog.close();
  }

  /**
   * @param {Pick<Scene, "classroom" | "hide" | "sections" | "assets" | "beside" | "fixed" | "standalone">} scene
   * @param {Theme} theme
   */
  show({ classroom, hide, sections, assets, beside, fixed, standalone }, theme) {
    this.sheets.code.assets = assets;
    Object.assign(this.sheets.save, { assets, theme, served: !fixed });
    this.sheets.code.restricted = classroom || hide.length > 0;
    this.sheets.sections.show(sections, hide);
    this.on = classroom;
    this.stage.classList.toggle("in-class", classroom);
    this.stage.classList.toggle("shares", beside);
    this.stage.dataset.hide = hide.join(" ");
    this.stage.dataset.theme = theme;
    markPage();
    const title = classroom ? "Leave the classroom (c)" : "Classroom mode: large type, and only what you choose to show (c)";
    this.switch.textContent = classroom ? "Leave classroom" : "Classroom";
    this.switch.title = title;
    this.switch.setAttribute("aria-label", title);
    this.choose.hidden = !classroom;
    this.offered = !standalone && !embedded;
    for (const one of [this.switch, this.save, this.code]) one.hidden = !this.offered;
    this.all.hidden = !this.offered || classroom || !hide.length;
  }

  toggle() {
    if (!this.reports.waiting("classroom")) this.reports.add({ classroom: this.on ? "0" : "1" });
  }

  /** @param {SheetName} name */
  open(name) {
    this.sheets[name].toggle();
  }

  fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  }
}

/**
 * @param {string} text
 * @param {string} title
 * @param {() => void} onClick
 */
function tool(text, title, onClick) {
  return button({ class: "switch", title, "aria-label": title }, text, onClick);
}
