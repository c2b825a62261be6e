"""Whatever kind a question is and whatever the review rule: nothing that leaves the server depends on a key it hides.

Two sites differ only in their keys and in the replies to wrong answers. The same attempt, from the same seed, gives
the same bytes: while it is open, as a result, as a letter, in a list. Where the key is the very order in which the
author wrote (ordering, matching), the seed hides it: there `test_answer_key.py` and `tests/house/test_kinds.py` prove
that every page is as likely for every key, and here both sites have the same one.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.assessment.grading import KINDS
from app.assessment.kinds.base import Response, ResponseError
from app.assessment.models import Attempt, Question, QuizRevision
from app.platform.db import db
from app.platform.mail import OutboxMessage
from app.platform.transactions import writing
from tests.assessment.twins import told
from tests.browser import Browser, Page
from tests.essays import QUEUE
from tests.every_kind import ASKED, SAMPLES, answer_to, kinds_on, publish_every_kind
from tests.hours import NOON, Hours
from tests.making import SLUG, question_file
from tests.people import ANA, BEN, Someone, add, signed_in
from tests.sitting import START, attempt_of, by_script, enrolled, started, stored

pytestmark = pytest.mark.sqlite_only  # what a page says does not depend on the database
WHY = "CANARY of a reason"
RUBRIC = re.compile(r'<p class="hint">How it was marked</p>\s*<ul.*?</ul>', re.DOTALL)
BY_SEED = {kind for kind in SAMPLES if KINDS[kind].MUST_SHUFFLE}
ONE_OF_TWO = {"true-false"}  # whatever is answered, the two keys judge it differently
CANDIDATES: list[Response] = [
    *({"choice": value} for value in range(4)),
    *({name: list(some)} for name in ("choices", "words") for some in combinations(range(4), 2)),
    {"text": "nothing of the kind"}, {"text": "987"}, {"gaps": {"0": "nothing", "1": "987", "2": ""}},
]  # fmt: skip
RULES: dict[str, dict[str, Any]] = {
    "nothing after a fail": {"failed": [], "passed": []},
    "which were right": {"failed": ["verdict"], "passed": ["verdict"]},
    "only the reasons": {"failed": ["why"], "passed": ["why"]},
    "reasons and which were right": {"failed": ["verdict", "why"], "passed": ["verdict", "why"]},
}


def asked(*, other_key: bool) -> dict[str, str]:
    """A question of every kind, and one more whose key is the same on both sites, to pass with."""
    texts = {kind: SAMPLES[kind].text(other_key=other_key and kind not in BY_SEED, why=WHY) for kind in SAMPLES}
    return texts | {"same": question_file("single-choice", id="q-same", why=WHY)}


def site(app: Flask, folder: Path, *, other_key: bool) -> Browser:
    """Publish the course on one of the two; Ana takes it."""
    publish_every_kind(app, folder, asked(other_key=other_key), draw=len(ASKED) + 1)
    return enrolled(app, ANA)


def rule(app: Flask, pass_mark: int = 75, closes: datetime | None = None, **shown: list[str]) -> None:
    """Change what the quiz shows, and when."""
    more = {"review": {"while": []} | shown} | ({"closes": closes.isoformat()} if closes else {})
    with app.app_context(), writing():
        db.session.execute(update(QuizRevision).values(more=more, pass_mark=pass_mark))


def neutral(kind: str, specs: list[dict[str, Any]]) -> Response:
    """A response that earns the same by either key; one that says something, if there is any."""
    module = KINDS[kind]
    loaded = [module.load(spec) for spec in specs]
    for response in [*(one for one, _ in SAMPLES[kind].answers), *CANDIDATES]:
        try:
            found = [module.normalise(spec, response) for spec in loaded]
        except ResponseError:
            continue
        shares = {module.mark(spec, given).fraction for spec, given in zip(loaded, found, strict=True)}
        if len(shares) == 1 and module.is_answered(found[0]):
            return response
    return {}


def neutral_responses(*apps: Flask) -> dict[str, Response]:
    """For each kind; ones that the two keys judge alike."""
    specs = [{one.kind: one.spec for one in stored(app, select(Question)) if one.key != "q-same"} for app in apps]
    found = {kind: neutral(kind, [each[kind] for each in specs]) for kind in ASKED}
    silent = {kind for kind, response in found.items() if not response}
    assert silent <= ONE_OF_TWO, "nothing to answer that both judge alike"
    return found


def everything_open(app: Flask, first: Page) -> Iterator[tuple[str, Any]]:
    """Each page of an open attempt; each answer to a save, whatever the sample says it is worth; an old tab's, too."""
    client, attempt = first.browser.client, attempt_of(first)
    kinds = kinds_on(app, attempt)
    addresses = [START, f"/attempts/{attempt}", f"/attempts/{attempt}/check"]
    addresses += [f"/attempts/{attempt}/{number}" for number in kinds]
    for round_ in range(3):
        for number, kind in kinds.items():
            page = first.browser.get(f"/attempts/{attempt}/{number}")
            answers = SAMPLES[kind].answers
            response = answers[round_ % len(answers)][0]
            sent = by_script(page, **answer_to(app, page, response), operation=f"{round_} {number}")
            yield f"save {round_} of {kind}", told(sent)
            yield f"old save {round_} of {kind}", told(by_script(page, seq="-1", operation=f"old {round_} {number}"))
            yield f"nonsense {round_} for {kind}", told(by_script(page, answer="x" * 30_000))
        for address in addresses:
            yield f"{address} after round {round_}", told(client.get(address))


def alike(one: Iterable[tuple[str, Any]], other: Iterable[tuple[str, Any]]) -> int:
    """Both sites say the same; returns how much."""
    count = 0
    for (name, first), (other_name, second) in zip(one, other, strict=True):
        assert name == other_name
        assert first == second, name
        count += 1
    return count


def test_an_open_attempt_tells_nothing_of_any_key(app: Flask, twin: Flask, tmp_path: Path, same_ids):
    seen = []
    for place, one in enumerate((app, twin)):
        same_ids()
        browser = site(one, tmp_path / str(place), other_key=bool(place))
        rule(one)
        seen.append(list(everything_open(one, started(browser))))
    assert alike(*seen) > 10 * len(ASKED)


def handed_in(app: Flask, browser: Browser, responses: dict[str, Response]) -> str:
    """Give these responses, and what is right to the question with the one key; hand in. The attempt's address."""
    first = started(browser)
    attempt = f"/attempts/{attempt_of(first)}"
    for number, kind in kinds_on(app, attempt_of(first)).items():
        page = browser.get(f"{attempt}/{number}")
        if page.heading == "Which hands begin?":
            by_script(page, "Warm ones")
        elif kind in ASKED:
            by_script(page, **answer_to(app, page, responses[kind]))
    browser.get(f"{attempt}/check").submit("Submit quiz")
    return attempt


def everything_closed(app: Flask, addresses: list[str], someone: Someone = ANA) -> Iterator[tuple[str, Any]]:
    """What a student may open afterwards, what staff read in lists, what lies in the post."""
    student, staff = signed_in(app, someone), signed_in(app, BEN)
    own = [*addresses, START, "/my", f"/my/{SLUG}", f"/learn/{SLUG}", f"/learn/{SLUG}/begin"]
    for address in own:
        yield address, told(student.get(address))
    for address in (f"/studio/{SLUG}/roster", f"/studio/{SLUG}/roster.csv", QUEUE):
        yield address, told(staff.get(address))
    for message in stored(app, select(OutboxMessage).order_by(OutboxMessage.id)):
        yield message.subject, message.text


def mark_essays(app: Flask) -> None:
    """Ben reads what waits."""
    page = Browser(signed_in(app, BEN)).get(QUEUE)
    while "Mark the oldest" in page.text:
        marking = page.follow("Mark the oldest")
        names = sorted({one.get("name") for one in marking.tree.xpath("//*[starts-with(@name, 'points-')]")})
        marking.submit("Save and next", fields=dict.fromkeys(names, "0") | {"comment": "Well tried."})
        page = page.browser.get(QUEUE)


def test_no_rule_that_hides_the_key_lets_a_byte_of_it_out(
    app: Flask, twin: Flask, tmp_path: Path, same_ids, monkeypatch: pytest.MonkeyPatch
):
    hours, sites, addresses = Hours(monkeypatch), (app, twin), []
    browsers = []
    for place, one in enumerate(sites):
        add(one, BEN)
        same_ids()
        browsers.append(site(one, tmp_path / str(place), other_key=bool(place)))
    responses = neutral_responses(app, twin)
    for one, browser in zip(sites, browsers, strict=True):
        same_ids("later")
        rule(one, pass_mark=100)
        failed = handed_in(one, browser, responses)
        mark_essays(one)
        rule(one, pass_mark=1)
        addresses.append([failed, handed_in(one, browser, responses)])
        mark_essays(one)
    assert addresses[0] == addresses[1]
    assert results(app) == results(twin)
    assert [passed for _, passed in results(app)] == [False, True]
    for name, shown in RULES.items():
        for closes in (None, NOON):
            for one in sites:
                rule(one, closes=closes, **shown, closed=[])
            pages = [list(everything_closed(one, addresses[0])) for one in sites]
            if "why" in shown["failed"]:  # what a marker looks for is read with the reasons: the manual says so
                pages = [[(name, RUBRIC.sub("", text_of(page))) for name, page in found] for found in pages]
            assert alike(*pages) > len(addresses[0]) + 6, name
            for address, page in pages[0][:2]:
                assert (WHY in text_of(page)) == ("why" in shown["failed"]), (name, address)
    rule(app, failed=["verdict", "key", "why"])
    rule(twin, failed=["verdict", "key", "why"])
    first, second = (told(signed_in(one, ANA).get(addresses[0][0])) for one in sites)
    assert first != second, "where the key may be seen it is seen: the sites do differ"
    assert hours.now == NOON


def text_of(page: Any) -> str:
    """A page without its headers; a letter as it is."""
    return page if isinstance(page, str) else page[1]


def results(app: Flask) -> list[tuple[Fraction, bool]]:
    """What the attempts came to."""
    return [(one.earned, one.passed) for one in stored(app, select(Attempt).order_by(Attempt.id))]


def test_a_checked_answer_shows_no_key_that_practice_keeps_back(app: Flask, twin: Flask, tmp_path: Path, same_ids):
    seen = []
    for place, one in enumerate((app, twin)):
        same_ids()
        browser = site(one, tmp_path / str(place), other_key=bool(place))
        rule(one, **{"while": ["verdict"]})
        seen.append((one, started(browser)))
    responses = neutral_responses(app, twin)
    for place, (one, first) in enumerate(seen):
        same_ids("later")
        seen[place] = list(checked(one, first, responses))
    assert alike(*seen) >= len(ASKED) - 2
    assert all(WHY not in page[1] for _, page in seen[0])


def checked(app: Flask, first: Page, responses: dict[str, Response]) -> Iterator[tuple[str, Any]]:
    """Have every answer checked at once; the page afterwards."""
    attempt = attempt_of(first)
    for number, kind in kinds_on(app, attempt).items():
        page = first.browser.get(f"/attempts/{attempt}/{number}")
        if "Check this answer" in page.text and page.heading != "Which hands begin?":
            yield kind, told(page.submit("Check this answer", fields=answer_to(app, page, responses[kind])).response)
