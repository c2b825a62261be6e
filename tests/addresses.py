"""The code that builds each address, compiled once a process: every test has an app of its own, with 140 addresses."""

from collections.abc import Callable, Hashable
from typing import Any

from werkzeug.routing import Rule

_compile = Rule._compile_builder
_builders: dict[Hashable, Callable[..., tuple[str, str]]] = {}


def _compile_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
    """What it does depends on these only; the converters are those of the rule that calls it."""
    said: Any = (tuple(rule._trace), append_unknown, tuple(sorted((rule.defaults or {}).items(), key=str)))
    said = (said, tuple(sorted(rule.arguments)))
    if said not in _builders:
        _builders[said] = _compile(rule, append_unknown)
    return _builders[said]


def share() -> None:
    """Let all apps of this process share it."""
    Rule._compile_builder = _compile_once  # type: ignore[method-assign]
