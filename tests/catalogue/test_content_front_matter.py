"""Reading tables and front matter: every fault names its line and its cure."""

from datetime import date

import pytest

from app.catalogue.content.fields import Fields, open_fields
from app.catalogue.content.front_matter import Matter, read_toml, split_front_matter
from app.catalogue.content.problems import ContentProblems, Findings, Problem, nearest


def fields_of(text: str) -> Fields:
    """The fields of a TOML text."""
    fields = open_fields(read_toml, text, "a.toml", Findings())
    assert fields
    return fields


def only_problem(fields: Fields) -> Problem:
    """The one problem that was found."""
    (problem,) = fields.findings.problems
    return problem


def test_front_matter_and_markdown_are_told_apart() -> None:
    matter = split_front_matter('+++\nid = "x"\nday = 2026-11-21\n+++\n\n\nText.\n\n+++\nmore\n\n', "a.md")
    assert matter.table == {"id": "x", "day": date(2026, 11, 21)}
    assert matter.text == "Text.\n\n+++\nmore"
    assert (matter.place.path, matter.place.line, dict(matter.place.keys)) == ("a.md", 7, {"id": 2, "day": 3})


def test_a_file_may_have_front_matter_and_nothing_else() -> None:
    matter = split_front_matter("+++\n+++\n\n\n", "a.md")
    assert (matter.table, matter.text, matter.place.line) == ({}, "", 3)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Text.\n", 1, "The front matter is missing"),
        ("", 1, "The front matter is missing"),
        ('+++\nid = "x"\n\nText', 4, "The front matter has no end"),
        ('+++\nid = "x"\n\nb = \n+++\n', 4, "This is not TOML: Invalid value"),
        ('+++\nid = "x"\nid = "y"\n+++\n', 3, "This is not TOML: Cannot overwrite a value"),
        ('+++\nid = """x\ny\n+++\n', 3, "This is not TOML: Unterminated string"),
    ],
)
def test_broken_front_matter_is_named_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(ContentProblems) as caught:
        split_front_matter(text, "a.md")
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.message) == ("a.md", line, message)
    assert problem.cure


def test_a_problem_reads_like_a_compiler_message() -> None:
    error = ContentProblems([Problem("b.md", 3, "Later", "wait"), Problem("a.md", 12, "Wrong", "mend it")])
    assert str(error) == "a.md:12: Wrong. Cure: mend it.\nb.md:3: Later. Cure: wait."


def test_the_same_problem_is_told_once() -> None:
    problem = Problem("a.md", 1, "Wrong", "mend it")
    assert ContentProblems([problem, problem]).problems == (problem,)


def test_keys_in_arrays_of_tables_have_their_own_lines() -> None:
    place = read_toml('a = 1\n[[goals]]\nid = "x"\n\n[[goals]]\nid = "y"\n', "a.toml").place
    assert dict(place.keys) == {"a": 1, "goals": 2, "goals.0": 2, "goals.0.id": 3, "goals.1": 5, "goals.1.id": 6}


def test_a_problem_at_a_key_that_is_not_there_stands_on_the_first_line() -> None:
    fields = fields_of('a = "x"\n')
    fields.text("b")
    assert str(only_problem(fields)) == (
        'a.toml:1: The key "b" is missing. Cure: add b = a text in quotes, such as "…".'
    )


@pytest.mark.parametrize(
    ("text", "ask", "message"),
    [
        ("b = 1", lambda fields: fields.text("b"), '"b" has the wrong type'),
        ('b = " "', lambda fields: fields.text("b"), '"b" is empty'),
        ('b = "x y"', lambda fields: fields.slug("b"), '"b" cannot be "x y"'),
        ('b = "quix"', lambda fields: fields.choice("b", ("quiz", "final")), '"b" cannot be "quix"'),
        ("b = true", lambda fields: fields.number("b", 1), '"b" has the wrong type'),
        ("b = 0", lambda fields: fields.number("b", 1), '"b" cannot be 0'),
        ("b = 101", lambda fields: fields.number("b", 1, 100), '"b" cannot be 101'),
        ("b = 1", lambda fields: fields.flag("b"), '"b" has the wrong type'),
        ("b = 2026-11-21T10:00:00", lambda fields: fields.day("b"), '"b" has the wrong type'),
        ("b = 1", lambda fields: fields.texts("b"), '"b" has the wrong type'),
        ("b = []", lambda fields: fields.texts("b"), '"b" wants texts'),
        ('b = ["x", " "]', lambda fields: fields.texts("b"), '"b" wants texts'),
        ('b = ["x", 1]', lambda fields: fields.texts("b"), '"b" wants texts'),
        ("b = 1", lambda fields: fields.table_of("b"), '"b" has the wrong type'),
        ("b = 1", lambda fields: fields.tables("b"), '"b" has the wrong type'),
        ("b = []", lambda fields: fields.tables("b"), '"b" has no tables'),
    ],
)
def test_a_wrong_value_is_one_problem_on_its_line(text, ask, message) -> None:  # type: ignore[no-untyped-def]
    fields = fields_of(f"\n{text}\n")
    ask(fields)
    problem = only_problem(fields)
    assert (problem.line, problem.message) == (2, message)
    assert problem.cure


def test_defaults_stand_in_for_keys_that_may_be_left_out() -> None:
    fields = fields_of("")
    assert fields.text("a", "") == ""
    assert fields.number("b", 1, default=3) == 3
    assert fields.texts("c", ()) == ()
    assert not fields.findings.problems


def test_unknown_keys_are_reported_with_the_one_probably_meant() -> None:
    fields = fields_of('title = "x"\ntitel = "y"\nzzz = 1\n')
    fields.text("title")
    fields.close()
    found = {problem.message: (problem.line, problem.cure) for problem in fields.findings.problems}
    assert found == {
        'The key "titel" is unknown': (2, 'did you mean "title"'),
        'The key "zzz" is unknown': (3, "use one of title"),
    }


def test_a_problem_in_an_inline_table_stands_on_the_line_of_the_table() -> None:
    fields = fields_of('a = 1\nhours = { method = "x", more = 1 }\n')
    inside = fields.table_of("hours")
    inside.text("method")
    inside.close()
    assert [(one.line, one.message) for one in fields.findings.problems] == [(2, 'The key "more" is unknown')]


def test_a_file_that_is_missing_counts_as_lost() -> None:
    findings = Findings()
    assert open_fields(read_toml, None, "a.toml", findings) is None
    assert not findings.is_whole
    assert findings.problems[0].message == "This file is missing"


def test_findings_without_a_problem_let_reading_go_on() -> None:
    findings = Findings()
    findings.settle()
    findings.add("a.md", 1, "Wrong", "mend it")
    with pytest.raises(ContentProblems):
        findings.settle()
    assert findings.is_whole


def test_the_nearest_name_is_offered_or_else_the_names_there_are() -> None:
    assert nearest("moyer-2040", ["moyer-2004", "mak-2024"]) == 'did you mean "moyer-2004"'
    assert nearest("zzz", ["b", "a"]) == "use one of a, b"
    assert nearest("zzz", [f"n{number}" for number in range(9)]) == "use one of n0, n1, n2, n3, n4, n5, n6, n7, …"
    assert nearest("zzz", []) == "add it first; there is none yet"


def test_matter_without_markdown_has_no_text() -> None:
    assert Matter({}, read_toml("", "a").place).text == ""
