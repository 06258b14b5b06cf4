"""What the plane hides: a picture in two dimensions of a path in hundreds."""

from components.lessons.networks._network_lesson import NetworkLesson, TrainedClaim, TrainedQuestion, TrainedScene

LESSON = NetworkLesson(
    title="What the plane hides",
    order=4,
    paragraphs=(
        "The loss depends on 354 numbers; a picture has room for two. The plane of the principal directions is the one that "
        "lies closest to all paths. That it holds most of their variance says little: for a random walk it would be 76 %.",
        "The path in the picture is only the projection of the run. The true loss differs from the height at the "
        "projection, and the table says by how much. Random directions show almost nothing of the paths.",
    ),
    scenes=(
        TrainedScene("Principal directions", "Read the sentences below the picture.", {"plane": "principal"}),
        TrainedScene("Random directions", "The same runs: the paths have shrunk to almost nothing.", {"plane": "random"}),
        TrainedScene("Steepest directions", "How the loss is curved where the first run ends.", {"plane": "hessian"}),
    ),
    question=TrainedQuestion(
        "How much of the variance of the paths lies in the plane of the two steepest directions?",
        ("More than 90 %", "About half", "Less than 1 %"),
        "Less than 1 %",
        TrainedClaim(
            "Less than 1 %: the runs hardly move along the directions in which the loss is steepest at the end.",
            lambda it: it.held(2) < 0.01,
        ),
    ),
    claims=(
        TrainedClaim("The principal plane holds more than 90 % of the variance of the paths.", lambda it: it.held(0) > 0.9),
        TrainedClaim("And yet the true loss is off by more than 0.1 somewhere along a path.", lambda it: it.off(0) > 0.1),
        TrainedClaim("Random directions hold less than 5 % of the variance.", lambda it: it.held(1) < 0.05),
    ),
)
