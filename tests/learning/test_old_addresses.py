"""A course is published again with other addresses: bookmarks and links in old letters still lead where they meant."""

from pathlib import Path

import pytest
from flask import Flask

from tests.browser import Browser
from tests.catalogue.publishing import with_modules
from tests.making import SLUG, course_files
from tests.people import ANA, BEN, DEE, signed_in
from tests.sitting import START, WRONG_WORDS, answer_all, enrolled, publish, started
from tests.statements import counted

HOME = f"/learn/{SLUG}"
MODULE = f"{SLUG}/1-strokes"


def renamed(files: dict[str, str], before: str, after: str) -> dict[str, str]:
    """The same files with another name for a lesson or a module, and every mention of a passage."""
    found = {path.replace(f"1-{before}", f"1-{after}"): text for path, text in files.items()}
    return {path: text.replace(f'"{before}#', f'"{after}#') for path, text in found.items()}


NEW = renamed(renamed(course_files(), "begin", "first-touch"), "strokes", "opening")


def publish_anew(app: Flask, folder: Path, files: dict[str, str]) -> None:
    """Another revision from a folder of its own: a file with an old name must not lie beside it."""
    number = len(list(folder.iterdir())) + 1
    publish(app, folder / str(number), files)


def leads(browser: Browser, address: str) -> tuple[int, str]:
    answer = browser.client.get(address)
    return answer.status_code, answer.headers.get("Location", "")


@pytest.fixture
def ana(app: Flask, tmp_path: Path) -> Browser:
    """Ana took the course up when its lesson was `first-touch`; it was published at `begin` before."""
    publish_anew(app, tmp_path, course_files())
    publish_anew(app, tmp_path, NEW)
    return enrolled(app, ANA)


def test_an_old_address_leads_to_where_lesson_quiz_and_certificate_are_now(ana: Browser):
    assert leads(ana, f"{HOME}/begin") == (302, f"{HOME}/first-touch")
    assert leads(ana, f"{HOME}/begin?from=letter%0d%0a") == (302, f"{HOME}/first-touch?from=letter%0d%0a")
    assert leads(ana, START) == (302, f"{HOME}/quiz/opening")
    assert leads(ana, f"{HOME}/certificate/strokes") == (302, f"{HOME}/certificate/opening")
    ana.get(f"{HOME}/begin").says("Warm your hands first.")
    assert "no-store" in ana.client.get(f"{HOME}/begin").headers["Cache-Control"]


def test_who_stays_with_an_older_revision_follows_a_newer_link(app: Flask, tmp_path: Path):
    publish_anew(app, tmp_path, course_files())
    ana = enrolled(app, ANA)
    publish_anew(app, tmp_path, NEW)
    assert leads(ana, f"{HOME}/first-touch") == (302, f"{HOME}/begin")
    assert leads(enrolled(app, DEE), f"{HOME}/begin") == (302, f"{HOME}/first-touch")


def test_a_whole_course_that_moved_is_found_by_everybody(app: Flask, tmp_path: Path, browser: Browser):
    publish_anew(app, tmp_path, course_files())
    ana = enrolled(app, ANA)
    moved = {path.replace(f"{SLUG}/", "soft-hands/"): text for path, text in course_files().items()}
    files = tmp_path / "moved"
    for path, text in moved.items():
        (files / path).parent.mkdir(parents=True, exist_ok=True)
        (files / path).write_text(text)
    assert app.test_cli_runner().invoke(args=["courses", "import", str(files / "soft-hands")]).exit_code == 0
    answer = browser.client.get(f"/courses/{SLUG}/details")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/courses/soft-hands/details")
    assert answer.headers["Cache-Control"] == "no-cache"
    browser.get(f"/courses/{SLUG}").says("Warm hands")
    ana.get(f"{HOME}/begin").says("Warm your hands first.")
    assert ana.get(f"/my/{SLUG}").address == "/learn/soft-hands/begin"
    for address in ("/courses/sources", "/courses/hands", "/courses/warm-hands%2F1-strokes", "/courses/%00"):
        assert leads(browser, address)[0] == 404, address


def test_where_it_is_not_certain_there_is_no_such_page(app: Flask, tmp_path: Path):
    """Two lessons have had the address in turn, or the lesson is gone: nobody is led to a wrong one."""
    publish_anew(app, tmp_path, with_modules(2))
    second = renamed(with_modules(2), "begin-2", "later")
    publish_anew(app, tmp_path, renamed(second, "begin", "begin-2"))
    third = renamed(second, "begin", "earlier")
    publish_anew(app, tmp_path, third)
    ana = enrolled(app, ANA)
    assert leads(ana, f"{HOME}/begin") == (302, f"{HOME}/earlier")
    assert leads(ana, f"{HOME}/begin-2") == (404, "")
    publish_anew(app, tmp_path, course_files())
    assert leads(enrolled(app, DEE), f"{HOME}/later") == (404, "")
    assert leads(ana, f"{HOME}/quiz/begin") == leads(ana, f"{HOME}/strokes") == (404, "")


def test_nobody_is_led_where_they_may_not_go(app: Flask, ana: Browser, browser: Browser):
    dee, ben = Browser(signed_in(app, DEE)), Browser(signed_in(app, BEN))
    for address in (f"{HOME}/begin", START, f"{HOME}/certificate/strokes"):
        assert leads(dee, address) == (404, ""), "she does not take the course"
        status, location = leads(browser, address)
        assert (status, "first-touch" in location) == (302, False)
        assert location.startswith("/sign-in?next=")
    assert leads(ben, f"/studio/{SLUG}/students/1/quiz/strokes") == (404, "")
    token = str(ana.get("/my").find("(//input[@name='csrf_token'])[1]").get("value"))
    assert ana.client.post(f"{HOME}/begin", data={"csrf_token": token}).status_code == 404
    assert ana.client.post(f"{START}/attempts", data={"csrf_token": token}).status_code == 404


def test_a_link_in_an_old_result_still_leads_to_its_passage(app: Flask, tmp_path: Path):
    publish_anew(app, tmp_path, course_files())
    ana = enrolled(app, ANA)
    result = answer_all(started(ana), WRONG_WORDS).submit("Submit quiz").address
    before = [link for link in ana.get(result).tree.xpath("//a/@href") if "/begin#" in link]
    publish_anew(app, tmp_path, NEW)
    ana.get(HOME).submit("Change to revision 2")
    assert before
    assert leads(ana, before[0].partition("#")[0]) == (302, f"{HOME}/first-touch")


def test_a_page_that_never_was_costs_little(app: Flask, ana: Browser, browser: Browser):
    for someone, address, most in [(browser, "/courses/nothing", 2), (ana, f"{HOME}/nothing", 6)]:
        someone.client.get(address)
        with counted(app) as statements:
            assert someone.client.get(address).status_code == 404
        assert len(statements) <= most + 2, statements
