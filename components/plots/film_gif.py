"""A film as GIF: one palette of up to 256 colors, fewer if the file would be too large; frames contain only changed pixels."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError
from scipy.spatial import cKDTree

PALETTES = (255, 127, 63, 31)  # color counts to try; one more entry is reserved for unchanged pixels
EXACT = 0.25  # share of the palette reserved for exact matches of the most frequent colors
SMALL, DENSE = 6_000_000, 0.08  # bytes in total and per pixel of a frame: a film that exceeds both gets fewer colors
PROBED = 3  # pairs of neighboring frames by which the palette is chosen
BITS = 6  # per channel: finer differences are invisible
SAMPLES = 5  # frames from which the palette is chosen
FLATTER = 0.4  # colors are weighted by their pixel count to this power: otherwise areas would crowd out lines
MAX_WEIGHT = 250.0

Pixels = np.ndarray[Any, np.dtype[np.uint8]]


class FilmError(ValueError):
    """Frames that cannot become a film; the message says why."""


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
    _check(len(frames), size, most_pixels)
    probed = np.unique(np.linspace(0, max(0, len(frames) - 2), PROBED).round().astype(int)).tolist()
    colors, _ = _fitting(frames, size, [range(at, min(at + 2, len(frames))) for at in probed], len(frames))
    look: dict[str, Any] = {"loop": 0} if loop else {}
    look |= {"duration": list(milliseconds), "comment": comment.encode("utf-8")[:2000]}
    return _written(range(len(frames)), frames, size, colors, look)


def expected_size(frames: Sequence[bytes | memoryview], count: int, *, neighbors: int, largest: int, most_pixels: int) -> int:
    """The estimated size in bytes of a film of `count` frames, from so many neighboring frames at each of some places in it."""
    size = _size(frames, largest)
    _check(max(count, len(frames)), size, most_pixels)
    groups = [range(at, min(at + neighbors, len(frames))) for at in range(0, len(frames), neighbors)]
    return _fitting(frames, size, groups, count)[1]


def _check(count: int, size: tuple[int, int], most_pixels: int) -> None:
    if count * size[0] * size[1] > most_pixels:
        raise FilmError(f"{count} frames of {size[0]} × {size[1]} pixels are too many. Choose fewer or smaller ones.")


def _written(
    places: Sequence[int],
    frames: Sequence[bytes | memoryview],
    size: tuple[int, int],
    colors: tuple[bytes, Pixels],
    look: Mapping[str, Any],
) -> bytes:
    """A GIF of some frames, in these colors."""
    palette, table = colors

    def drawn() -> Iterator[Image.Image]:
        for at in places:
            image = Image.fromarray(table[_coarse(_pixels(frames[at], at, size))])
            image.putpalette(palette)
            yield image

    images, file = drawn(), BytesIO()
    next(images).save(file, "GIF", save_all=True, append_images=images, disposal=1, optimize=False, interlace=0, **look)
    return file.getvalue()


def _fitting(
    frames: Sequence[bytes | memoryview], size: tuple[int, int], probed: Sequence[range], count: int
) -> tuple[tuple[bytes, Pixels], int]:
    """The largest palette with which a film of so many frames is small enough, else the smallest; and about how large it is.

    That is found by what the frames at `probed` take after the first one of each group.
    """
    most = max(SMALL, DENSE * count * size[0] * size[1])
    chosen = np.unique(np.linspace(0, len(frames) - 1, SAMPLES).round().astype(int))
    samples = [_pixels(frames[at], at, size) for at in chosen]
    further = max(1, sum(len(group) - 1 for group in probed))
    for length in PALETTES:
        colors = _colors(samples, length)
        alone, together = (
            [len(_written(part, frames, size, colors, {})) for part in parts]
            for parts in ([group[:1] for group in probed], probed)
        )
        expected = round(alone[0] + (count - 1) * (sum(together) - sum(alone)) / further)
        if expected <= most:
            break
    return colors, expected


def _open(frame: bytes | memoryview, at: int) -> Image.Image:
    try:
        return Image.open(BytesIO(frame), formats=["PNG"])
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise FilmError(f"Frame {at + 1} is not a PNG.") from None


def _size(frames: Sequence[bytes | memoryview], largest: int) -> tuple[int, int]:
    if not frames:
        raise FilmError("A film needs at least one frame.")
    width, height = _open(frames[0], 0).size
    if max(width, height) > largest:
        raise FilmError(f"A film is at most {largest} pixels wide and high, not {width} × {height}.")
    return width, height


def _pixels(frame: bytes | memoryview, at: int, size: tuple[int, int]) -> Pixels:
    """The pixels of a frame, (height, width, 3); the size is checked before decoding."""
    image = _open(frame, at)
    if image.size != size:
        raise FilmError(f"Frame {at + 1} has {image.width} × {image.height} pixels, the first one {size[0]} × {size[1]}.")
    try:
        return np.asarray(image.convert("RGB"))
    except (OSError, ValueError, SyntaxError, EOFError):
        raise FilmError(f"Frame {at + 1} is not a complete PNG.") from None


def _coarse(pixels: Pixels) -> Any:
    """The index of each pixel's color in a table of all coarse colors."""
    red, green, blue = (pixels[..., channel].astype(np.uint32) >> (8 - BITS) for channel in range(3))
    return red << 2 * BITS | green << BITS | blue


def _colors(samples: Sequence[Pixels], count: int) -> tuple[bytes, Pixels]:
    """A palette of `count` colors for these frames, and the nearest one to each color of the table."""
    exact = round(EXACT * count)
    pixels = np.concatenate([sample.reshape(-1, 3) for sample in samples])
    places = _coarse(pixels)
    counts = np.bincount(places, minlength=1 << 3 * BITS)
    used, every = np.flatnonzero(counts), _spread(np.arange(1 << 3 * BITS, dtype=np.uint32))
    for channel in range(3):  # the mean of the colors present, so that areas are matched exactly
        sums = np.bincount(places, pixels[:, channel], minlength=1 << 3 * BITS)
        every[used, channel] = np.rint(sums[used] / counts[used])
    frequent = used[np.argsort(-counts[used], kind="stable")[:exact]]
    used = np.setdiff1d(used, frequent) if len(used) > count else frequent
    weights = np.minimum(counts[used] ** FLATTER, MAX_WEIGHT).astype(int) + 1
    swatch = np.repeat(every[used], weights, axis=0)[None]
    others = Image.fromarray(swatch).quantize(count - exact, Image.Quantize.MEDIANCUT, kmeans=1).getpalette() or []
    colors = [*every[frequent].ravel().tolist(), *others][: 3 * count]
    _, nearest = cKDTree(np.reshape(colors, (-1, 3))).query(every)
    return bytes(colors).ljust(768, b"\0"), nearest.astype(np.uint8)


def _spread(places: Any) -> Pixels:
    """The colors at indices of the table: each is the middle of its cell."""
    channels = [places >> shift & (1 << BITS) - 1 for shift in (2 * BITS, BITS, 0)]
    return np.stack([(channel << 8 - BITS) + (1 << 7 - BITS) for channel in channels], axis=-1).astype(np.uint8)
