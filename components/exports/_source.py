"""The source of functions and of everything that they call in this project: what must be copied for them to run elsewhere."""

import ast
import builtins
import dis
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

OWN = ("optimizers", "surfaces", "components")  # packages whose source is copied
GIVEN = "optimizers._requests"  # defined by the script's own loop


@dataclass
class Source:
    """The definitions that some functions need, by name, in an order in which they work.

    own     those of their own module, and of other records
    shared  those of the machinery
    asks    the names of the requests, such as `Gradient`
    without names that are defined elsewhere
    """

    own: dict[str, str] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    asks: set[str] = field(default_factory=set)
    without: frozenset[str] = frozenset()


def source_of(*definitions: Callable[..., Any], without: Iterable[str] = ()) -> Source:
    """The source of these functions and classes, after everything that they need, except what the script defines itself."""
    found = Source(without=frozenset(without))
    for definition in definitions:
        _add(found, definition.__name__, definition, definition.__module__)
    return found


def source_of_record(module: str, name: str) -> Source:
    """The source of a module's record, after everything that it needs."""
    found = Source()
    _add(found, name, getattr(sys.modules[module], name), module)
    return found


def _add(found: Source, name: str, value: Any, module: str) -> None:
    """Add a definition, after what it needs."""
    home = value.__module__ if inspect.isfunction(value) or inspect.isclass(value) else _home(name, module)
    if name in found.without:
        return
    if home == GIVEN:
        found.asks.add(name)
        return
    texts = found.shared if home.rpartition(".")[2].startswith("_") else found.own
    if name in texts or home.split(".")[0] not in OWN:
        return
    texts[name] = ""  # for functions that call themselves
    text = _with_what_it_needs(found, name, value, home)
    del texts[name]
    if text not in texts.values():  # one line may define two names
        texts[name] = text


def _with_what_it_needs(found: Source, name: str, value: Any, home: str) -> str:
    """The text of a definition, after everything that it needs has been added."""
    text, tree = _definition(name, value, home)
    for other in _globals(value.__code__) if inspect.isfunction(value) else _names(tree):
        given = vars(sys.modules[home]).get(other)
        if inspect.ismodule(given) and given.__name__.split(".")[0] in OWN:
            used = re.search(rf"\b{other}\.(\w+)", text)
            assert used
            inner = _with_what_it_needs(found, used[1], getattr(given, used[1]), given.__name__)
            found.own[other] = f"class {other}:\n    @staticmethod\n{textwrap.indent(inner, '    ')}"
        elif given is not None and not inspect.ismodule(given):
            _add(found, other, given, home)
    return text


def _definition(name: str, value: Any, module: str) -> tuple[str, ast.AST]:
    """The text of a function, a class or a constant."""
    if inspect.isfunction(value) or inspect.isclass(value):
        assert value.__name__ == name, f"{module}.{name} has another name at home"
        text = textwrap.dedent(inspect.getsource(value)).rstrip()
        return text, ast.parse(text).body[0]
    source = inspect.getsource(sys.modules[module])
    for node in ast.parse(source).body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        if any(isinstance(part, ast.Name) and part.id == name for target in targets for part in ast.walk(target)):
            return "\n".join(source.splitlines()[node.lineno - 1 : node.end_lineno]), node
    raise LookupError(f"{module} does not define {name}")


def _home(name: str, module: str) -> str:
    """The module that defines a constant, which another may have imported."""
    for node in ast.parse(inspect.getsource(sys.modules[module])).body:
        if isinstance(node, ast.ImportFrom) and node.module and any(one.name == name for one in node.names):
            return _home(name, node.module) if node.module.split(".")[0] in OWN else node.module
    return module


def _globals(code: CodeType) -> Iterator[str]:
    """The names that a function looks up in its module."""
    yield from (one.argval for one in dis.get_instructions(code) if one.opname == "LOAD_GLOBAL")
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _globals(inner)


def _names(tree: ast.AST) -> Iterator[str]:
    """The names that the definition of a class or a constant looks up, without those in annotations."""
    for part in ast.iter_child_nodes(tree):
        if part is getattr(tree, "annotation", None) or part is getattr(tree, "returns", None):
            continue
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load) and not hasattr(builtins, part.id):
            yield part.id
        yield from _names(part)
