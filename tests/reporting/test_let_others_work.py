"""Ben lets Hanna work on his course, and takes it back; Cora gives courses away."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.accounts.queries import person_by_email
from app.authoring.importer import NOBODY
from app.authoring.publishing import publish
from app.authoring.queries import workbench
from app.catalogue.content.problems import ContentProblems
from app.catalogue.models import CourseGrant
from app.platform import clock
from app.platform.mail import OutboxMessage
from tests.browser import Browser, Page
from tests.catalogue.publishing import another_course
from tests.drafting import opened
from tests.making import SLUG, a_course, course_files, write_files
from tests.people import ANA, BEN, CORA, DEE, HANNA, add, signed_in
from tests.sitting import enrolled, stored

HERE = f"/studio/{SLUG}/instructors"


def as_(app: Flask, someone) -> Browser:
    return Browser(signed_in(app, someone))


def let(page: Page, may: str = "both", email: str = HANNA.email, status: int = 200) -> Page:
    return page.submit("Save", status, email=email, may=may)


def test_a_colleague_is_let_in_told_and_let_out_again(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    opened(app)
    enrolled(app, ANA)
    hanna = as_(app, HANNA)
    page = let(as_(app, BEN).get(f"/studio/{SLUG}").follow("Instructors")).says("Saved.", HANNA.name)
    (letter,) = stored(app, select(OutboxMessage))
    assert (letter.recipient, HERE in letter.text) == (HANNA.email, True)
    let(page).says("could do that already")
    assert len(stored(app, select(OutboxMessage))) == 1
    hanna.get("/studio").follow("Warm hands").follow("Students").says(ANA.name)
    hanna.get(HERE).says("writes it, teaches it", "Only the owner").says_not("Withdraw")
    page = as_(app, BEN).get(HERE).submit(f"Withdraw from {HANNA.name}").says("does not work on this course any more")
    page.says("What ended, newest first")
    hanna.get(HERE, 404)
    hanna.get(f"/studio/{SLUG}/roster", 404)


def test_only_people_who_teach_can_be_let_in(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    add(app, ANA)
    page = as_(app, BEN).get(HERE)
    for email in (ANA.email, "nobody@example.org", "no address"):
        page = let(page, email=email, status=422).says("Nobody who teaches has this address.")
        assert page.find("//input[@id='email']").get("value") == email
    let(page, email=" ", status=422).says("Enter an e-mail address.")
    assert len(stored(app, select(CourseGrant))) == 1


def test_who_was_let_in_lets_nobody_in(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    hanna = as_(app, HANNA)
    let(as_(app, BEN).get(HERE), "teach")
    token = hanna.get("/studio/new").find("//main//input[@name='csrf_token']").get("value")
    hanna.post(HERE, {"csrf_token": token, "email": HANNA.email, "may": "edit"}, 403)
    hanna.post(f"{HERE}/{add(app, BEN)}/end", {"csrf_token": token}, 403)
    hanna.post(f"/studio/{SLUG}/owner", {"csrf_token": token, "owner-email": HANNA.email}, 403)
    assert {row.may for row in stored(app, select(CourseGrant))} == {"own", "teach"}


def test_an_owner_cannot_be_taken_out_but_replaced_by_an_administrator(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    cora = as_(app, CORA)
    page = cora.get(HERE).says("owner").says_not("Withdraw")
    token = page.browser.get("/studio/new").find("//main//input[@name='csrf_token']").get("value")
    cora.post(f"{HERE}/{add(app, BEN)}/end", {"csrf_token": token})
    as_(app, BEN).get(HERE)
    add(app, HANNA)
    page = cora.get(HERE).submit("Make them the owner", fields={"owner-email": HANNA.email})
    page.says(f"The course belongs to {HANNA.name} now.")
    as_(app, BEN).get(HERE, 404)
    as_(app, HANNA).get(f"/studio/{SLUG}/roster")


def test_a_draft_has_instructors_before_it_is_published(app: Flask):
    ben = as_(app, BEN)
    draft = ben.get("/studio/new").submit("Create the course", title="Deep tissue", objective="Name the layers of it.")
    add(app, HANNA)
    let(draft.follow("Instructors"), "edit").says("Saved.")
    hanna = as_(app, HANNA)
    hanna.get("/studio").follow("Deep tissue").follow("Instructors").says("writes it")
    as_(app, DEE).get("/studio/deep-tissue/instructors", 403)


def imported(app: Flask, folder: Path, *more: str) -> Result:
    path = write_files(folder, course_files())
    return app.test_cli_runner().invoke(args=["courses", "import", str(path), *more])


def test_a_course_from_a_folder_is_for_administrators_until_it_is_given(app: Flask, tmp_path: Path):
    ben, cora = as_(app, BEN), as_(app, CORA)
    assert imported(app, tmp_path).exit_code == 0
    ben.get("/studio").says_not("Warm hands")
    ben.get(f"/studio/{SLUG}/roster", 404)
    cora.get(f"/studio/{SLUG}/roster").follow("Instructors").says("belongs to nobody")
    for _ in range(2):
        assert imported(app, tmp_path, "--owner", BEN.email).exit_code == 0
    ben.get("/studio").says("Warm hands")
    ben.get(f"/studio/{SLUG}/roster")
    ben.get("/studio").submit("Open in the studio: Warm hands").says("How to begin")


def test_an_owner_who_cannot_be_one_stops_the_import_with_a_sentence(app: Flask, tmp_path: Path):
    add(app, ANA)
    for email in (ANA.email, "nobody@example.org"):
        done = imported(app, tmp_path, "--owner", email)
        assert (done.exit_code, f"Nobody who teaches has the address {email}" in done.output) == (1, True)
    as_(app, BEN).get(f"/courses/{SLUG}", 404)
    a_course(app, tmp_path)
    add(app, HANNA)
    done = imported(app, tmp_path, "--owner", HANNA.email)
    assert (done.exit_code, f"belongs to {BEN.email}" in done.output) == (1, True)
    as_(app, HANNA).get(HERE, 404)


def test_a_draft_cannot_be_published_over_another_course(app: Flask, tmp_path: Path):
    """The id in a file of a draft decides which course is published: it must stay its own."""
    a_course(app, tmp_path)
    hanna = as_(app, HANNA)
    hanna.get("/studio/new").submit("Create the course", title="Mine", objective="Name the layers of it.")
    page = hanna.get("/studio/mine/file?path=course.toml")
    text = page.find("//textarea").text.strip()
    key = text.partition('id = "')[2].partition('"')[0]
    page.submit("Save the file", fields={"text": text.replace(key, "c-warm-hands")})
    hanna.get("/studio/mine/publish").says("What stops publishing", f'write id = "{key}" again')


def test_nor_can_one_that_is_whole(app: Flask, tmp_path: Path):
    """Cold hands are Hanna's; her draft, in which nothing is missing, says that it is the course of Ben."""
    a_course(app, tmp_path)
    another_course(app, tmp_path / "hers", "cold-hands", "Cold hands", HANNA)
    opened(app, "cold-hands", HANNA)
    page = as_(app, HANNA).get("/studio/cold-hands/file?path=course.toml")
    text = page.find("//textarea").text.strip()
    page.submit("Save the file", fields={"text": text.replace("c-cold-hands", "c-warm-hands")})
    page.browser.get("/studio/cold-hands/publish").says('write id = "c-cold-hands" again')
    now = clock.now()
    with app.app_context():
        hanna = person_by_email(HANNA.email)
        bench = workbench(hanna, "cold-hands")
        with pytest.raises(ContentProblems):
            publish(bench, "Mine.", hanna, now, today=now.date(), provider=NOBODY)
