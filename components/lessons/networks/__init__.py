"""Lessons of the network page, one per file: a short text, scenes to train, and claims that are checked on their runs."""

from components.lessons.networks._network_lesson import NetworkLesson, TrainedQuestion
from surfaces._discover import discover

NETWORK_LESSONS: dict[str, NetworkLesson] = dict(
    sorted(discover(__name__, "LESSON").items(), key=lambda lesson: lesson[1].order)
)

__all__ = ["NETWORK_LESSONS", "NetworkLesson", "TrainedQuestion"]
