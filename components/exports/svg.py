"""A picture in lines; the surface in three dimensions is one in pixels all the same."""

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
