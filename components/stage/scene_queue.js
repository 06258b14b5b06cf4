// Scenes are shown one after another; if several wait, only the latest. A scene whose terrain cannot be fetched is retried,
// automatically and by a button; meanwhile a message replaces the drawing.
import { button } from "../browser/dom.js";
import { messageOf } from "../browser/stream.js";
import { TerrainError } from "./views.js";

/**
 * @import { Scene } from "../browser/types"
 * @import { Elements } from "./elements.js"
 */

const RETRY = 3000; // milliseconds

export class SceneQueue {
  /** The latest waiting scene. @type {Scene | null} */
  next = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  retrying;
  gone = false;

  /**
   * @param {Pick<Elements, "all" | "sentence">} elements
   * @param {Promise<unknown>} ready must resolve before anything is shown
   * @param {(scene: Scene) => Promise<void>} show
   */
  constructor({ all, sentence }, ready, show) {
    this.all = all;
    this.sentence = sentence;
    this.work = ready;
    this.show = show;
  }

  /** @param {Scene} scene */
  add(scene) {
    this.next = scene;
    this.work = this.work.then(() => this.showNext()).catch((error) => this.fail(error));
  }

  /**
   * Show a scene again, unless a newer one waits.
   * @param {Scene} scene
   */
  again(scene) {
    this.add(this.next ?? scene);
  }

  async showNext() {
    const scene = this.next;
    if (!scene || this.gone) return;
    clearTimeout(this.retrying);
    await this.show(scene);
    this.all.style.visibility = this.sentence.style.visibility = "";
    if (this.next === scene) this.next = null;
  }

  /** @param {unknown} error */
  fail(error) {
    if (this.gone) return; // its plots have been purged
    if (!(error instanceof TerrainError)) console.error("The stage could not be drawn.", error);
    const scene = this.next;
    if (!scene) return;
    this.retrying = setTimeout(() => this.again(scene), RETRY);
    this.all.style.visibility = "hidden"; // it still shows the previous surface
    const retry = button({ class: "switch" }, "Try again", () => this.again(scene));
    this.sentence.style.visibility = "visible";
    this.sentence.replaceChildren(messageOf(error), " ", retry);
  }

  leave() {
    this.gone = true;
    clearTimeout(this.retrying);
  }
}
