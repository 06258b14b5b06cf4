// The HTML of an iframe that shows the stage within another page, copied to the clipboard.

/** @import { SaveContext } from "../stage/save_context" */

const HEIGHT = 820; // pixels, where nobody listens to what the frame says of its height

/** @param {SaveContext} context */
export async function save({ stage, link, say }) {
  const here = stage && !stage.served.classroom ? stage.address.link(false) : link; // without what is hidden, but for a class
  const snippet = frameOf(here, stage?.scene.title ?? "");
  try {
    await navigator.clipboard.writeText(snippet);
    say("Copied: paste it into the HTML of your page.");
  } catch {
    say(`Copy this into the HTML of your page: ${snippet}`); // no clipboard, or it is refused
  }
  return null;
}

/**
 * The frame, and a script that makes it as high as the page in it says; without the script it has a height of its own.
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
