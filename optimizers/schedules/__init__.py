"""Learning-rate schedules, one per file. Each is callable: `schedules.inverse_time(0.01)`."""

from optimizers.schedules._schedule import BoundSchedule, Plan, Schedule
from surfaces._discover import discover

SCHEDULES: dict[str, Schedule] = discover(__name__, "SCHEDULE")
globals().update(SCHEDULES)  # so that `schedules.constant` is the record, not its module

__all__ = ["SCHEDULES", "BoundSchedule", "Plan", "Schedule"]
