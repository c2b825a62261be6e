"""What is made once a process though every test has an app of its own: the code of addresses, pages and statements."""

from typing import Any

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

COMPILED = ("_parts", "_trace", "_converters", "arguments")
_compile = Rule.compile
_rules: dict[Any, dict[str, Any]] = {}
_statements: LRUCache[Any, Any] = LRUCache(4000)
_pages: dict[tuple[str, str], Any] = {}


class CompiledPages(FileSystemBytecodeCache):
    """The code of templates: from the last run's files the first time, then from memory."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket`, where its template was compiled before and has not changed since."""
        if code := _pages.get((bucket.key, bucket.checksum)):
            bucket.code = code
        else:
            super().load_bytecode(bucket)
            _pages[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled now."""
        super().dump_bytecode(bucket)
        _pages[bucket.key, bucket.checksum] = bucket.code


def share() -> None:
    """Let all apps of this process share both: they took a fifth of a test's time."""
    Rule.compile = _compile_once  # type: ignore[method-assign]
    Engine._compiled_cache = property(lambda _engine: _statements, lambda _engine, _own: None)  # type: ignore[assignment]
    # A statement is kept under the dialect it was compiled for; those of two engines write the same.
    DefaultDialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign,assignment]
    DefaultDialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign,assignment]


def _compile_once(rule: Rule) -> None:
    """What comes of it depends on these only."""
    said = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, *sorted((rule.defaults or {}).items()))
    said = (*said, *rule.map.converters.values())
    if said not in _rules:
        _compile(rule)
        _rules[said] = {name: vars(rule)[name] for name in COMPILED}
        _rules[said] |= {"build": rule._build.__func__, "unknown": rule._build_unknown.__func__}  # type: ignore[attr-defined]
    known = _rules[said]
    vars(rule).update({name: known[name] for name in COMPILED})
    rule._build, rule._build_unknown = known["build"].__get__(rule, None), known["unknown"].__get__(rule, None)
