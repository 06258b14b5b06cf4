// An embedded page shows less (see `frame.css`), and reports its height to the page around it whenever that changes.
import { embedded } from "./embedded.js";
import { followHeight } from "./streamlit_adapter.js";

const LEAST = 520; // pixels: in a lower frame the page would take itself for a phone on its side

if (embedded) {
  document.documentElement.classList.add("embedded");
  followHeight((height) => window.parent.postMessage({ descentLab: { height: Math.max(height, LEAST) } }, "*")); // no secret
}
