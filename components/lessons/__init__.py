"""Lessons: what optimizers do and why, to look at and to try, each sentence of fact checked on the paths."""

from components.lessons._lesson import Lesson
from surfaces._discover import discover

LESSONS: dict[str, Lesson] = dict(sorted(discover(__name__, "LESSON").items(), key=lambda item: item[1].order))
