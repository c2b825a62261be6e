"""Read the rules of a quiz from its quiz.toml. What an author leaves out stays left out: the presets decide it."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from app.catalogue.content.fields import SLUG, Fields
from app.catalogue.content.parts import QuizFile

PRESETS = ("practice", "check", "final")
COUNTS = ("best", "last", "first", "average")
ORDERS = ("free", "sequential")
ON_A_PAGE = ("one", "all")
PARTS = ("verdict", "key", "why")
MOMENTS = ("while", "failed", "passed", "closed")
LONGEST_MINUTES = 60 * 24
LONGEST_COOL_DOWN = 60 * 24 * 30

POOL = re.compile(rf"(objective|tag) ({SLUG}): ?([1-9]\d{{0,2}})")
FINAL_IS_NEEDED = "A final test has to be passed"
FINAL_CURE = 'take out required = false, or write preset = "practice"'
POOL_CURE = 'write "objective some-objective: 3" or "tag some-tag: 2"'


def read_quiz(fields: Fields) -> QuizFile:
    """The quiz; faults are reported to the fields."""
    more = _read_more(fields)
    drawn = sum(draw for _, draw in more.get("pools", ()))
    quiz = QuizFile(
        id=fields.slug("id"),
        title=fields.text("title"),
        draw=fields.number("draw", 1, default=drawn or None),
        pass_mark=fields.number("pass_mark", 1, 100),
        attempts=fields.number("attempts", 0),
        shuffle=fields.flag("shuffle"),
        preset=fields.choice("preset", PRESETS),
        intro=fields.text("intro"),
        required=fields.flag("required") if "required" in fields.table else True,
        more=more,
        place=fields.place,
    )
    if drawn not in {0, quiz.draw}:
        fields.report("draw", f"The pools draw {drawn} questions, not {quiz.draw}", "make both the same")
    if quiz.preset == "final" and not quiz.required:
        fields.report("required", FINAL_IS_NEEDED, FINAL_CURE)
    fields.close()
    return quiz


def _read_more(fields: Fields) -> dict[str, Any]:
    """The rules beyond the simplest, as JSON: only those the file names."""
    read: dict[str, Callable[[], Any]] = {
        "minutes": lambda: fields.number("minutes", 1, LONGEST_MINUTES),
        "cool_down": lambda: fields.number("cool_down", 1, LONGEST_COOL_DOWN),
        "counts": lambda: fields.choice("counts", COUNTS),
        "order": lambda: fields.choice("order", ORDERS),
        "on_a_page": lambda: fields.choice("on_a_page", ON_A_PAGE),
        "certainty": lambda: fields.flag("certainty"),
        "opens": lambda: _moment(fields, "opens"),
        "closes": lambda: _moment(fields, "closes"),
        "pools": lambda: _pools(fields),
    }
    more = {key: take() for key, take in read.items() if key in fields.table}
    shown = {moment: _parts(fields, f"shown_{moment}") for moment in MOMENTS if f"shown_{moment}" in fields.table}
    _judge_dates(fields, more)
    _judge_page(fields, more)
    return more | ({"review": shown} if shown else {})


def _moment(fields: Fields, key: str) -> str:
    found = fields.moment(key)
    return found.isoformat() if found else ""


def _pools(fields: Fields) -> list[tuple[str, int]]:
    pools = []
    for text in fields.texts("pools"):
        if found := POOL.fullmatch(text):
            pools.append((f"{found[1]}:{found[2]}", int(found[3])))
        else:
            fields.report("pools", f'The pool "{text}" cannot be read', POOL_CURE)
    return pools


def _parts(fields: Fields, key: str) -> list[str]:
    found = list(fields.texts(key, ()))
    for word in found:
        if word not in PARTS:
            fields.report(key, f'"{word}" cannot be shown', f"write some of {', '.join(PARTS)}")
    return [word for word in found if word in PARTS]


def _judge_dates(fields: Fields, more: Mapping[str, Any]) -> None:
    opens, closes = more.get("opens"), more.get("closes")
    if opens and closes and datetime.fromisoformat(opens) >= datetime.fromisoformat(closes):
        fields.report("closes", "The quiz closes before it opens", "correct one of the two")


def _judge_page(fields: Fields, more: Mapping[str, Any]) -> None:
    if more.get("on_a_page") == "all" and more.get("order") == "sequential":
        fields.report("on_a_page", "One page with all questions leads no way", 'take out order = "sequential", or this')


def more_in_file(more: Mapping[str, Any]) -> dict[str, object]:
    """The same rules as keys and values of quiz.toml."""
    rest: dict[str, object] = {key: value for key, value in more.items() if key not in {"review", "pools"}}
    rest |= {key: datetime.fromisoformat(str(rest[key])) for key in ("opens", "closes") if key in rest}
    if pools := more.get("pools"):
        rest["pools"] = [f"{label.replace(':', ' ')}: {draw}" for label, draw in pools]
    return rest | {f"shown_{moment}": parts for moment, parts in more.get("review", {}).items()}
