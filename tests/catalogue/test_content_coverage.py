"""Which sections teach an objective, which questions ask for it, and where there is a gap."""

from app.catalogue.content.coverage import ModuleCoverage, Outline, Taught, coverage
from app.catalogue.content.report import WIDTH, coverage_text
from tests.catalogue.tiny_course import FILES, LESSON, MODULE, OTHER, QUESTION, QUIZ, changed, read

OUTLINES = {"opening": Outline(["first", "firm", "pressure"], {"firm": "How firm"})}
MORE = "1-strokes/questions/more.md"
THIRD = FILES[QUESTION].replace("q-01", "q-03").replace("How firm", "How deep")
FINAL_TEST = {
    "2-final/module.toml": 'id = "m-final"\ntitle = "Final test"\nshort = "Final"\nsummary = "All of it."\n',
    "2-final/quiz.toml": FILES[QUIZ].replace("z-strokes", "z-final").replace('"check"', '"final"'),
}
# A second objective, for which the second question asks.
TWO_GOALS = {
    **changed(MODULE, "Define a stroke.", 'Define a stroke."\n\n[[objectives]]\nid = "strokes-2"\ntext = "Begin.'),
    LESSON: FILES[LESSON].replace('["strokes-1"]', '["strokes-1", "strokes-2"]'),
    OTHER: FILES[OTHER].replace('objective = "strokes-1"', 'objective = "strokes-2"'),
}


def used(text: str, use: str) -> str:
    """A question file of the tiny course, for another use."""
    return text.replace('use = "quiz"\n', "").replace("sources =", f'use = "{use}"\nsources =')


def of(files: dict[str, str]) -> ModuleCoverage:
    """The coverage of the one module of the tiny course that teaches; a final test teaches nothing of its own."""
    (module,) = coverage(read({**FILES, **files}), OUTLINES)
    return module


def test_an_objective_is_taught_where_its_questions_rest_in_the_order_of_the_page() -> None:
    beginning, firm = Taught("opening", "", "Opening strokes"), Taught("opening", "firm", "How firm")
    assert of({}).goals[0].taught == (beginning, firm)
    assert [goal.taught for goal in of(TWO_GOALS).goals] == [(firm,), (beginning,)]


def test_a_section_is_named_once_however_many_questions_rest_on_it() -> None:
    assert [section.title for section in of({MORE: THIRD}).goals[0].taught] == ["Opening strokes", "How firm"]


def test_questions_are_counted_by_use_kind_and_style() -> None:
    asked = of({MORE: used(THIRD, "final")}).asked
    assert dict(asked.uses) == {"quiz": 2, "final": 1}
    assert dict(asked.kinds) == {"single-choice": 2, "ordering": 1}
    assert (asked.total, asked.applied) == (3, 1)


def test_each_objective_counts_its_own_questions() -> None:
    kinds = {goal.id: dict(goal.asked.kinds) for goal in of(TWO_GOALS).goals}
    assert kinds == {"strokes-1": {"single-choice": 1}, "strokes-2": {"ordering": 1}}


def test_without_a_final_test_it_is_enough_that_the_quiz_asks() -> None:
    assert [goal.gaps for goal in of(TWO_GOALS).goals] == [(), ()]


def test_a_final_test_that_leaves_an_objective_out_is_a_gap() -> None:
    more = {MORE: used(THIRD, "final"), MORE.replace("more", "most"): used(THIRD, "final").replace("q-03", "q-04")}
    more[MORE] = more[MORE].replace("How deep", "How long")
    assert [goal.gaps for goal in of({**TWO_GOALS, **FINAL_TEST, **more}).goals] == [(), ("final",)]


def test_an_objective_that_is_only_practiced_is_a_gap() -> None:
    practice = {OTHER: used(TWO_GOALS[OTHER], "practice"), QUIZ: FILES[QUIZ].replace("draw = 2", "draw = 1")}
    assert [goal.gaps for goal in of({**TWO_GOALS, **practice}).goals] == [(), ("quiz",)]


def test_practice_over_the_whole_course_closes_no_gap() -> None:
    practice = {OTHER: used(TWO_GOALS[OTHER], "practice"), QUIZ: FILES[QUIZ].replace("draw = 2", "draw = 1")}
    over_all = FINAL_TEST | {"2-final/quiz.toml": FINAL_TEST["2-final/quiz.toml"].replace('"final"', '"practice"')}
    assert [goal.gaps for goal in of({**TWO_GOALS, **practice, **over_all}).goals] == [(), ("quiz",)]


def test_a_module_whose_own_quiz_is_practice_asks_what_is_for_practice() -> None:
    practice = {OTHER: used(TWO_GOALS[OTHER], "practice"), QUIZ: FILES[QUIZ].replace('"check"', '"practice"')}
    assert [goal.gaps for goal in of({**TWO_GOALS, **practice}).goals] == [(), ()]


def test_a_module_whose_quiz_is_a_final_wants_questions_for_that() -> None:
    quiz = FILES[QUIZ].replace('"check"', '"final"').replace("draw = 2", "draw = 1")
    final = {QUIZ: quiz, QUESTION: used(FILES[QUESTION], "final")}
    assert [goal.gaps for goal in of({**TWO_GOALS, **final}).goals] == [(), ("final",)]


def test_the_table_says_it_all_in_plain_lines() -> None:
    rows = coverage_text([of({MORE: used(THIRD, "final")})]).splitlines()
    assert "\n".join(rows).isascii(), "no lines drawn of letters that a screen reader would spell"
    assert [row.split() for row in rows if row.startswith("  ") and row[2] != " "] == [
        ["Objective", "Quiz", "Final", "Practice", "All"],
        ["strokes-1", "2", "1", "0", "3"],
        ["Whole", "module", "2", "1", "0", "3"],
    ]
    assert rows[-1] == "Objectives: 1. With a gap: 0."
    for words in (
        "1 Strokes for the back",
        "    Define a stroke.",
        "    Taught in opening: Opening strokes; How firm",
        "    Kinds: ordering 1, single-choice 2",
        "    1 of 3 questions are scenarios or weigh evidence (33%)",
    ):
        assert words in rows


def test_long_words_stay_in_their_lines_and_columns() -> None:
    long = {name: FILES[name].replace("strokes-1", "s" * 60) for name in (MODULE, LESSON, QUESTION, OTHER)}
    long[MODULE] = long[MODULE].replace("Define a stroke.", "Say so. " * 60)
    rows = coverage_text([of(long)]).splitlines()
    assert max(map(len, rows)) <= WIDTH
    assert len({len(row) for row in rows if row.startswith(("  Objective", "  sss", "  Whole"))}) == 1


def test_a_gap_is_marked_in_words_where_it_is() -> None:
    practice = {OTHER: used(TWO_GOALS[OTHER], "practice"), QUIZ: FILES[QUIZ].replace("draw = 2", "draw = 1")}
    rows = coverage_text([of({**TWO_GOALS, **practice})]).splitlines()
    gap = rows.index("    GAP: no question of the quiz asks for it")
    assert rows[gap - 3] == "    Begin."
    assert rows[-1] == "Objectives: 2. With a gap: 1."
