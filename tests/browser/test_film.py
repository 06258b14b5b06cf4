"""A film of the runs: a GIF that Pillow opens, and a WebM that the browser plays."""

import base64
import re
from io import BytesIO

import numpy as np
from PIL import Image, ImageColor

from components.plots.fate_colors import color_of

PLAY = """async (text) => {
  const video = document.createElement('video');
  video.muted = true;
  video.src = URL.createObjectURL(new Blob([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], { type: 'video/webm' }));
  const heard = (name) => new Promise((done, fail) => {
    video.addEventListener(name, done, { once: true });
    video.addEventListener('error', () => fail(video.error), { once: true });
  });
  await heard('loadeddata');
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const seen = async (time, before) => {
    video.currentTime = time;
    await heard('seeked');
    for (let frames = 0; frames < 600; frames++) { // the frame before may still be presented
      await new Promise(requestAnimationFrame);
      context.drawImage(video, 0, 0);
      const picture = canvas.toDataURL('image/png').split(',')[1];
      if (context.getImageData(2, 2, 1, 1).data[3] && picture !== before) return picture;
    }
    return before;
  };
  const first = await seen(0);
  return { size: [canvas.width, canvas.height], duration: video.duration, pictures: [first, await seen(1.5, first)] };
}"""

COUNT = """() => {
  window.drawn = []; // vertices of each surface
  const { drawArrays } = WebGLRenderingContext.prototype;
  WebGLRenderingContext.prototype.drawArrays = function (mode, first, count) {
    if (count > 10000) drawn.push(count);
    return drawArrays.call(this, mode, first, count);
  };
}"""


def film(lab, view="map", motion="run", measured=None, **options):
    """The film that the menu saves of the runs in a view, and what it is called.

    `measured` is how near the size must be that is told before: from so much of that of the file, to so much.
    """
    page = lab.page
    page.keyboard.press("e")
    page.locator(".sheet.save [data-place=runs][data-key=film]").click()
    page.locator(".sheet.film-options[open]").wait_for()
    for name in ("surface3d", "map", "curve"):
        page.set_checked(f".sheet.film-options [value={name}]", name == view)
    page.fill("[data-option=seconds] input", "1")
    for name, value in {"motion": motion, **options}.items():
        page.select_option(f"[data-option={name}] select", value)
    about = page.locator(".sheet.film-options .about")
    assert "frames of 640" in about.inner_text()
    if measured:
        lab.until("document.querySelector('.sheet.film-options .about').textContent.includes('about')")
    expected = re.search(r"about ([\d.]+) (kB|MB)\.", about.inner_text())
    with page.expect_download() as download:
        page.locator(".sheet.film-options .make").click()
    lab.until("document.querySelector('.sheet.save .about').textContent.startsWith('Download started')")
    page.keyboard.press("Escape")
    file = download.value.path().read_bytes()
    if measured:
        size = float(expected[1]) * {"kB": 1e3, "MB": 1e6}[expected[2]]
        assert measured[0] * len(file) <= size <= measured[1] * len(file)
    return file, download.value.suggested_filename


def test_a_gif_shows_the_run_step_by_step(visit):
    lab = visit("surface=himmelblau&optimizers=adam,momentum&steps=30&fates=momentum")
    lab.until("document.querySelector('.fate-words').dataset.fine")
    file, name = film(lab, measured=(0.8, 1.25), format="gif", width="640", fps="10", held="1", theme="dark")
    assert name == "himmelblau-adam-lr0.1-momentum-lr0.01-film.gif"
    made = Image.open(BytesIO(file))
    assert made.n_frames == 10
    assert made.width == 640
    assert b"surface=himmelblau" in made.info["comment"]
    pictures = []
    for at in range(10):
        made.seek(at)
        pictures.append(np.asarray(made.convert("RGB")).astype(int))
    assert made.info["duration"] == 1000  # the last frame is held
    assert pictures[0][2, 2].max() < 40  # dark
    changed = [int((np.abs(one - pictures[0]).max(axis=-1) > 60).sum()) for one in pictures]
    assert changed[0] == 0
    assert all(changed[1:])
    assert changed[9] > changed[2]  # the paths grow
    below = pictures[0][made.width * 3 // 4 :]  # the legend
    for fate in lab.stage("stage.display.fates.shares.map(({ fate }) => fate)"):
        assert (np.abs(below - ImageColor.getrgb(color_of(fate))).max(axis=-1) < 24).sum() > 60, fate
    assert lab.page.locator(".stage .film").count() == 0  # nothing is left behind


def test_a_surface_turns_around_once(visit):
    lab = visit("surface=himmelblau&optimizers=adam&steps=30")
    lab.page.evaluate(COUNT)
    file, _ = film(lab, "surface3d", "turn", format="gif", width="640", fps="10", held="0", theme="light")
    made = Image.open(BytesIO(file))
    assert made.n_frames == 10
    pictures = []
    for at in range(10):
        made.seek(at)
        pictures.append(np.asarray(made.convert("RGB")).astype(int))
    height = pictures[0].shape[0]
    drawn, rows, columns = lab.stage("[drawn, stage.surface3d.terrain.rows, stage.surface3d.terrain.columns]")
    assert drawn[-10:] == [6 * (rows - 1) * (columns - 1)] * 10  # once per frame, and no more points than given
    surfaces = [one[: height * 3 // 4] for one in pictures]
    assert all((one.max(axis=-1) < 200).mean() > 0.1 for one in surfaces)  # visible from the first frame on
    changed = [int((np.abs(one - surfaces[0]).max(axis=-1) > 60).sum()) for one in surfaces[1:]]
    assert min(changed) > 1000  # a tenth of a turn changes a lot
    words = [one[height * 9 // 10 :] for one in pictures]
    assert all((np.abs(one - words[0]).max(axis=-1) > 60).sum() < 50 for one in words)  # everything else is unchanged


def test_a_webm_is_played_by_the_browser(visit):
    lab = visit("surface=bowl&optimizers=adam&steps=30")
    file, name = film(lab, measured=(0.8, 1.25), format="webm", width="640", fps="10", held="1", theme="light")
    assert name.endswith("-film.webm")
    played = lab.page.evaluate(PLAY, base64.b64encode(file).decode())
    assert played["size"][0] == 640
    assert abs(played["duration"] - 1.9) < 0.01
    first, last = (
        np.asarray(Image.open(BytesIO(base64.b64decode(text))).convert("RGB")).astype(int) for text in played["pictures"]
    )
    assert first[2, 2].min() > 240
    assert (np.abs(first - last).max(axis=-1) > 60).sum() > 100
