"""A count with its noun, singular or plural."""


def counted(count: int, noun: str) -> str:
    """`1 step`, `20 steps`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
