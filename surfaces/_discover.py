"""Find the records of a package: one module, one record, and the module's name is its key."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Any


def discover(package: str, attribute: str) -> dict[str, Any]:
    """Import every module of `package` and collect its record called `attribute`.

    Modules come sorted by name; those whose name starts with `_` are the machinery and are skipped. A module that
    cannot be imported, or that lacks its record, raises at once: a broken record must never vanish silently.
    """
    found = iter_modules(import_module(package).__path__)
    names = sorted(module.name for module in found if not (module.ispkg or module.name.startswith("_")))
    return {name: getattr(import_module(f"{package}.{name}"), attribute) for name in names}
