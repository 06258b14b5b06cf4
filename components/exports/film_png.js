// A worker that makes a PNG of each frame that it gets. The page itself would only do so when it has nothing else to do, and in a
// tab that nobody sees even later.

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
