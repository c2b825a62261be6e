"""Whatever fields a form has and whatever they hold, for every kind: saved or refused, and nothing else changes."""

from pathlib import Path
from typing import Any

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.test import TestResponse

from app.assessment.grading import KINDS
from app.assessment.models import Answer
from tests.browser import Page
from tests.every_kind import all_answered, questions
from tests.sitting import stored, values_of

REFUSALS = {400, 403, 404, 409, 410, 413, 422}
TEXTS = st.one_of(
    st.sampled_from(["", "0", "1", "2", "-1", "1e3", "∞", "\x00", "\x1f", "\u202e", "💆", "' OR 1=1 --", "{}", "null"]),
    st.text(max_size=30),
    st.integers().map(str),
)
NAMES = st.one_of(
    st.sampled_from(["answer", "answer-1", "answer-2", "answer-3", "answer-4", "answer-99", "certainty", "seq", "go",
                     "operation", "flagged"]),
    st.text(max_size=8),
)  # fmt: skip
FORMS = st.dictionaries(NAMES, st.lists(TEXTS, max_size=4), max_size=6)


def sound(said: TestResponse, page: Page) -> bool:
    """Whether this is an answer of ours: saved, gone on, or refused; never a fault."""
    return said.status_code in {200, 302} | REFUSALS and page.browser.client.get(page.address).status_code in {200, 302}


def test_whatever_a_form_holds_it_is_saved_or_refused(app: Flask, tmp_path: Path):
    first = all_answered(app, tmp_path, certainty=True)
    pages = list(questions(app, first))
    token = values_of(first)["csrf_token"]

    @given(question=st.sampled_from(pages), form=FORMS, is_script=st.booleans())
    def send(question: tuple[str, Page], form: dict[str, list[str]], is_script: bool) -> None:
        (kind, page), before = question, responses_of(app)
        headers = {"X-Requested-With": "fetch"} if is_script else {}
        said = page.browser.client.post(page.address, data=form | {"csrf_token": token}, headers=headers)
        assert sound(said, page), (kind, said.status_code)
        changed = [now for now, was in zip(responses_of(app), before, strict=True) if now != was]
        assert len(changed) <= (said.status_code < 400), (kind, said.status_code)
        for of_kind, spec, response in changed:
            module = KINDS[of_kind]
            assert module.normalise(module.load(spec), response) == response
            assert 0 <= module.mark(module.load(spec), response).fraction <= 1

    send()


def responses_of(app: Flask) -> list[tuple[str, dict[str, Any], dict[str, Any] | None]]:
    """Kind, question and newest response of each place on the one paper."""
    return [(one.question.kind, one.question.spec, one.response) for one in stored_answers(app)]


def stored_answers(app: Flask) -> list[Answer]:
    """The paper, with its questions."""
    return stored(app, select(Answer).options(joinedload(Answer.question)).order_by(Answer.number))
