"""Until an attempt is handed in, nothing that leaves the server depends on the key.

Two databases that differ only in their keys, replies and reasons give the same bytes for the same attempt.
"""

import re
from itertools import count
from pathlib import Path

from flask import Flask
from sqlalchemy import update

from app.assessment.grading import paper
from app.assessment.models import Attempt
from app.platform.db import db
from app.platform.transactions import writing
from tests.assessment.twins import told
from tests.browser import Page
from tests.making import BODIES, COUNT, DRAWING, SLUG, STEMS, course_files, question_file
from tests.people import ANA
from tests.sitting import (
    RIGHT_WORDS,
    START,
    WRONG_WORDS,
    answer_all,
    attempt_of,
    by_script,
    enrolled,
    kind_of,
    publish,
    quiz_toml,
    started,
)

ONE_KEY = {
    "single-choice": "- [50%] Cold ones\n    > CANARY\n- [x] Warm ones\n    > CANARY\n- [ ] Wet ones\n    > CANARY",
    "multiple-response": "- [x] Long\n    > CANARY\n- [x] Light\n- [ ] Fast\n    > CANARY\n- [ ] Deep\n    > CANARY",
    "short-answer": "- [x] light\n    > CANARY\n- [33.333%] heavy\n    > CANARY",
    "numerical": "- [x] 10 ± 2\n    > CANARY\n- [50%] 10 ± 5\n- [ ] 60\n    > CANARY",
    "matching": "- Begin => Warm\n    > CANARY\n- End => Calm\n- => Cold\n    > CANARY",
    "cloze": "They are {text: light | [50%] soft}, last {number: 10 ± 2} minutes and come "
    "{choice: [x] before | [ ] after} kneading.\n\n1. heavy\n    > CANARY\n3. > CANARY",
    "hotspot": "- [x] left of the waist = #low\n    > CANARY\n"
    "- [ ] between the shoulders = rect 250 40 140 90\n    > Yes",
    "mark-words": "The strokes are [x: long], [x: light] and [ : deep], not [ : fast].\n\n- deep\n    > CANARY",
}
OTHER_KEY = {
    "single-choice": "- [x] Cold ones\n- [ ] Warm ones\n    > Not CANARY.\n- [ ] Wet ones\n    > CANARY too",
    "multiple-response": "- [ ] Long\n    > CANARY\n- [ ] Light\n    > No.\n- [ ] Fast\n    > CANARY too\n- [x] Deep",
    "short-answer": "- [x] heavy\n- [x] firm*\n- [x] CANARY",
    "numerical": "- [x] 60",
    "matching": "- Begin => Warm\n- End => Warm\n- => Calm\n    > CANARY CANARY\n- => Cold",
    "cloze": "They are {text: heavy*}, last {number: 60} minutes and come "
    "{choice: [25%] before | [x] after} kneading.\n\n1. light\n    > CANARY at length",
    "hotspot": "- [x] between the shoulders = rect 250 40 140 90\n- [20%] left of the waist = #low\n    > CANARY, long",
    "mark-words": "The strokes are [ : long],\n[ : light] and [x: deep], not [x: fast].\n\n- long\n    > CANARY",
}
ORDERINGS = (
    "1. Warm the hands\n    > CANARY\n2. Stroke\n3. Knead",
    "1. Knead\n2. Warm the hands\n3. Stroke\n    > CANARY, at more length",
)
Pages = dict[str, tuple[int, str, list[tuple[str, str]]]]


def begun(app: Flask, folder: Path, bodies: dict[str, str], why: str) -> Page:
    """The first question in a site whose questions have these bodies, each below a picture with a telling name."""
    name = f"figures/canary-{len(why)}.svg"
    stems = {kind: f"Look.\n\n![A back]({name})\n\n{stem}" for kind, stem in STEMS.items()}
    why = f"{why}\n\n![CANARY]({name})"
    files = {
        kind: question_file(kind, stem=stems[kind], body=bodies.get(kind, BODIES[kind]), why=why) for kind in BODIES
    }
    picture = DRAWING.replace("A back, seen from behind", name).replace('"low"', f'"canary{len(why)}"')
    publish(app, folder, course_files(**files) | {f"{SLUG}/1-strokes/{name}": picture})
    return started(enrolled(app, ANA))


def everything_in_progress(page: Page) -> Pages:
    """Each page of an open attempt and each answer to a save, before and after answering, right and wrong."""
    client, attempt = page.browser.client, attempt_of(page)
    addresses = [START, *(f"/attempts/{attempt}/{place}" for place in (*range(1, COUNT + 1), "check"))]
    found = {f"{address}, open": told(client.get(address)) for address in addresses}
    for words in (WRONG_WORDS, RIGHT_WORDS):
        for number in range(1, COUNT + 1):
            page = page.browser.get(f"/attempts/{attempt}/{number}")
            found[f"saving {number}"] = told(by_script(page, words[kind_of(page)]))
            found[f"saving {number} from an old tab"] = told(
                by_script(page, WRONG_WORDS[kind_of(page)], seq="-1", operation=f"old {number}")
            )
            found[f"saving {number}, nonsense"] = told(by_script(page, answer="x" * 501))
        found |= {f"{address}, {words['short-answer']}": told(client.get(address)) for address in addresses}
    return found


def test_no_page_of_an_open_attempt_depends_on_the_key(app: Flask, twin: Flask, tmp_path: Path, same_ids):
    same_ids()
    one = everything_in_progress(begun(app, tmp_path / "one", ONE_KEY, "CANARY, because [@a-document]."))
    same_ids()
    other = everything_in_progress(begun(twin, tmp_path / "other", OTHER_KEY, "Since CANARY. [@a-document]"))
    assert {status for status, _, _ in one.values()} == {200, 409, 422}
    assert one.keys() == other.keys()
    for name, seen in one.items():
        assert seen == other[name], name
        assert "canary" not in str(seen).casefold(), name


def test_the_order_of_an_ordering_question_tells_nothing(app: Flask, twin: Flask, tmp_path: Path, same_ids):
    """The key is the order itself. For each way one site shows it there is a seed by which the other shows the same."""
    pages = []
    for site, body in zip((app, twin), ORDERINGS, strict=True):
        same_ids()
        page = begun(site, tmp_path / str(len(pages)), {"ordering": body}, "CANARY [@a-document].")
        while kind_of(page) != "ordering":
            page = page.submit("Save and continue")
        number = int(page.address.split("/")[-1])
        with site.app_context(), writing():
            db.session.execute(update(Attempt).values(seed=seed_showing("Stroke, Knead, Warm the hands", body, number)))
        pages.append(page)
    first, second = (told(page.browser.client.get(page.address)) for page in pages)
    assert first == second
    assert "CANARY" not in str(first)
    assert first[1].index("Stroke") < first[1].index("Knead") < first[1].index("Warm the hands")


def seed_showing(wanted: str, body: str, number: int) -> str:
    """A seed by which the items of this body are shown in the order wanted."""
    items = re.findall(r"\d\. (.*)", body)
    seeds = (f"seed-{n}" for n in count())
    return next(
        seed for seed in seeds if ", ".join(items[at] for at in paper.order(seed, number, len(items))) == wanted
    )


def test_a_final_that_was_not_passed_gives_nothing_away(app: Flask, tmp_path: Path):
    bodies = ONE_KEY | {"ordering": ORDERINGS[0]}
    asked = {kind: question_file(kind, body=body, why="CANARY [@a-document].") for kind, body in bodies.items()}
    finals = {kind: text.replace('use = "quiz"', 'use = "final"') for kind, text in asked.items()}
    files = course_files(quiz=quiz_toml(preset="final"), **finals)
    publish(app, tmp_path, files)
    result = answer_all(started(enrolled(app, ANA)), WRONG_WORDS).submit("Submit quiz").says("Not passed yet")
    assert "CANARY" not in result.response.text
