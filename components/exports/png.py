"""A raster image, three times the size of the view."""

from components.exports._export import LAB, NETWORK, VIEWS, Export

EXPORT = Export(
    label="PNG",
    order=1,
    about="A picture at three times the size.",
    ending="png",
    media="image/png",
    places=(*VIEWS, *LAB, *NETWORK),
    script="exports/picture.js",
)
