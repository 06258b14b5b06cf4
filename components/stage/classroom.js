// The classroom: big type, strong contrast, and nothing on the screen but what the lesson is about. Its switch stands above the
// clock, with the code of the page's address, the full screen and the keys; what is shown travels in the address.
import { element } from "../browser/dom.js";
import { Chooser } from "./chooser.js";
import { Code } from "./qr_code.js";
import { KeySheet } from "./keys.js";

const FRAME = "M4 9V4h5v2H6v3zM15 4h5v5h-2V6h-3zM4 15h2v3h3v2H4zM18 15h2v5h-5v-2h3z";

export class Classroom {
  constructor(stage) {
    this.stage = stage;
    this.sheets = { keys: new KeySheet(stage), code: new Code(stage), parts: new Chooser(stage) };
    const button = (text, title, act) => {
      const made = element("button", { type: "button", class: "switch", title, "aria-label": title }, text);
      made.addEventListener("click", act);
      return made;
    };
    this.turn = button("", "", () => this.toggle());
    this.choose = button("Show …", "Choose what is shown in class (s)", () => this.open("parts"));
    this.all = button("Show everything", "Show everything that this link hides", () => this.stage.reports.add({ hide: "none" }));
    const code = button("QR", "QR code of this page's address (q)", () => this.open("code"));
    const full = button("", "Full screen (f)", () => this.fullScreen());
    full.innerHTML = `<svg viewBox="0 0 24 24" width="18" height="18" fill="currentColor" aria-hidden="true"><path d="${FRAME}"/></svg>`;
    full.hidden = !document.fullscreenEnabled;
    const keys = button("?", "Keys (?)", () => this.open("keys"));
    this.root = element("div", { class: "room", role: "group", "aria-label": "Classroom" }, this.all, this.turn, this.choose, code, full, keys);
    stage.parts.strip.append(this.root);
    const main = stage.root.closest("[data-testid=stMainBlockContainer]");
    const moved = new ResizeObserver(() => this.fit());
    if (main) moved.observe(main);
    window.addEventListener("resize", this.fit);
    this.leave = () => (moved.disconnect(), window.removeEventListener("resize", this.fit), Object.values(this.sheets).forEach((sheet) => sheet.dialog.close()));
  }

  show({ classroom, hide }, theme) {
    const { root } = this.stage;
    this.on = classroom;
    root.classList.toggle("in-class", classroom);
    root.dataset.hide = hide.join(" ");
    root.dataset.theme = theme;
    const title = classroom ? "Leave the classroom (c)" : "Classroom: big type, and only what the lesson is about (c)";
    this.turn.textContent = classroom ? "Leave classroom" : "Classroom";
    this.turn.title = title;
    this.turn.setAttribute("aria-label", title);
    this.choose.hidden = !classroom;
    this.all.hidden = classroom || !hide.length;
    this.fit();
  }

  // In class the stage takes all the height that is left beneath what is shown above it.
  fit = () => {
    const { root } = this.stage;
    const main = root.closest("[data-testid=stMainBlockContainer]");
    if (!this.on || !main) return;
    const above = Math.round(root.getBoundingClientRect().top - main.getBoundingClientRect().top);
    root.style.setProperty("--above", `${above}px`);
  };

  toggle() {
    if (!this.stage.reports.waiting("classroom")) this.stage.reports.add({ classroom: this.on ? "0" : "1" });
  }

  open(name) {
    this.sheets[name].toggle();
  }

  fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  }
}
