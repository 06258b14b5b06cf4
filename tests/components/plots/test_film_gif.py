"""A film as GIF, opened again by Pillow."""

import struct
import zlib
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw

from components.plots import film_gif
from components.plots.film_gif import FilmError, expected_size, gif

LIMITS = {"largest": 400, "most_pixels": 5_000_000}
BANDS = ["#f4f1e8", "#bfd3d6", "#6f97b3", "#35547a"]


def frame(at, size=(120, 80)):
    """Bands of color, and a line that grows on them."""
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    for band, color in enumerate(BANDS):
        draw.rectangle((0, 20 * band, size[0], 20 * band + 19), fill=color)
    draw.line((5, 5, 5 + 5 * at, 5 + 3 * at), fill="#c75000", width=2)
    return png(image)


def png(image):
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def test_all_frames_are_there_for_as_long_as_asked_in_their_colors():
    frames = [frame(at) for at in range(12)]
    film = Image.open(BytesIO(gif(frames, [50] * 11 + [2000], "https://example.org/?a=1", **LIMITS)))
    assert film.n_frames == 12
    assert film.size == (120, 80)
    assert film.info["loop"] == 0
    assert film.info["comment"] == b"https://example.org/?a=1"
    for at, own in enumerate(frames):
        film.seek(at)
        assert film.info["duration"] == (2000 if at == 11 else 50)
        seen, drawn = (np.asarray(one.convert("RGB")).astype(int) for one in (film, Image.open(BytesIO(own))))
        assert np.array_equal(seen, drawn)  # few colors are preserved exactly


def test_many_colors_are_nearly_kept_and_areas_exactly():
    x, y = np.meshgrid(np.arange(300), np.arange(200))
    picture = np.stack([x * 255 // 299, y * 255 // 199, (x + y) % 256], axis=-1).astype(np.uint8)
    picture[150:] = (12, 200, 34)
    film = Image.open(BytesIO(gif([png(Image.fromarray(picture))], [100], "", **LIMITS)))
    seen = np.asarray(film.convert("RGB")).astype(int)
    assert np.array_equal(seen[150:], picture[150:])
    assert np.abs(seen - picture).mean() < 10


def test_of_each_frame_only_what_changes_takes_room():
    still = [frame(3)] * 30
    assert len(gif(still, [50] * 30, "", **LIMITS)) < len(gif(still[:1], [50], "", **LIMITS)) + 3000


def test_a_film_that_would_be_too_large_has_fewer_colors(monkeypatch):
    x, y = np.meshgrid(np.arange(160), np.arange(120))
    waves = [128 + 120 * np.sin(x / 9 + at / 2) * np.cos(y / 7 - at / 3) for at in range(12)]
    frames = [png(Image.fromarray(np.stack([wave, wave, 0.5 * wave], axis=-1).astype(np.uint8))) for wave in waves]
    rich = gif(frames, [50] * 12, "", **LIMITS)
    monkeypatch.setattr(film_gif, "DENSE", 0.0)
    monkeypatch.setattr(film_gif, "SMALL", 0.7 * len(rich))
    poor = gif(frames, [50] * 12, "", **LIMITS)
    assert len(poor) < 0.77 * len(rich)  # the size is estimated from a few frames
    counts = [
        len(np.unique(np.asarray(Image.open(BytesIO(file)).convert("RGB")).reshape(-1, 3), axis=0)) for file in (rich, poor)
    ]
    assert counts[1] <= 127
    assert counts[0] > counts[1]


def test_the_size_of_a_film_is_expected_from_a_few_of_its_frames():
    frames = [frame(at, (240, 160)) for at in range(40)]
    moving = [png(Image.fromarray(np.roll(noisy(), 3 * at, axis=1))) for at in range(40)]
    for film in (frames, moving, flashing()):
        some = [film[at] for first in (4, 13, 22, 31) for at in range(first, first + 5)]
        made = len(gif(film, [50] * 40, "", **LIMITS))
        assert 0.85 * made < expected_size(some, 40, neighbors=5, **LIMITS) < 1.15 * made
    with pytest.raises(FilmError, match="600 frames of 240 × 160 pixels are too many"):
        expected_size(frames[:2], 600, neighbors=2, **LIMITS)


def flashing():
    """A film in which every fourth frame changes all over, and the others hardly."""
    pictures = []
    for at in range(40):
        pixels = np.roll(noisy(), 7 * (at // 4), axis=0)
        pixels[at, :3] = 0
        pictures.append(png(Image.fromarray(pixels)))
    return pictures


def noisy():
    return np.random.default_rng(0).integers(0, 256, (90, 130, 3)).astype(np.uint8)


def test_a_film_that_plays_once_has_no_repeat_block():
    film = Image.open(BytesIO(gif([frame(0), frame(5)], [50, 50], "", loop=False, **LIMITS)))
    assert "loop" not in film.info


def bomb():
    """A PNG that says it is enormous."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("frames", "reason"),
    [
        ([], "needs at least one frame"),
        ([b"GIF89a"], "Frame 1 is not a PNG"),
        ([frame(0), b""], "Frame 2 is not a PNG"),
        ([frame(0), frame(0)[:200]], "Frame 2 is not a complete PNG"),
        ([frame(0), frame(0, (100, 80))], "Frame 2 has 100 × 80 pixels, the first one 120 × 80"),
        ([frame(0, (500, 80))], "at most 400 pixels"),
        ([frame(0)] * 600, "600 frames of 120 × 80 pixels are too many"),
        ([bomb()], r"Frame 1 is not a PNG|at most 400 pixels"),
        ([frame(0), bomb()], r"Frame 2 (is not a PNG|has 60000)"),
    ],
)
def test_what_is_no_film_is_refused_with_a_sentence(frames, reason):
    with pytest.raises(FilmError, match=reason):
        gif(frames, [50] * len(frames), "", **LIMITS)
