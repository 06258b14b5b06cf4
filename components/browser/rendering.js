// Whether this browser renders in software: then canvases are best kept in main memory.

const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

/** @type {boolean | undefined} */
let known;

export function drawsInSoftware() {
  known ??= SOFTWARE.test(renderer());
  return known;
}

/** The renderer's name; if it is unknown, 3D does not work either. */
function renderer() {
  const context = document.createElement("canvas").getContext("webgl");
  const named = context?.getExtension("WEBGL_debug_renderer_info");
  const name = context && named ? String(context.getParameter(named.UNMASKED_RENDERER_WEBGL)) : "software";
  context?.getExtension("WEBGL_lose_context")?.loseContext(); // the number of contexts per page is limited
  return name;
}
