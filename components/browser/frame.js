// What an embedded page does for the page around it: it shows less (see `frame.css`), and says how high it is whenever that changes.
import { embedded } from "./embedded.js";
import { followHeight } from "./streamlit_adapter.js";

const LEAST = 520; // pixels: in a lower frame the page would take itself for a telephone on its side

if (embedded) {
  document.documentElement.classList.add("embedded");
  followHeight((height) => window.parent.postMessage({ descentLab: { height: Math.max(height, LEAST) } }, "*")); // no secret
}
