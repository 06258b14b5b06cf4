"""AdaDelta's slow start: it takes its step length from its own steps, and has made none yet."""

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
        "AdaDelta takes the size of its next step from the size of its last ones, so it needs no learning rate. But at the "
        "start there are no steps yet, and ε stands in for them.",
        "So ε, which elsewhere only prevents division by zero, is what you tune here. With the usual 1e-6 the first steps "
        "are about 0.003 in each coordinate, and they grow slowly.",
    ),
    scenes=(
        Scene("ε = 1e-6", "After 200 steps it has hardly moved.", {**BOWL, "adadelta.epsilon": "1e-6"}),
        Scene("ε = 0.01", "The same method with ten thousand times the ε.", {**BOWL, "adadelta.epsilon": "0.01"}),
    ),
    question="The second ε is 10,000 times the first. How many times as long is the first step?",
    answer="A hundred times: ε is under a square root, and √10,000 is 100.",
    claims=(
        claim(
            "The first step changes x by about {length}.",
            lambda it, length: about(it.x(ADADELTA)[0, 0] - it.x(ADADELTA)[1, 0], length),
            length=0.00316,
        ),
        claim(
            "With ε = {set[adadelta.epsilon]} it is still more than {far} from the minimum after {set[steps]} steps.",
            lambda it, far: it.distance(ADADELTA)[-1, 0] > far,
            far=7,
        ),
        claim(
            "With ε = {set[adadelta.epsilon]} it is within {near} after {step} steps.",
            lambda it, near, step: it.distance(ADADELTA)[step, 0] < near,
            scene=1,
            near=0.1,
            step=50,
        ),
    ),
)
