"""A module is copied with everything in it; a lesson or a module gets another address, and every link follows."""

from pathlib import Path

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.authoring.rules.linking import relinked, relinked_file
from app.catalogue.content.course import read_parts
from app.catalogue.content.markdown import draw
from app.catalogue.content.page import Page
from tests.authoring.writing import STUDIO, ben, titles, writing
from tests.drafting import files
from tests.making import BODIES, LESSON, QUIZ, SLUG

LINKED = LESSON.replace(
    "Warm your hands first.",
    "Warm [your hands](begin#warm), then take [the quiz](quiz/strokes). See [below](#strokes).",
)


def test_a_copy_of_a_module_has_ids_and_links_of_its_own(app: Flask, tmp_path: Path):
    pools = QUIZ + f'pools = ["objective strokes-1: {len(BODIES)}"]\n'
    page = writing(app, tmp_path, lesson=LINKED, quiz=pools)
    before = files(app)
    page = page.submit("Duplicate: Opening strokes").says("This is the copy.", "Opening strokes (copy)")
    after = files(app)
    assert {path: after[path] for path in before} == before, "the original stays as it is"
    added = {path: text for path, text in after.items() if path not in before}
    assert len(added) == len([path for path in before if path.startswith("1-strokes/")])
    course, findings = read_parts(SLUG, {path: text for path, text in after.items() if not path.startswith("sources/")})
    assert course is not None
    assert not findings.problems
    first, copy = course.modules
    parts = [(first.id, copy.id), (first.quiz.id, copy.quiz.id), (first.lessons[0].id, copy.lessons[0].id)]
    parts += [(one.id, other.id) for one, other in zip(first.questions, copy.questions, strict=True)]
    assert all(one != other for one, other in parts)
    assert copy.slug == "strokes-2"
    assert "[your hands](begin-2#warm), then take [the quiz](quiz/strokes-2)" in copy.lessons[0].text
    assert {(one.objective, one.passage) for one in copy.questions} == {("strokes-2-1", "begin-2#long-and-light")}
    assert copy.lessons[0].objectives == ("strokes-2-1",)
    assert copy.quiz.more["pools"] == [("objective:strokes-2-1", len(BODIES))]
    said = ben(app).get(f"{STUDIO}/publish").says("Another question reads just the same")
    said.says_not("The id", "The address", "There is no passage", "leads nowhere")


def test_a_lesson_gets_another_address_and_every_link_follows(app: Flask, tmp_path: Path):
    writing(app, tmp_path, lesson=LINKED)
    page = ben(app).get(STUDIO).follow("Change the address")
    assert page.address == f"{STUDIO}/modules/strokes/address"
    page = (
        ben(app)
        .get(f"{STUDIO}/lessons/begin/address")
        .says("/learn/warm-hands/begin", "lead on to the new one", "How to begin")
    )
    page.submit("Change the address", status=422, address="Warm Öl!").says("“warm-ol” would do")
    page.submit("Change the address", status=422, address="quiz").says("Something else has this address")
    page = page.submit("Change the address", address="warm-hands-first").says("It has its new address.")
    assert titles(page) == ["How to begin", "Strokes quiz"]
    assert "[your hands](warm-hands-first#warm)" in files(app)["1-strokes/1-warm-hands-first.md"]
    page.browser.get(f"{STUDIO}/lessons/begin", 404)
    texts = [text for path, text in files(app).items() if "/questions/" in path]
    assert all('passage = "warm-hands-first#long-and-light"' in text for text in texts)
    ben(app).get(f"{STUDIO}/publish").says_not("mend first")


def test_a_module_gets_another_address_and_keeps_its_id(app: Flask, tmp_path: Path):
    writing(app, tmp_path, lesson=LINKED)
    before = files(app)
    page = ben(app).get(f"{STUDIO}/modules/strokes/address").says("/learn/warm-hands/quiz/strokes")
    page.submit("Change the address", address="first-strokes").says("Links were changed in 1 file.")
    after = files(app)
    assert after["1-first-strokes/module.toml"] == before["1-strokes/module.toml"]
    assert "[the quiz](quiz/first-strokes)" in after["1-first-strokes/1-begin.md"]
    ben(app).get(f"{STUDIO}/quiz/first-strokes").says("Strokes quiz")
    ben(app).get(f"{STUDIO}/publish").says_not("mend first").says("What changed, in a sentence")


def test_a_course_that_nobody_saw_breaks_nothing(app: Flask):
    page = ben(app).get("/studio/new").submit("Create the course", title="New", objective="Begin")
    page = page.submit("Add the module", **{"module-title": "First", "module-objective": "Begin"})
    page.browser.get(page.tree.xpath("//a[contains(@href, '/address')]/@href")[0]).says("not published yet")


WORDS = st.sampled_from(["begin", "begin-2", "end", "quiz/begin", "quiz/end", "https://begin.example/begin", "#begin"])
SHAPES = st.sampled_from(["[a]({})", "[a]({}#warm)", "[a](<{}>)", '[a]({} "begin")', "[a][b]\n\n[b]: {}", "![a]({})",
                          "begin ({})", "`{}`", "[{0}]({0})"])  # fmt: skip


@given(st.lists(st.tuples(SHAPES, WORDS), max_size=6))
def test_every_link_that_a_reader_could_follow_and_no_other_one_is_changed(parts: list[tuple[str, str]]):
    text = "\n\n".join(shape.replace("[b]", f"[b{at}]").format(word) for at, (shape, word) in enumerate(parts))
    moved = {"begin": "first", "quiz/end": "quiz/last"}
    wanted = []
    for target in _links(text):
        unit, hash_, anchor = target.partition("#")
        wanted.append(f"{moved.get(unit, unit)}{hash_}{anchor}")
    assert _links(relinked(text, moved)) == wanted


def _links(text: str) -> list[str]:
    page = Page()
    draw(text, page)
    return [target for _line, target in page.links]


def test_what_is_no_link_stays():
    for path, text in [
        ("CHANGES.md", "[a](begin)"), ("course.toml", 'title = "[a](begin)"'), ("1-a/1-begin.md", 'passage = "begin"'),
        ("1-a/questions/q.md", '+++\nid = "begin"\n+++\n\npassage = "begin"\n'),
    ]:  # fmt: skip
        assert relinked_file(path, text, {"begin": "first"}) == text, path
    facts = "| 1 | [begin#warm](begin#warm) |"
    assert relinked_file("FACTS.md", facts, {"begin": "first"}) == "| 1 | [first#warm](first#warm) |"
