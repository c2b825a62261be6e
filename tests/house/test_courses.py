"""The courses we ship keep the rules of `courses/README.md`, whichever modules they have."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from app.authoring.importer import Checked, check_course
from app.catalogue.content.parts import CourseFolder, ModuleFolder
from tests.house.source import ROOT

COURSES = ROOT / "courses"
FOLDERS = sorted(path.parent for path in COURSES.glob("*/course.toml"))
LONGEST_LESSON = 1_400
SHORTEST_WHY = 8  # words; less explains nothing

pytestmark = pytest.mark.parametrize("folder", FOLDERS, ids=[path.name for path in FOLDERS])


@cache
def checked(folder: Path) -> Checked:
    """A shipped course; raises ContentProblems, which names file, line and cure, if it has a fault."""
    return check_course(folder)


@cache
def course(folder: Path) -> CourseFolder:
    """Its parts."""
    return checked(folder).edition.folder


def taught(folder: Path) -> list[ModuleFolder]:
    """Its modules; a final test and practice over all of them are none."""
    return [module for module in course(folder).modules if not module.asks_over_all]


def asked(folder: Path, module: ModuleFolder) -> list[str]:
    """The objectives that the quiz of a module, or one over the whole course, can ask for."""
    uses = module.quiz.uses if module.quiz else ()
    return [question.objective for _, question in course(folder).bank_of(module) if question.use in uses]


def test_it_has_no_fault(folder: Path):
    assert course(folder).modules


def test_every_module_is_read_and_asked_about(folder: Path):
    assert taught(folder)
    for module in taught(folder):
        assert module.lessons, module.path
        assert module.quiz, module.path
        goals = {goal.id for goal in module.objectives}
        assert goals == set(asked(folder, module)), f"{module.path}: a goal that its quiz never asks for"


def test_every_lesson_is_short_enough_to_be_read_at_once(folder: Path):
    words = {lesson.path: checked(folder).edition.lessons[lesson.id].words for lesson in course(folder).lessons}
    assert not {path: count for path, count in words.items() if count > LONGEST_LESSON}


def test_every_lesson_names_its_sources_and_a_passage_for_every_section(folder: Path):
    for lesson in course(folder).lessons:
        page = checked(folder).edition.lessons[lesson.id]
        assert page.references, lesson.path
        unnamed = [title for anchor, title, _ in page.sections if anchor.startswith("p-")]
        assert not unnamed, f"{lesson.path}: headings without an anchor of their own"


def test_every_question_has_an_objective_a_source_a_passage_and_a_reason(folder: Path):
    for question in course(folder).questions:
        assert question.objective, question.path
        assert question.sources, question.path
        assert question.passage, question.path
        words = len(question.why.split())
        assert words >= SHORTEST_WHY or not question.is_asked, f"{question.path}: the rationale is too short"


def test_every_passage_is_one_its_author_named(folder: Path):
    """An anchor that is made of the words of a paragraph is gone when a word changes."""
    assert not [one.path for one in course(folder).questions if one.passage.partition("#")[2].startswith("p-")]


def test_every_id_is_given_once(folder: Path):
    ids = [course(folder).id]
    for module in course(folder).modules:
        ids += [module.id, *(goal.id for goal in module.objectives), *(lesson.id for lesson in module.lessons)]
        ids += [question.id for question in module.questions] + ([module.quiz.id] if module.quiz else [])
    assert not [name for name, count in Counter(ids).items() if count > 1]


def test_a_quiz_draws_fewer_questions_than_its_bank_has(folder: Path):
    """Else the second attempt would be the first again."""
    for module in course(folder).modules:
        assert module.quiz, module.path
        assert module.quiz.draw < len(asked(folder, module)), module.path


def test_every_question_is_drawn_by_some_quiz(folder: Path):
    drawn = {
        question.id
        for module in course(folder).modules
        for _, question in course(folder).bank_of(module)
        if module.quiz and question.use in module.quiz.uses
    }
    assert not [one.path for one in course(folder).questions if one.id not in drawn]


def test_every_source_of_ours_is_cited_somewhere(folder: Path):
    cited = {name for one in FOLDERS for name in checked(one).edition.files if name.startswith("sources/")}
    assert cited == {f"sources/{path.name}" for path in COURSES.glob("sources/*.toml")}


def test_no_course_of_ours_has_the_id_of_another(folder: Path):
    assert [course(one).id for one in FOLDERS].count(course(folder).id) == 1


def test_it_claims_no_hours_and_no_approval(folder: Path):
    """Nobody has approved it: whoever offers it as continuing education changes this line knowingly."""
    assert course(folder).hours.claimed == "0"
    assert "no approval" in course(folder).limits.casefold()
