"""A vector image, in which only the 3D surface is a raster image."""

from components.exports._export import LAB, NETWORK, VIEWS, Export

EXPORT = Export(
    label="SVG",
    order=2,
    about="A picture that scales and can be edited.",
    ending="svg",
    media="image/svg+xml",
    places=(*VIEWS, *LAB, *NETWORK),
    script="exports/picture.js",
)
