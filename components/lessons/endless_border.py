"""The border between the starts of two minima: a line at a small rate, and without end where gradient descent overshoots."""

from components.lessons._lesson import Lesson, Scene, about, claim

DESCENT = "gradient_descent"
VALLEYS = {"surface": "himmelblau", "optimizers": DESCENT, "x": "-2", "y": "-2", "steps": "200", "noise": "0", "fates": DESCENT}
OVERSHOOTING = {**VALLEYS, f"{DESCENT}.learning_rate": "0.015"}


def _closer(it):
    """How many times the map is magnified."""
    (left, right), _ = it.settings.plane_window
    return round((right - left) / (it.settings.zoom[1] - it.settings.zoom[0]))


LESSON = Lesson(
    chapter="The learning rate",
    order=1.8,
    title="A border without end",
    paragraphs=(
        "The map is colored by where each start ends. Two colors meet at a border: starts on either side are neighbors, "
        "but end at different minima.",
        "At a small rate the border is a line. At a larger one a step can jump across the border and land anywhere, so that "
        "near it all colors mix: zoom in, and there are borders within borders, as in a fractal. Its box-counting dimension "
        "says how rough it is: 1 for a line, 2 where it fills the plane.",
    ),
    scenes=(
        Scene("A line", "Each minimum has one region.", {**VALLEYS, f"{DESCENT}.learning_rate": "0.01"}),
        Scene("A larger rate", "The border frays, and gray starts reach no minimum.", OVERSHOOTING),
        Scene("25 times closer", "Still not a line, but more borders.", {**OVERSHOOTING, "zoom": "-0.6,-0.2,-1,-0.6"}),
        Scene("625 times closer", "And still not a line.", {**OVERSHOOTING, "zoom": "-0.296,-0.28,-0.872,-0.856"}),
    ),
    question="Suppose you know the start to three digits. Near such a border, do you know where the run ends?",
    answer="No. Every region there, however small, contains starts that end at different minima.",
    claims=(
        claim(
            "At {set[gradient_descent.learning_rate]} the border has a dimension below {most}: it is a line.",
            lambda it, most: it.border(DESCENT) < most,
            most=1.1,
        ),
        claim(
            "At {set[gradient_descent.learning_rate]} its dimension is above {least}.",
            lambda it, least: it.border(DESCENT) > least,
            scene=1,
            least=1.3,
        ),
        claim(
            "{closer} times closer it is about {dimension}.",
            lambda it, closer, dimension: _closer(it) == closer and about(it.border(DESCENT), dimension),
            scene=2,
            closer=25,
            dimension=1.5,
        ),
        claim(
            "{closer} times closer it still is about {dimension}.",
            lambda it, closer, dimension: _closer(it) == closer and about(it.border(DESCENT), dimension),
            scene=3,
            closer=625,
            dimension=1.5,
        ),
    ),
)
