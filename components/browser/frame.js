// An embedded page shows less (see `frame.css`), and reports its height to the page around it whenever that changes.
import { embedded } from "./embedded.js";
import { followHeight } from "./streamlit_adapter.js";

const LEAST = 520; // pixels: below this height the phone layout would apply

if (embedded) {
  document.documentElement.classList.add("embedded");
  followHeight((height) => window.parent.postMessage({ descentLab: { height: Math.max(height, LEAST) } }, "*")); // no secret
}
