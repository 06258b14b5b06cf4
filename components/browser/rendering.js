// Whether this browser draws without a graphics processor: then a canvas is best kept where the processor can reach it.

const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

/** @type {boolean | undefined} */
let known;

export function drawsInSoftware() {
  known ??= SOFTWARE.test(renderer());
  return known;
}

/** The name of what draws; where it cannot be told, nothing draws in three dimensions either. */
function renderer() {
  const context = document.createElement("canvas").getContext("webgl");
  const named = context?.getExtension("WEBGL_debug_renderer_info");
  const name = context && named ? String(context.getParameter(named.UNMASKED_RENDERER_WEBGL)) : "software";
  context?.getExtension("WEBGL_lose_context")?.loseContext(); // a page may have only so many
  return name;
}
