// The HTML of an iframe that shows the stage within another page, copied to the clipboard.

/** @import { SaveContext } from "../stage/save_context" */

const HEIGHT = 820; // pixels, if the outer page ignores the height messages

/** @param {SaveContext} context */
export async function save({ stage, link, showStatus }) {
  const here = stage && !stage.served.classroom ? stage.address.link(false) : link; // without hidden sections, except in class
  const snippet = frameOf(here, stage?.scene.title ?? "");
  try {
    await navigator.clipboard.writeText(snippet);
    showStatus("Copied: paste it into the HTML of your page.");
  } catch {
    showStatus(`Copy this into the HTML of your page: ${snippet}`); // no clipboard, or access denied
  }
  return null;
}

/**
 * The iframe, and a script that adjusts its height to the page; without the script the height is fixed.
 * @param {string} link
 * @param {string} title
 */
export function frameOf(link, title) {
  const address = new URL(link);
  address.searchParams.set("embed", "true");
  const named = `Descent Lab${title && `: ${title}`}`;
  return `<iframe src="${escaped(address.href)}" title="${escaped(named)}" width="100%" height="${HEIGHT}" style="border: 0" loading="lazy" allow="fullscreen"></iframe>
<script>
addEventListener("message", ({ data, source }) => {
  const height = Number(data?.descentLab?.height);
  for (const frame of document.querySelectorAll("iframe"))
    if (height > 0 && frame.contentWindow === source) frame.height = Math.min(height, 4000);
});
</script>`;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
