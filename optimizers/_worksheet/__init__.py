"""The worksheet of a step: the update rule, read from the code that runs, with all its numbers."""

from optimizers._worksheet.sheet import Worksheet, worksheet

__all__ = ["Worksheet", "worksheet"]
