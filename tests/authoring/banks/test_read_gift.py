"""GIFT: Ben's colleague sends questions as plain text, and they come in as Moodle would read them."""

import pytest

from app.authoring.banks import BankQuestion, read_bank


def read(text: str) -> list[BankQuestion]:
    report = read_bank(text.encode(), "bank.gift")
    assert report.refused == ()
    return list(report.questions)


def one(text: str) -> BankQuestion:
    (question,) = read(text)
    return question


def answers(question: BankQuestion) -> list[tuple[str, float, str]]:
    return [(each.text.text, round(float(each.fraction), 5), each.feedback.text) for each in question.answers]


def test_one_right_choice_with_feedback():
    question = one("::Pressure:: How firm is it? {\n  ~firm #That is deep tissue.\n  =light\n ~%25%steady }")
    assert (question.qtype, question.is_single, question.name) == ("multichoice", True, "Pressure")
    assert question.stem.text == "How firm is it?"
    assert answers(question) == [("firm", 0, "That is deep tissue."), ("light", 1, ""), ("steady", 0.25, "")]


def test_several_right_choices_have_weights_and_no_equals_sign():
    question = one("Which? {~%33.33333%a ~%-100%b ~%33.33333%c}")
    assert not question.is_single
    assert [share for _, share, _ in answers(question)] == [0.33333, -1, 0.33333]


def test_a_blank_stands_where_the_answers_stood_inside_a_sentence():
    question = one("Strokes are {=light ~firm} here.")
    assert question.stem.text == "Strokes are _____ here."
    assert question.name == "Strokes are _____ here."


def test_a_long_stem_gives_a_name_of_eighty_letters():
    question = one("x" * 100 + "{T}")
    assert question.name == "x" * 77 + "..."


@pytest.mark.parametrize(("word", "right"), [("T", 1), ("TRUE", 1), ("F", 0), ("FALSE", 0)])
def test_true_or_false(word: str, right: int):
    question = one(f"It is firm.{{{word}#said when wrong#said when right}}")
    said = ["said when right", "said when wrong"]
    assert question.qtype == "truefalse"
    assert answers(question) == [("True", right, said[1 - right]), ("False", 1 - right, said[right])]


def test_lower_case_true_is_a_short_answer():
    assert one("It is firm.{true}").qtype == "shortanswer"


def test_short_answers():
    question = one("Who? {=Ana#Yes. =%50%Anna =%0%*#No.}")
    assert question.qtype == "shortanswer"
    assert answers(question) == [("Ana", 1, "Yes."), ("Anna", 0.5, ""), ("*", 0, "No.")]


@pytest.mark.parametrize(
    ("inner", "number", "tolerance"),
    [("#15", "15", "0"), ("#15:2", "15", "2"), ("#3.141..3.142", "3.1415", "0.0005"), ("#-2..2", "0", "2"),
     ("#15 : 2", "15", "2"), ("#many", "*", "0")],
)  # fmt: skip
def test_numbers(inner: str, number: str, tolerance: str):
    (answer,) = one(f"How long? {{{inner}}}").answers
    assert (answer.text.text, answer.tolerance) == (number, tolerance)


def test_several_numbers_and_what_is_said_to_any_other():
    question = one("How long? {#\n =15:0#Right. =%50%15:5#Near. ~#Far.}")
    assert [(a.text.text, float(a.fraction), a.tolerance, a.feedback.text) for a in question.answers] == [
        ("15", 1, "0", "Right."), ("15", 0.5, "5", "Near."), ("*", 0, "", "Far."),
    ]  # fmt: skip


def test_matching():
    question = one("Match. {=Petrissage -> kneading =Effleurage->stroking = -> tapping}")
    assert [(pair.left.text, pair.right) for pair in question.pairs] == [
        ("Petrissage", "kneading"), ("Effleurage", "stroking"), ("", "tapping"),
    ]  # fmt: skip


def test_ordering():
    question = one("Order. {>3 ALL VERTICAL ABSOLUTE\nask\nwarm up\nwork}")
    assert (question.qtype, [a.text.text for a in question.answers]) == ("ordering", ["ask", "warm up", "work"])


def test_essay_and_description():
    essay, text = read("Say why.{####Because.}\n\nRead this first.")
    assert (essay.qtype, essay.feedback.text) == ("essay", "Because.")
    assert (text.qtype, text.points) == ("description", "0")


def test_escapes():
    question = one(r"::a\:\:b:: 1 \= 1, \{x\} \# \~ \\ and \n{T}")
    assert question.name == "a::b"
    assert question.stem.text == "1 = 1, {x} # ~ \\ and"
    assert one(r"one\ntwo{T}").stem.text == "one\ntwo"


def test_formats_go_from_the_stem_to_the_answers():
    question = one("[html]<b>Which?</b>{=[plain]a<b #[markdown]**yes** ~c ####why}")
    first, second = question.answers
    assert (question.stem.format, question.stem.text) == ("html", "<b>Which?</b>")
    assert (first.text.format, first.feedback.format, second.text.format) == ("plain", "markdown", "html")
    assert question.feedback == ("why", "html", ())
    assert one("[odd]x{T}").stem == ("[odd]x", "moodle", ())


def test_categories_comments_ids_and_tags():
    first, second = read("// by Ben\n$CATEGORY: a/b\n\n// [id:q\\]1] [tag:one] [tag:two]\n::n::x{T}\n// more\n\ny{F}")
    assert (first.category, first.idnumber, first.tags, first.line) == ("a/b", "q]1", ("one", "two"), 5)
    assert (second.category, second.idnumber, second.line) == ("a/b", "", 8)


def test_a_question_that_a_category_swallows_is_named():
    report = read_bank(b"$CATEGORY: a\nx{T}\n\ny{T}", "bank.gift")
    assert [(each.line, each.why[:27]) for each in report.refused] == [(2, "This stands in the same blo")]
    assert len(report.questions) == 1


def test_tags_do_not_get_into_names():
    assert one("::<b>Bold</b> <!-- x --> 1 < 2::x{T}").name == "Bold  1 < 2"


@pytest.mark.parametrize(
    ("text", "stem"), [("a }{ b", "a }_____{ b"), ("ab} c{ d", "ab} c_____ d"), ("}x{", "}x_____{")]
)
def test_braces_the_wrong_way_round_are_counted_from_the_end(text: str, stem: str):
    """PHP cuts a length below zero from the end, and Moodle takes the question."""
    assert one(text).stem.text == stem


def test_line_ends_of_every_sort():
    assert [len(read(text)) for text in ("a{T}\r\n\r\nb{T}", "a{T}\r\rb{T}", "\ufeffa{T}\n\nb{T}")] == [2, 2, 2]


def test_a_line_with_a_nought_parts_questions_as_it_does_in_moodle():
    assert [each.stem.text for each in read("a{T}\n0\nb{T}")] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a {T", "An answer needs both braces"),
        ("a {~b}", "There are not enough answers"),
        ("a {=b->c}", "There are not enough answers"),
        ("a {=b->c =d}", "Every pair of a matching question"),
        ("a {#}", "There is no number"),
        ("a {#0}", "There is no number"),
        ("a {~%--5%b ~c}", '"--5" is not a number'),
        ("a {#5:x}", '"x" is not a tolerance'),
        ("a {#a..b}", '"a" is not a number'),
    ],
)
def test_what_moodle_refuses_is_refused_with_its_line(text: str, why: str):
    report = read_bank(f"good{{T}}\n\n// note\n{text}\n\nfine{{F}}".encode(), "bank.gift")
    assert [(each.line, each.why.startswith(why)) for each in report.refused] == [(4, True)]
    assert len(report.questions) == 2


def test_a_file_of_old_windows_is_shown_but_not_taken():
    report = read_bank("a{T}\n\nEs ist schön.{T}".encode("windows-1252"), "bank.gift")
    assert report.has_doubt
    assert [each.line for each in report.refused] == [3]
    assert report.questions[1].stem.text == "Es ist schön."
    sure = read_bank("a{T}\n\nEs ist schön.{T}".encode("windows-1252"), "bank.gift", encoding="windows-1252")
    assert (sure.has_doubt, sure.refused, len(sure.questions)) == (False, (), 2)


def test_utf_16_is_refused_until_it_is_named():
    data = "a{T}".encode("utf-16")
    assert [each.line for each in read_bank(data, "bank.gift").refused] == [1]
    assert len(read_bank(data, "bank.gift", encoding="utf-16").questions) == 1
