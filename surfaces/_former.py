"""Deprecated names: they keep working for one more release."""

from collections.abc import Callable
from dataclasses import is_dataclass
from functools import wraps
from operator import attrgetter
from typing import Any, TypeVar, cast

Named = TypeVar("Named", bound=Callable[..., Any])


def former_names(**current: str) -> Callable[[Named], Named]:
    """Also accept deprecated names for keyword arguments of a function or attributes of a class: `@former_names(old="new")`.

    For a dataclass this includes the arguments of its constructor.
    """

    def decorate(named: Named) -> Named:
        if not isinstance(named, type):
            return cast(Named, _taking(named, current))
        for old, new in current.items():
            setattr(named, old, property(attrgetter(new), doc=f"The former name of `{new}`."))
        if is_dataclass(named):
            setattr(named, "__init__", _taking(vars(named)["__init__"], current))  # noqa: B010  (mypy knows no new one)
        return named

    return decorate


def _taking(function: Any, current: dict[str, str]) -> Any:
    @wraps(function)
    def call(*arguments: Any, **named: Any) -> Any:
        given = {current[name]: named.pop(name) for name in list(named) if name in current}
        return function(*arguments, **{**named, **given})

    return call
