"""AdaDelta's slow start: it takes its unit of length from its own steps, and has made none yet."""

from components.lessons._lesson import Lesson, Scene, about, claim

ADADELTA = "adadelta"
BOWL = {
    "surface": "bowl",
    "optimizers": ADADELTA,
    "x": "6",
    "y": "6",
    "adadelta.learning_rate": "1",
    "adadelta.rho": "0.9",
    "noise": "0",
    "steps": "200",
}

LESSON = Lesson(
    chapter="Adaptive steps",
    order=3.3,
    title="AdaDelta's slow start",
    paragraphs=(
        "AdaDelta has no learning rate to tune, it is said: the size of its next step comes from the size of its last ones. "
        "But in the beginning there are none, and then ε stands in for them.",
        "So ε, elsewhere a guard against division by zero, is the real knob here. With the usual 1e-6 the first steps "
        "are about 0.003 in each coordinate, and they grow slowly.",
    ),
    scenes=(
        Scene("ε = 1e-6", "Two hundred steps, hardly a move.", {**BOWL, "adadelta.epsilon": "1e-6"}),
        Scene("ε = 0.01", "The same method, ten thousand times the ε.", {**BOWL, "adadelta.epsilon": "0.01"}),
    ),
    question="The square root of 10,000 is 100. What does that have to do with the two scenes?",
    answer="ε stands under a root: ten thousand times the ε makes the first step a hundred times as long.",
    claims=(
        claim(
            "The first step changes x by about {length}.",
            lambda it, length: about(it.x(ADADELTA)[0, 0] - it.x(ADADELTA)[1, 0], length),
            length=0.00316,
        ),
        claim(
            "With ε = {set[adadelta.epsilon]} it is still farther than {far} from the minimum after {set[steps]} steps.",
            lambda it, far: it.away(ADADELTA)[-1, 0] > far,
            far=7,
        ),
        claim(
            "With ε = {set[adadelta.epsilon]} it is within {near} after {step} steps.",
            lambda it, near, step: it.away(ADADELTA)[step, 0] < near,
            scene=1,
            near=0.1,
            step=50,
        ),
    ),
)
