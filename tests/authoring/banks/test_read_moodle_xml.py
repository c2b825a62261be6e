"""Moodle XML: Ben brings the bank of his old school."""

import pytest

from app.authoring.banks import BankQuestion, BankReport, read_bank

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'


def read(inner: str) -> BankReport:
    return read_bank(f"{HEAD}{inner}\n</quiz>".encode(), "bank.xml")


def question(kind: str, rest: str = "", stem: str = "How firm is it?") -> str:
    return (
        f'<question type="{kind}">\n<name><text>Pressure</text></name>\n'
        f'<questiontext format="html"><text><![CDATA[{stem}]]></text></questiontext>\n{rest}</question>'
    )


def answer(text: str, fraction: str, feedback: str = "", rest: str = "") -> str:
    said = f'<feedback format="html"><text>{feedback}</text></feedback>'
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text>{said}{rest}</answer>'


def one(inner: str) -> BankQuestion:
    report = read(inner)
    assert report.refused == ()
    (found,) = report.questions
    return found


def test_choices_with_weights_and_feedback():
    head = "<single>false</single><defaultgrade>2.0</defaultgrade>"
    why = "<generalfeedback><text>Why</text></generalfeedback>"
    found = one(question("multichoice", head + why + answer("a", "33.33333", "yes") + answer("b", "-100")))
    assert (found.qtype, found.is_single, found.points, found.feedback.text) == ("multichoice", False, "2.0", "Why")
    assert [(a.text.text, round(float(a.fraction), 7), a.feedback.text) for a in found.answers] == [
        ("a", 0.3333333, "yes"), ("b", -1, ""),
    ]  # fmt: skip


def test_true_and_false_in_any_order_and_language():
    found = one(question("truefalse", answer("false", "100", "Right") + answer("true", "0", "Wrong")))
    assert [(a.text.text, int(a.fraction), a.feedback.text) for a in found.answers] == [
        ("True", 0, "Wrong"), ("False", 1, "Right"),
    ]  # fmt: skip
    old = one(question("truefalse", answer("Wahr", "0") + answer("Falsch", "100")))
    assert [int(a.fraction) for a in old.answers] == [0, 1]


def test_numbers_with_tolerance_and_unit():
    units = "<units><unit><multiplier>1</multiplier><unit_name>min</unit_name></unit></units>"
    found = one(question("numerical", answer("15", "100", "", "<tolerance>2</tolerance>") + answer("*", "0") + units))
    assert [(a.text.text, a.tolerance) for a in found.answers] == [("15", "2"), ("*", "0")]
    assert found.unit == "min"


def test_short_answers_know_about_capitals():
    found = one(question("shortanswer", "<usecase>1</usecase>" + answer("light", "100")))
    assert (found.is_case_sensitive, found.answers[0].text) == (True, ("light", "plain", ()))


def test_pairs():
    pairs = "".join(
        f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"
        for left, right in (("Petrissage", "kneading"), ("", "tapping"))
    )
    assert [(p.left.text, p.right) for p in one(question("matching", pairs)).pairs] == [
        ("Petrissage", "kneading"), ("", "tapping"),
    ]  # fmt: skip


def test_words_chosen_from_lists():
    options = "".join(
        f"<selectoption><text>{word}</text><group>{group}</group></selectoption>"
        for word, group in (("light", 1), ("firm", 1), ("ten", 2))
    )
    found = one(question("gapselect", options, "A [[2]] stroke for [[3]] minutes."))
    assert found.more["passage"] == "A {#1} stroke for {#2} minutes."
    assert [[(a.text.text, int(a.fraction)) for a in gap.answers] for gap in found.gaps] == [
        [("light", 0), ("firm", 1)], [("ten", 1)],
    ]  # fmt: skip


def test_categories_tags_and_ids():
    category = '<question type="category"><category><text>$course$/a</text></category></question>'
    tags = "<idnumber>q-7</idnumber><tags><tag><text>t1</text></tag><tag><text>t2</text></tag></tags>"
    found = one(category + question("essay", tags))
    assert (found.category, found.idnumber, found.tags) == ("$course$/a", "q-7", ("t1", "t2"))


def test_text_comes_out_as_moodle_keeps_it():
    """Line ends stay in CDATA; outside of it, white space alone between two entities is lost, as it is in Moodle."""
    assert one(question("essay", stem="a\r\n\r\nb")).stem.text == "a\r\n\r\nb"
    escaped = question("essay").replace("<![CDATA[How firm is it?]]>", "&lt;b&gt; &lt;i&gt;x &amp; y")
    assert one(escaped).stem.text == "<b><i>x & y"


def test_the_pictures_of_today_and_of_long_ago_are_kept():
    file = '<file name="a.png" path="/" encoding="base64">QUJD\nREVG</file>'
    text = f'<questiontext format="html"><text>x</text>{file}</questiontext>'
    found = one(f'<question type="essay"><name><text>n</text></name>{text}</question>')
    assert found.stem.files == (("a.png", "/", "QUJDREVG"),)
    old = one(question("essay", "<image>pics/b.png</image><image_base64>QUJD</image_base64>"))
    assert old.stem.files == (("pics_b.png", "/", "QUJD"),)
    assert old.stem.text.endswith('<img src="@@PLUGINFILE@@/pics_b.png" />')


def test_what_is_no_question_of_ours_is_named_with_its_line():
    report = read(f"{question('essay')}\n{question('stack')}\n{question('ddmarker')}")
    assert [(each.line, each.name) for each in report.refused] == [(7, "Pressure"), (11, "Pressure")]
    assert '"stack"' in report.refused[0].why
    assert len(report.questions) == 1


@pytest.mark.parametrize(
    ("inner", "line", "why"),
    [
        ("<question", 4, "This is not XML: not well-formed (invalid token)."),
        (question("essay").replace("<![CDATA[How", "<b>x</b>"), 5, "This is not XML: not well-formed (invalid token)."),
        (question("multichoice", answer("a", "many")), 6, "The fraction of an answer cannot be read."),
        (question("cloze", stem="no gap"), 3, "The gaps of the passage cannot be read."),
        (question("essay").replace("<name><text>Pressure</text></name>", ""), 3, "The question has no <name>."),
        (question("essay").replace("How firm", "]]><p>x</p><![CDATA["), 5, "<text> holds tags."),
        (question("numerical", answer("1", "100", "", "<tolerance>x</tolerance>")), 6, '"x" is not a tolerance.'),
    ],
)
def test_a_fault_is_told_with_its_line(inner: str, line: int, why: str):
    (refused,) = read(inner).refused
    assert (refused.line, refused.why[: len(why)]) == (line, why)


def test_a_file_that_is_another_xml_is_refused():
    report = read_bank(b"<?xml version='1.0'?>\n<rss/>", "bank.xml")
    assert [(one.line, one.why) for one in report.refused] == [
        (2, "This is not Moodle XML: it begins with <rss>, not with <quiz>.")
    ]


def test_another_encoding_is_read_as_declared():
    data = HEAD.replace("UTF-8", "ISO-8859-1") + question("essay", stem="schön") + "</quiz>"
    assert read_bank(data.encode("latin-1"), "bank.xml").questions[0].stem.text == "schön"
