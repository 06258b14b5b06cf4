// A worker that encodes each frame as PNG. The page would do so only when idle, and in a
// hidden tab even later.

/** @param {MessageEvent<ImageBitmap>} event */
self.onmessage = async ({ data: picture, ports: [port] }) => {
  port.postMessage(await pngOf(picture).catch(() => null));
};

/** @param {ImageBitmap} picture */
async function pngOf(picture) {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  context?.drawImage(picture, 0, 0);
  picture.close();
  return canvas.convertToBlob({ type: "image/png" });
}
