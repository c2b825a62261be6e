"""The pure rules of drafts: names, paths, pasted questions, advice, comparing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.rules import Role
from app.authoring.rules import folders, naming
from app.authoring.rules.boxes import figure_box, with_box
from app.authoring.rules.comparing import compared
from app.authoring.rules.folders import Step
from app.authoring.rules.hints import hints
from app.authoring.rules.pasted import read_pasted
from app.authoring.rules.rows import Row, body_of, faults_of, rows_of
from app.catalogue.content.blocks import split_blocks
from app.catalogue.content.fields import SLUG
from app.catalogue.rules import may_edit_course

SLUGS = st.from_regex(rf"\A{SLUG}\Z").filter(lambda slug: len(slug) < 20)
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=40)


@st.composite
def courses(draw: st.DrawFn) -> list[str]:
    """The paths of a course whose modules and lessons are numbered as their authors left them."""
    slugs = draw(st.lists(SLUGS, min_size=1, max_size=5, unique=True))
    numbers = draw(st.permutations(range(1, 12)))[: len(slugs)]
    paths = ["course.toml"]
    for number, slug in zip(numbers, slugs, strict=True):
        paths.append(f"{number}-{slug}/module.toml")
        lessons = draw(st.lists(SLUGS, max_size=4, unique=True))
        paths += [
            f"{number}-{slug}/{at}-{lesson}.md" for at, lesson in enumerate(lessons, start=draw(st.integers(1, 5)))
        ]
    return paths


def order(paths: list[str]) -> list[str]:
    """Slugs of modules and lessons as the outline shows them."""
    found = []
    for module in folders.modules_in(paths):
        found += [
            folders.slug_of(module),
            *(folders.slug_of(one.rpartition("/")[2]) for one in folders.lessons_in(paths, module)),
        ]
    return found


@given(st.text(max_size=300))
def test_any_title_makes_an_address(title: str) -> None:
    import re

    slug = naming.slugify(title)
    assert re.fullmatch(SLUG, slug)
    assert len(slug) <= naming.LONGEST
    assert len(naming.new_id("q", title, "abcdef")) <= 60
    assert naming.free_name(slug, {slug, f"{slug}-2"}) == f"{slug}-3"


@given(courses(), st.data())
def test_moving_up_and_down_again_leaves_the_course_as_it_was(paths: list[str], data: st.DataObject) -> None:
    module = data.draw(st.sampled_from(folders.modules_in(paths)))
    moves = folders.move_module(paths, module, Step.DOWN)
    moved = [moves.get(path, path) for path in paths]
    assert len(set(moved)) == len(paths), "no file is lost, none lies on another"
    if moves:
        again = next(name for name in folders.modules_in(moved) if folders.slug_of(name) == folders.slug_of(module))
        back = folders.move_module(moved, again, Step.UP)
        assert sorted(back.get(path, path) for path in moved) == sorted(paths)
    else:
        assert module == folders.modules_in(paths)[-1]


@given(courses(), st.data())
def test_a_lesson_changes_places_with_its_neighbour_only(paths: list[str], data: st.DataObject) -> None:
    lessons = [one for module in folders.modules_in(paths) for one in folders.lessons_in(paths, module)]
    if not lessons:
        return
    lesson = data.draw(st.sampled_from(lessons))
    moves = folders.move_lesson(paths, lesson, Step.UP)
    moved = [moves.get(path, path) for path in paths]
    assert len(set(moved)) == len(paths)
    changed = [(old, new) for old, new in zip(order(paths), order(moved), strict=True) if old != new]
    assert len(changed) in {0, 2}


@given(courses(), st.data())
def test_what_was_taken_out_has_a_place_again(paths: list[str], data: st.DataObject) -> None:
    """Whatever was moved meanwhile."""
    module = data.draw(st.sampled_from(folders.modules_in(paths)))
    gone = folders.inside(paths, module)
    rest = [path for path in paths if path not in gone]
    if len(folders.modules_in(rest)) > 1:
        moves = folders.move_module(rest, folders.modules_in(rest)[0], Step.DOWN)
        rest = [moves.get(path, path) for path in rest]
    back = folders.back_into(rest, gone)
    both = [*rest, *back.values()]
    assert len(set(both)) == len(paths)
    numbers = [folders.number_of(name) for name in folders.modules_in(both)]
    assert len(set(numbers)) == len(numbers), "every module has a number of its own"


@given(st.lists(LINE, max_size=40).map("\n".join))
def test_any_text_can_be_pasted(text: str) -> None:
    for one in read_pasted(text):
        assert one.line >= 1
        if not one.faults:
            assert rows_of(one.kind, body_of(one.rows)) == [
                row._replace(text=" ".join(row.text.split())) for row in one.rows
            ]


GOOD = """
What comes before the first stroke?
* One slow breath
- A firm press
  > It startles.
- A cold towel
Why: The lesson says so.
And the book.


Which are long?
A) Strokes
b. Breaths
C) Taps
Answer: A, B
"""


def test_both_ways_of_writing_are_read() -> None:
    first, second = read_pasted(GOOD)
    assert (first.line, first.kind, first.faults) == (2, "single-choice", ())
    assert first.rows[1] == Row("A firm press", False, "It startles.")
    assert first.why == "The lesson says so.\nAnd the book."
    assert (second.line, second.kind, second.faults) == (11, "multiple-response", ())
    assert [row.is_right for row in second.rows] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Only a question?", "Write at least two options."),
        ("Which?\n- a\n- b", "Mark the option that is right."),
        ("Which?\n* a\n- A", "Two options read the same."),
        ("Which?\nA) a\nB) b\nAnswer: D", "The answer names an option that is not there."),
        ("Which?\n* a\n- b\nand then?", "A line below the options cannot be read."),
        ("# Which?\n* a\n- b", "A question cannot begin with #."),
    ],
)
def test_what_cannot_be_read_says_why(text: str, fault: str) -> None:
    (found,) = read_pasted(text)
    assert any(one.startswith(fault) for one in found.faults)


FINE = [Row("Warm hands", True), Row("Cold hands", False, "They startle."), Row("Wet hands", False, "They slip.")]


@pytest.mark.parametrize(
    ("stem", "rows", "why", "said"),
    [
        ("Which hands begin?", FINE, "So it says.", ""),
        ("Which hands do not begin?", FINE, "So.", "in the negative"),
        ("Which hands begin", FINE, "So.", "question mark"),
        ("Which hands begin?", FINE, " ", "Say why the right answer is right"),
        ("Which hands begin?", [*FINE, Row("All of the above", False, "No.")], "So.", "made of others"),
        ("Which hands begin?", FINE[:2], "So.", "With two options"),
        ("Which hands begin?", [Row(f"{'Very ' * 9}warm hands", True), *FINE[1:]], "So.", "much the longest"),
        ("Which hands begin?", [*FINE[:2], Row("Always wet hands", False, "No.")], "So.", "guessed to be wrong"),
        ("Which hands begin?", [*FINE[:2], Row("Wet hands.", False, "No.")], "So.", "full stop"),
        ("Which hands begin?", [*FINE[:2], Row("wet hands", False, "No.")], "So.", "capital"),
        ("Which hands begin?", [*FINE[:2], Row("Wet hands")], "So.", "why it tempts"),
        ("What warms muscles?", [Row("Warm muscles", True), *FINE[1:]], "So.", "gives it away"),
    ],
)
def test_advice_names_what_gives_an_answer_away(stem: str, rows: list[Row], why: str, said: str) -> None:
    found = hints(stem, rows, why)
    assert (any(said in one for one in found) and len(found) == 1) if said else found == []


@given(st.text(max_size=200), st.lists(st.builds(Row, LINE, st.booleans(), LINE), max_size=6), st.text(max_size=50))
def test_advice_never_fails(stem: str, rows: list[Row], why: str) -> None:
    assert all(isinstance(one, str) for one in hints(stem, rows, why))


def test_rows_say_what_keeps_them_from_being_a_question() -> None:
    two = [Row("a", True), Row("b", True)]
    assert faults_of("single-choice", two) == ["Only one option can be right."]
    assert faults_of("multiple-response", two) == []
    assert rows_of("cloze", "{text: a}") is None
    assert rows_of("single-choice", "- [x] a\n- [50%] b") is None, "shares need the list"


TEXT = "One. {#one}\n\nTwo,\nand more. {#two}\n\n::: note | N\nInside.\n\nStill inside.\n:::\n\nLast."


@given(st.integers(0, len(TEXT) + 5))
def test_a_figure_never_breaks_a_paragraph_or_a_box(at: int) -> None:
    text = with_box(TEXT, figure_box("figures/a.svg", "A  title", "Not\nyet.", "It shows\n\ntwo things."), at)
    faults: list[object] = []
    blocks = split_blocks(text, 1, lambda *fault: faults.append(fault))
    assert faults == []
    assert [block.kind for block in blocks if block.kind] in (["figure", "note"], ["note", "figure"])
    assert "Two,\nand more. {#two}" in text
    assert "::: figure figures/a.svg | A title\nNot yet.\n\nIt shows\n\ntwo things.\n:::" in text


@given(st.lists(LINE, max_size=12), st.lists(LINE, max_size=12))
def test_comparing_shows_every_line_that_came_or_went(before: list[str], after: list[str]) -> None:
    rows = compared("\n".join(before), "\n".join(after))
    came, went = [row.text for row in rows if row.sign == "+"], [row.text for row in rows if row.sign == "-"]
    assert (rows == []) == ("\n".join(before) == "\n".join(after))
    assert len(after or [""]) - len(before or [""]) == len(came) - len(went)


def test_who_may_write_a_course() -> None:
    assert may_edit_course(Role.INSTRUCTOR, 1, 1)
    assert may_edit_course(Role.INSTRUCTOR, 2, 1, granted=True)
    assert may_edit_course(Role.ADMINISTRATOR, 2, None)
    assert not may_edit_course(Role.INSTRUCTOR, 2, 1)
    assert not may_edit_course(Role.INSTRUCTOR, 2, None)
    assert not may_edit_course(Role.STUDENT, 1, 1), "whoever teaches no more"
