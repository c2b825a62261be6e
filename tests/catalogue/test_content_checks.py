"""Faults between files: each is one change to a course that was right, and is told with file, line and cure."""

from dataclasses import replace

import pytest

from app.catalogue.content.course import parse_course
from app.catalogue.content.problems import ContentProblems
from tests.catalogue.tiny_course import (
    FIGURE,
    FILES,
    LESSON,
    MODULE,
    OTHER,
    QUESTION,
    QUIZ,
    changed,
    problems_of,
    read,
    sources,
)

MORE_WORDS = "word " * 1400


def practice(draw: int) -> dict[str, str]:
    """A module with nothing but practice over the whole course."""
    quiz = FILES[QUIZ].replace("z-strokes", "z-mixed").replace('"check"', '"practice"\nrequired = false')
    module = 'id = "m-mixed"\ntitle = "Mixed practice"\nshort = "Mixed"\nsummary = "All of it."\n'
    return {"2-mixed/module.toml": module, "2-mixed/quiz.toml": quiz.replace("draw = 2", f"draw = {draw}")}


SECOND = FILES[LESSON].replace("l-opening", "l-second")
SVG = FILES[FIGURE]

FAULTS = [
    # ids and addresses
    (changed(OTHER, '"q-02"', '"q-01"'), OTHER, 2, f'The id "q-01" is that of {QUESTION} too', "never used before"),
    (changed(QUIZ, "z-strokes", "c-tiny"), QUIZ, 1, 'The id "c-tiny" is that of course.toml too', "one of its own"),
    (changed(MODULE, '"strokes-1"', '"l-opening"'), LESSON, 2, f'The id "l-opening" is that of {MODULE} too', "own"),
    ({**FILES, "1-strokes/2-quiz.md": SECOND}, "1-strokes/2-quiz.md", 1, 'The address "quiz" is reserved', "rename"),
    ({**FILES, "1-strokes/2-strokes.md": SECOND}, "1-strokes/2-strokes.md", 1,
     f'The address "strokes" is that of {MODULE} too', "rename one"),
    ({**FILES, "1-strokes/1-second.md": SECOND}, "1-strokes/1-second.md", 1,
     f"The number 1 is that of {LESSON} too", "a number of its own"),
    ({**FILES, "1-more/module.toml": FILES[MODULE].replace("m-st", "m-mo")}, MODULE, 1,
     "The number 1 is that of 1-more/module.toml too", "a number of its own"),
    (changed("course.toml", '"A tiny course"', f'"{"w" * 201}"'), "course.toml", 2,
     "The title has 201 letters, more than 200", "shorten it"),
    (changed(QUESTION, '"q-01"', f'"{"q" * 61}"'), QUESTION, 2, "The id has 61 letters, more than 60", "shorten it"),
    ({**FILES, f"1-strokes/2-{'w' * 81}.md": SECOND}, f"1-strokes/2-{'w' * 81}.md", 1,
     "The name of the file or folder has 81 letters, more than 80", "shorten it"),
    # the course as a whole
    (changed("course.toml", "2029-11-21", "2026-11-21"), "course.toml", 21,
     "The course expires before it is released", "correct one"),
    ({"course.toml": FILES["course.toml"]}, "course.toml", 1, "The course has no modules", "1-first-steps"),
    # objectives
    (changed(LESSON, '"strokes-1"', '"stroke-1"'), LESSON, 4,
     'The objective "stroke-1" is not one of this module', 'did you mean "strokes-1"'),
    (changed(QUESTION, '"strokes-1"', '"zzz"'), QUESTION, 4,
     'The objective "zzz" is not one of this module', "use one of strokes-1"),
    (changed(LESSON, '"strokes-1"', '"zzz"'), MODULE, 7, 'No lesson teaches the objective "strokes-1"', "name it"),
    (changed(MODULE, '[[objectives]]\nid = "strokes-1"', '[[objectives]]\nid = "s-2"\ntext = "x"\n\n[[objectives]]\n'
     'id = "strokes-1"'), MODULE, 7, 'No question asks for the objective "s-2"', "write a question"),
    # quizzes
    (changed(QUESTION, "sources =", 'use = "practice"\nsources ='), QUIZ, 3, "The quiz draws 2 of 1 questions", "draw"),
    (changed(QUIZ, '"check"', '"final"'), QUIZ, 3, "The quiz draws 2 of 0 questions", 'use = "final"'),
    (changed(QUIZ, "intro", "required = false\nintro"), QUIZ, 8, "No quiz of the course has to be passed", "take out"),
    (changed(QUIZ, '"check"', '"final"') | {QUIZ: FILES[QUIZ].replace('"check"', '"final"\nrequired = false')}, QUIZ, 8,
     "A final test has to be passed", 'take out required = false, or write preset = "practice"'),
    (FILES | practice(3), "2-mixed/quiz.toml", 3, "The quiz draws 3 of 2 questions", "draw fewer"),
    # lessons
    (changed(LESSON, "Long strokes", f"{MORE_WORDS} strokes"), LESSON, 8,
     "The lesson has 1,421 words, more than 1,400", "two lessons"),
    ({**FILES, LESSON: FILES[LESSON].replace("[@techniques; @moyer-2004]", "").replace("[@techniques]", "")}, LESSON, 8,
     "The lesson cites no source", "[@source-slug]"),
    (changed("FACTS.md", "opening#first", "opening#frist"), "FACTS.md", 5,
     'The link to "opening#frist" leads nowhere', 'did you mean "first"'),
    (changed(LESSON, "Long strokes", "[Long](closing) strokes"), LESSON, 8, 'The link to "closing" leads nowhere', ""),
    (changed(LESSON, "From light", "[From](opening#frist) light"), LESSON, 12,
     'The link to "opening#frist" leads nowhere', 'did you mean "first"'),
    (changed(LESSON, "From light", "[From](#pressured)\nlight"), LESSON, 12,
     'The link to "#pressured" leads nowhere', 'did you mean "pressure"'),
    (changed(LESSON, "From light", "[From](quiz/opening) light"), LESSON, 12,
     'The link to "quiz/opening" leads nowhere', ""),
    # figures
    (changed(FIGURE, "<path", "<script>x</script><path"), FIGURE, 2, "<script> is not allowed in a picture", "draw it"),
    (changed(LESSON, "figures/back.svg", "figures/bcak.svg"), LESSON, 14,
     'There is no picture "figures/bcak.svg"', "put the drawing"),
    ({**FILES, "1-strokes/figures/more.svg": SVG}, "1-strokes/figures/more.svg", 1,
     "No lesson and no question of this module shows this picture", "::: figure figures/more.svg"),
    (changed(LESSON, "\nA back with one arrow on it.\n", ""), LESSON, 14,
     "A figure has no description for people who cannot see it", "in words"),
    # questions
    (changed(QUESTION, '["techniques"]', '["moyer-2005"]'), QUESTION, 6,
     'The source "moyer-2005" is not in the folder of sources', 'did you mean "moyer-2004"'),
    (changed(QUESTION, "[@techniques]", "[@moyer-2005]"), QUESTION, 17,
     'The source "moyer-2005" is not in the folder of sources', 'did you mean "moyer-2004"'),
    (changed(QUESTION, "opening#pressure", "closing#pressure"), QUESTION, 5,
     'There is no passage "closing#pressure"', "use one of opening"),
    (changed(QUESTION, "opening#pressure", "opening#presure"), QUESTION, 5,
     'There is no passage "opening#presure"', 'did you mean "pressure"'),
    (changed(QUESTION, "    > Firm comes", "    > [Firm](#firm) comes"), QUESTION, 13,
     'The link to "#firm" leads nowhere', "use one of opening"),
    (changed(QUESTION, "How firm is", "How <b>firm</b> is"), QUESTION, 9, "Raw HTML would show as text", "Markdown"),
    (changed(OTHER, "What comes first?", "How  FIRM is it?"), OTHER, 1,
     f"The wording of the question is that of {QUESTION} too", "another way"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "path", "line", "message", "cure"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_fault_is_told_with_file_line_and_cure(
    files: dict[str, str], path: str, line: int, message: str, cure: str
) -> None:
    told = {(problem.path, problem.line, problem.message): problem.cure for problem in problems_of(files)}
    assert (path, line, message) in told
    assert cure in told[path, line, message]


def test_a_course_without_a_fault_is_told_nothing() -> None:
    assert read().id == "c-tiny"


@pytest.mark.parametrize(
    "link", ["opening", "opening#firm", "#first", "quiz/strokes", "https://doi.org/10.1", "mailto:a@b.example"]
)
def test_links_that_lead_somewhere_are_no_fault(link: str) -> None:
    assert read(changed(LESSON, "Long strokes", f"[Long]({link}) strokes"))


def test_a_question_may_link_to_a_lesson() -> None:
    assert read(changed(QUESTION, "The document says", "[The document](opening#first) says"))


def test_a_final_draws_from_the_questions_for_it() -> None:
    files = {**FILES, QUIZ: FILES[QUIZ].replace('"check"', '"final"').replace("draw = 2", "draw = 1")}
    files[OTHER] = files[OTHER].replace('use = "quiz"', 'use = "final"')
    quiz = read(files).modules[0].quiz
    assert quiz is not None
    assert quiz.preset == "final"


def test_practice_draws_on_the_whole_course_and_leaves_out_what_nobody_can_tell_at_once() -> None:
    more = {OTHER: FILES[OTHER].replace('use = "quiz"', 'use = "practice"'), QUIZ: FILES[QUIZ].replace("= 2", "= 1")}
    course = read(FILES | more | practice(2))
    first, second = course.modules
    assert (first.asks_over_all, second.asks_over_all, second.is_final_test) == (False, True, False)
    assert [(topic, one.id) for topic, one in course.bank_of(second)] == [("m-strokes", "q-01"), ("m-strokes", "q-02")]
    assert course.questions_asked == 1
    slow = replace(first.questions[0], kind="essay")
    said = replace(first.questions[1], kind="description", use="quiz")
    course = replace(course, modules=(replace(first, questions=(slow, said)), second))
    assert course.bank_of(second) == ()


def test_a_module_that_has_objectives_is_not_yet_practice_over_the_course() -> None:
    """Its author has only not written its questions yet."""
    files = practice(1)
    files["2-mixed/module.toml"] += '\n[[objectives]]\nid = "x-1"\ntext = "Mix."\n'
    told = {problem.message for problem in problems_of(FILES | files)}
    assert "The quiz draws 1 of 0 questions" in told


def test_a_question_without_a_passage_is_told_once() -> None:
    problems = problems_of(changed(OTHER, 'passage = "opening#first"\n', ""))
    assert [problem.message for problem in problems] == ['The key "passage" is missing']


def test_a_part_without_a_readable_id_is_told_once() -> None:
    problems = problems_of(
        changed(OTHER, 'id = "q-02"\n', "") | {QUESTION: FILES[QUESTION].replace('id = "q-01"\n', "")}
    )
    assert [problem.message for problem in problems] == ['The key "id" is missing'] * 2


@pytest.mark.parametrize("slug", ["attempts", "marking"])
def test_a_course_cannot_take_an_address_of_the_studio(slug: str):
    with pytest.raises(ContentProblems) as caught:
        parse_course(slug, FILES, sources())
    (problem,) = caught.value.problems
    assert (problem.path, problem.message) == ("course.toml", f'The address "{slug}" is reserved')
