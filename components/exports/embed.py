"""The HTML of a frame that shows the stage within another page."""

from components.exports._export import RUNS, Export

EXPORT = Export(
    label="Embed",
    order=32,
    about="Copies the HTML of an iframe for a course page. It shows the stage as it is now, with one slider at a time.",
    ending="html",
    media="text/html",
    group="Live page",
    places=(RUNS,),
    script="exports/embed.js",
)
