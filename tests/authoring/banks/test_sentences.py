"""What the readers and writers of banks say can be said in another language, whole: nothing is glued together."""

import ast

import pytest
from flask import Flask

from app.assessment.kinds.base import N_
from app.authoring import words
from app.authoring.banks import read_bank
from app.authoring.banks.said import Said, several
from app.authoring.words import said_text
from tests.house.source import modules

TELLING = {"Unreadable": 0, "Refused": 1, "Remark": 1, "note": 0}  # who takes a sentence, and as which argument


def in_capitals(sentence: str) -> str:
    """A language that is easily told from English; what stands for a value stays."""
    return "".join(part if part.startswith("%(") else part.upper() for part in _parts(sentence))


def _parts(sentence: str) -> list[str]:
    import re

    return re.split(r"(%\(\w+\)s)", sentence)


@pytest.fixture
def another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_", in_capitals)


def test_a_sentence_reads_as_english_and_can_be_said_otherwise(another_language: None):
    inner = Said(N_("There is no %(thing)s."), thing="gap %(x)s 100%")
    outer = Said(N_("It cannot be read: %(why)s (%(lost)s)"), why=(inner,), lost=("its unit", "tags"))
    assert outer == "It cannot be read: There is no gap %(x)s 100%. (its unit, tags)"
    assert said_text(outer) == "IT CANNOT BE READ: THERE IS NO gap %(x)s 100%. (ITS UNIT, TAGS)"
    assert (said_text("tags"), said_text("")) == ("TAGS", "")
    assert several(["One.", inner]) == "One. There is no gap %(x)s 100%."


BANKS = {
    b"::a:: one {": 'AN ANSWER NEEDS BOTH BRACES',
    b"::a:: one {#1:x}": '"x" IS NOT A TOLERANCE. WRITE A NUMBER AFTER THE COLON.',
    b"question,kind\nWho?,riddle\n": 'THERE IS NO KIND "riddle". WRITE',
    b"question,kind\nWho {1:MC:a}?,cloze\n": "CANNOT BE READ. GAP 1: IT NEEDS AT LEAST 2 ANSWERS.",
    b"<quiz><question type='riddle'><name><text>a</text></name></question></quiz>": 'OF THE KIND "riddle".',
    b"Caf\xe9 {T}": "THE FILE IS NOT UTF-8; IT IS SHOWN AS windows-1252",
}  # fmt: skip


@pytest.mark.parametrize("data", BANKS)
def test_why_something_is_refused_is_told_in_the_readers_language(data: bytes, another_language: None):
    name = "bank.csv" if data.startswith(b"question,") else "bank.txt"
    refused = read_bank(data, name).refused
    assert BANKS[data] in " ".join(said_text(one.why) for one in refused)


def test_no_sentence_is_glued_together():
    """An f-string has its values in it before anybody could translate it."""
    glued = []
    for module in modules():
        if module.name.startswith("app.authoring.banks"):
            for call in (node for node in ast.walk(module.tree) if isinstance(node, ast.Call)):
                name = getattr(call.func, "id", getattr(call.func, "attr", ""))
                place = TELLING.get(name)
                if place is not None and len(call.args) > place and _is_glued(call.args[place]):
                    glued.append(f"{module.place}:{call.lineno}")
    assert glued == []


def _is_glued(argument: ast.expr) -> bool:
    parts = [part for one in ast.walk(argument) if isinstance(one, ast.JoinedStr) for part in one.values]
    return any(isinstance(part, ast.Constant) and any(sign.isalpha() for sign in str(part.value)) for part in parts)


@pytest.mark.sqlite_only
def test_the_pages_of_banks_ask_for_a_translation(app: Flask):
    assert app.jinja_env.filters["said_text"] is said_text
    for page in ("authoring/bank_out.html", "authoring/_bank_line.html"):
        source = app.jinja_env.loader.get_source(app.jinja_env, page)[0]
        assert source.count("|said_text") + source.count("map('said_text')") >= 2
