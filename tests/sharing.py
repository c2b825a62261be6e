"""What is made once a process though every test has an app of its own: the code of addresses, and of statements."""

from collections.abc import Callable, Hashable
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

_compile = Rule._compile_builder
_builders: dict[Hashable, Callable[..., tuple[str, str]]] = {}
_statements: LRUCache[Any, Any] = LRUCache(4000)


def share() -> None:
    """Let all apps of this process share both: they took a fifth of a test's time."""
    Rule._compile_builder = _compile_once  # type: ignore[method-assign]
    Engine._compiled_cache = property(lambda _engine: _statements, lambda _engine, _own: None)  # type: ignore[assignment]
    # A statement is kept under the dialect it was compiled for; those of two engines write the same.
    DefaultDialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign,assignment]
    DefaultDialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign,assignment]


def _compile_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """What it does depends on these only; the converters are those of the rule that calls it."""
    said: Any = (tuple(rule._trace), append_unknown, tuple(sorted((rule.defaults or {}).items(), key=str)))
    said = (said, tuple(sorted(rule.arguments)))
    if said not in _builders:
        _builders[said] = _compile(rule, append_unknown)
    return _builders[said]
