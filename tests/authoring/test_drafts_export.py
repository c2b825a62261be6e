"""What the studio saved is what a folder holds: written, read and written again it is the same; so it is exported."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.accounts.models import Person
from app.accounts.queries import person_by_id
from app.authoring import actions, queries
from app.authoring.banking import Options, taken_in
from app.authoring.banks import read_bank, to_question_files
from app.authoring.exporter import export_course
from app.authoring.importer import NOBODY
from app.authoring.publishing import publish
from app.authoring.queries import Workbench
from app.authoring.rules.keeping import edited_question_text, lesson_text
from app.catalogue.content.course import read_parts
from app.catalogue.content.writer import write_course, write_module, write_quiz
from app.platform import clock
from app.platform.transactions import writing
from tests.authoring.folders import on_disk
from tests.every_kind import EVERY_KIND, every_kind_files
from tests.making import SLUG
from tests.moodle_files import answered, asked, bank, category, file_of, png, shown
from tests.people import BEN, add

# Words without the signs that the check of a course would rightly refuse in a text (a stray `:::`, a tag, a link).
SIGN = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="<>[]{}:")
WORDS = st.text(SIGN, min_size=1, max_size=40).map(lambda text: f"So {' '.join(text.split())} then")
TAGS = st.lists(st.sampled_from(["hands", "pressure", "time"]), unique=True, max_size=3).map(tuple)
NUMBERS = count(1)


@dataclass(frozen=True)
class Edits:
    """What an author types on one evening. `stems`, `whys`: for each kind; "" leaves the question alone."""

    stems: Mapping[str, str]
    whys: Mapping[str, str]
    points: int
    tags: tuple[str, ...]
    lesson: str
    title: str
    intro: str
    alt: str
    removed: frozenset[str]


MAYBE = st.fixed_dictionaries({kind: st.just("") | WORDS for kind in EVERY_KIND})
EDITS = st.builds(
    Edits, MAYBE, MAYBE, st.integers(1, 99), TAGS, WORDS, WORDS, WORDS, WORDS,
    st.frozensets(st.sampled_from(["ordering", "numerical", "true-false"])),
)  # fmt: skip


def begun(person: Person) -> Workbench:
    """A new draft with a question of every kind; no other course has its ids."""
    slug = f"{SLUG}-{next(NUMBERS)}"
    files = {
        path.replace(f"{SLUG}/", ""): text.replace(f"c-{SLUG}", f"c-{slug}")
        for path, text in every_kind_files().items()
    }
    actions.begin_draft(f"c-{slug}", slug, files, person, clock.now())
    return bench_at(person, slug)


def bench_at(person: Person, slug: str) -> Workbench:
    found = queries.workbench(person, slug)
    assert found is not None
    return found


def saved(bench: Workbench, edits: Edits, person: Person) -> Workbench:
    """The draft after the editors of questions, lesson, quiz and module have saved, and a bank was taken over."""
    (module,) = bench.modules
    for number, was in enumerate(module.questions):
        stem, why = edits.stems[was.kind], edits.whys[was.kind] if was.is_asked else ""
        stem = f"{stem} ({number})" if stem else was.stem
        points = edits.points if was.is_asked else 0
        now = replace(was, stem=stem, why=why or was.why, points=points, tags=edits.tags)
        version = bench.files[was.path].version
        actions.save_question(bench, module, was, now, person, clock.now(), known=version, is_meant=True)
    (was,) = module.lessons
    changed = replace(was, text=f"{was.text}\n\n{edits.lesson}")
    quiz = replace(module.quiz, intro=edits.intro, draw=3)
    texts = {
        was.path: lesson_text(bench.files[was.path].text, was, changed),
        module.path: write_module(replace(module, title=edits.title[:200])),
        quiz.path: write_quiz(quiz),
    }
    actions.write_files(bench.draft, texts, person, clock.now())
    return taken_over(bench_at(person, bench.slug), edits, person)


def taken_over(bench: Workbench, edits: Edits, person: Person) -> Workbench:
    (module,) = bench.modules
    text = f"<p>Which of these is it, in a picture {shown()}?</p>"
    data = bank(
        category("Hands"), asked("First stroke", text, answered("One", "Two"), file_of(png()), why="<p>So.</p>")
    )
    options = Options("xml", objective="strokes-1", source="a-document", tags_categories=True)
    filed = to_question_files(read_bank(data, "bank.xml"), options.filing(), taken_in(bench, module))
    sent = actions.Sent("bank.xml", data, options.as_json())
    upload = actions.keep_bank(bench, module, sent, person, clock.now())
    actions.add_bank(bench, module, upload, filed.files, person, clock.now())
    after = bench_at(person, bench.slug)
    (module,) = after.modules
    new = next(one for one in module.questions if one.slug == "first-stroke")
    stem = new.stem.replace("![Two hands on a back]", f"![{edits.alt.replace(chr(92), '')}]")
    body = new.body.replace("Two", "Two\n    > No.")
    whole = replace(new, stem=stem, body=body, passage="begin#long-and-light")
    version = after.files[new.path].version
    actions.save_question(after, module, new, whole, person, clock.now(), known=version, is_meant=True)
    for one in [one for one in module.questions if one.kind in edits.removed]:
        actions.remove_question(after, module, one, person, clock.now())
    return bench_at(person, bench.slug)


def assert_written_again_it_is_the_same(bench: Workbench) -> None:
    course, findings = read_parts(bench.slug, bench.texts)
    assert course is not None
    assert findings.problems == []
    written = write_course(course)
    again = read_parts(bench.slug, written)[0]
    assert again == course
    assert write_course(again) == written
    for question in course.questions:
        assert edited_question_text(bench.texts[question.path], question, question) == bench.texts[question.path]


@pytest.mark.sqlite_only  # files, whichever database they lie in; tests/authoring/test_export.py asks both
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS)
def test_a_draft_is_exported_as_it_was_saved(app: Flask, edits: Edits):
    number = add(app, BEN)
    with app.app_context(), writing(), TemporaryDirectory() as folder:
        person = person_by_id(number)
        assert person is not None
        bench = saved(begun(person), edits, person)
        assert_written_again_it_is_the_same(bench)
        publish(bench, "As I like it.", person, clock.now(), today=clock.now().date(), provider=NOBODY)
        export_course(bench.slug, Path(folder))
        draft = bench_at(person, bench.slug)
        texts = {f"{bench.slug}/{path}": text.encode() for path, text in draft.texts.items()}
        texts |= {f"sources/{name}": text.encode() for name, text in draft.source_texts.items()}
        assert on_disk(Path(folder)) == texts
