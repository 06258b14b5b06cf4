"""A film as GIF: 256 colours for all of it, and of each frame only what has changed."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError
from scipy.spatial import cKDTree

COLOURS, EXACT = 255, 64  # one more is left for what has not changed; so many of the most frequent colours are met exactly
BITS = 6  # of a channel: finer differences of colour are not seen
SAMPLES = 5  # frames that the colours are taken from
FLATTER = 0.4  # the weight of a colour is this power of its pixels: else areas would leave no colours for lines
MOST_WEIGHT = 250.0

Pixels = np.ndarray[Any, np.dtype[np.uint8]]


class FilmError(ValueError):
    """Frames that cannot be made a film of; says why, in a sentence."""


def gif(
    frames: Sequence[bytes | memoryview],
    milliseconds: Sequence[int],
    comment: str,
    *,
    largest: int,
    most_pixels: int,
    loop: bool = True,
) -> bytes:
    """Frames as PNG, all of one size, no side longer than `largest`, with at most so many pixels together; each is shown for
    so long.
    """
    size = _size(frames, largest)
    if len(frames) * size[0] * size[1] > most_pixels:
        raise FilmError(f"{len(frames)} frames of {size[0]} × {size[1]} pixels are too many. Choose fewer or smaller ones.")
    chosen = np.unique(np.linspace(0, len(frames) - 1, SAMPLES).round().astype(int))
    palette, table = _colours([_pixels(frames[at], at, size) for at in chosen])

    def drawn() -> Iterator[Image.Image]:
        for at, frame in enumerate(frames):
            image = Image.fromarray(table[_coarse(_pixels(frame, at, size))])
            image.putpalette(palette)
            yield image

    images, file = drawn(), BytesIO()
    look: dict[str, Any] = {"loop": 0} if loop else {}
    next(images).save(
        file,
        "GIF",
        save_all=True,
        append_images=images,
        duration=list(milliseconds),
        disposal=1,
        optimize=False,
        comment=comment.encode("utf-8")[:2000],
        **look,
    )
    return file.getvalue()


def _open(frame: bytes | memoryview, at: int) -> Image.Image:
    try:
        return Image.open(BytesIO(frame), formats=["PNG"])
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise FilmError(f"Frame {at + 1} is not a PNG.") from None


def _size(frames: Sequence[bytes | memoryview], largest: int) -> tuple[int, int]:
    if not frames:
        raise FilmError("A film needs one frame at least.")
    width, height = _open(frames[0], 0).size
    if max(width, height) > largest:
        raise FilmError(f"A film is at most {largest} pixels wide and high, not {width} × {height}.")
    return width, height


def _pixels(frame: bytes | memoryview, at: int, size: tuple[int, int]) -> Pixels:
    """The pixels of a frame (height, width, 3); nothing is decoded that has another size."""
    image = _open(frame, at)
    if image.size != size:
        raise FilmError(f"Frame {at + 1} has {image.width} × {image.height} pixels, the first one {size[0]} × {size[1]}.")
    try:
        return np.asarray(image.convert("RGB"))
    except (OSError, ValueError, SyntaxError, EOFError):
        raise FilmError(f"Frame {at + 1} is not a whole PNG.") from None


def _coarse(pixels: Pixels) -> Any:
    """The place of each pixel's colour in a table of all of them."""
    red, green, blue = (pixels[..., channel].astype(np.uint32) >> (8 - BITS) for channel in range(3))
    return red << 2 * BITS | green << BITS | blue


def _colours(samples: Sequence[Pixels]) -> tuple[bytes, Pixels]:
    """A palette for these frames, and which of it is nearest to each colour of the table."""
    pixels = np.concatenate([sample.reshape(-1, 3) for sample in samples])
    places = _coarse(pixels)
    counts = np.bincount(places, minlength=1 << 3 * BITS)
    used, every = np.flatnonzero(counts), _spread(np.arange(1 << 3 * BITS, dtype=np.uint32))
    for channel in range(3):  # of colours that there are, the mean: those of areas are met exactly
        sums = np.bincount(places, pixels[:, channel], minlength=1 << 3 * BITS)
        every[used, channel] = np.rint(sums[used] / counts[used])
    frequent = used[np.argsort(-counts[used], kind="stable")[:EXACT]]
    used = np.setdiff1d(used, frequent) if len(used) > COLOURS else frequent
    weights = np.minimum(counts[used] ** FLATTER, MOST_WEIGHT).astype(int) + 1
    swatch = np.repeat(every[used], weights, axis=0)[None]
    others = Image.fromarray(swatch).quantize(COLOURS - EXACT, Image.Quantize.MEDIANCUT, kmeans=1).getpalette() or []
    colours = [*every[frequent].ravel().tolist(), *others][: 3 * COLOURS]
    _, nearest = cKDTree(np.reshape(colours, (-1, 3))).query(every)
    return bytes(colours).ljust(768, b"\0"), nearest.astype(np.uint8)


def _spread(places: Any) -> Pixels:
    """The colours of places in the table, each in the middle of what it stands for."""
    channels = [places >> shift & (1 << BITS) - 1 for shift in (2 * BITS, BITS, 0)]
    return np.stack([(channel << 8 - BITS) + (1 << 7 - BITS) for channel in channels], axis=-1).astype(np.uint8)
