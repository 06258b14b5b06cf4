"""A film of the runs as GIF, WebM or MP4; the dialog offers the formats that the browser can make."""

from components.exports._export import RUNS, Export

EXPORT = Export(
    label="GIF, WebM, MP4 …",
    order=2.5,
    about="The runs step by step, or the surface rotating, as GIF, WebM or MP4.",
    ending="webm",
    media="video/webm",
    group="Film",
    places=(RUNS,),
    script="exports/film.js",
)
