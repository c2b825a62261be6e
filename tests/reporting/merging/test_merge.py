"""Ana registered twice; Cora joins the two accounts, after looking at what would happen."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select, update

from app.accounts.models import Licence, Person, SignIn
from app.accounts.queries import person_by_email
from app.assessment import actions as assessment
from app.assessment.models import Attempt
from app.assessment.rules import TimeFactor
from app.catalogue.models import Unit
from app.certificates.actions import revoke_certificate
from app.certificates.models import Certificate
from app.certificates.queries import certificates_like, state_of_log
from app.learning.actions import complete_unit
from app.learning.models import Enrolment
from app.platform import clock
from app.platform.audit import AuditEvent
from app.platform.db import db
from app.platform.transactions import writing
from tests.accounts.letters import letters
from tests.browser import Browser, Page
from tests.certificates.claiming import MODULE, claimed, complete, with_licence
from tests.journeys import stories
from tests.making import SLUG, a_course
from tests.people import ANA, BEN, CORA, DEE, PASSWORD, Someone, add, given, signed_in
from tests.platform.everywhere import token_of
from tests.sitting import enrolled, started, stored

OLD = Someone("Ana Diaz", "ana.old@example.org")


def preview(app: Flask, merged: Someone = OLD, kept: Someone = ANA, by: Someone = CORA, status: int = 200) -> Page:
    """What Cora is shown."""
    add(app, kept)
    page = Browser(signed_in(app, by)).get(f"/admin/people/{add(app, merged)}")
    page = page.follow("Join this account with another one of the same person")
    return page.submit("Show what would happen", status, into=kept.email)


def owners(app: Flask) -> dict[int, str]:
    """Whose each enrolment is, and whether it runs."""
    rows = stored(app, select(Enrolment).order_by(Enrolment.id))
    names = {add(app, someone): someone.email for someone in (ANA, OLD)}
    return {row.id: f"{names[row.person_id]} {'ended' if row.ended_at else 'runs'}" for row in rows}


def test_a_certificate_goes_along_as_it_was_printed_and_is_verified_as_before(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    old = with_licence(enrolled(app, OLD))
    complete(app, OLD, "lesson", "quiz")
    code = claimed(old, name="Ana Maria Diaz").address.rpartition("/")[2]
    (before,) = stored(app, select(Certificate.snapshot))
    pdf = old.client.get(f"/certificates/{code}.pdf").data
    page = preview(app).says("Certificates stay exactly as they were issued")
    page.submit("Join them").says("The two accounts are one now.", ANA.email)
    ana = Browser(signed_in(app, ANA))
    ana.get("/certificates").says("Opening strokes")
    ana.get("/account/licences").says("MA12345")
    assert ana.client.get(f"/certificates/{code}.pdf").data == pdf
    assert stored(app, select(Certificate.snapshot)) == [before]
    Browser(app.test_client()).get(f"/verify/{code}").says("Ana Maria Diaz")
    with app.app_context():
        assert not state_of_log().fault


def test_the_old_account_is_closed_for_good_and_says_where_to_go(app: Flask, browser: Browser):
    add(app, OLD, PASSWORD)
    old = Browser(signed_in(app, OLD))
    preview(app).submit("Join them")
    assert old.get("/my").heading == "Sign in"
    sign_in = browser.get("/sign-in").submit("Sign in", email=OLD.email, password=PASSWORD)
    sign_in.says("This account was joined with your other one.")
    assert stored(app, select(SignIn.person_id)) == [add(app, CORA)]
    cora = Browser(signed_in(app, CORA))
    page = cora.get(f"/admin/people/{add(app, OLD)}").says("stays closed")
    cora.post(page.address, {"csrf_token": token_of(cora), "do": "enable"}, 409).says("stays closed")
    assert page.follow("This account became part of another one and stays closed.").heading == ANA.name
    (letter,) = letters(app, ANA.email)
    assert OLD.email in letter.text
    (line,) = stored(app, select(AuditEvent).where(AuditEvent.action == "merged account"))
    assert (line.subject, line.person_id, line.details["merged"]) == (
        f"person:{add(app, ANA)}", add(app, CORA), add(app, OLD),
    )  # fmt: skip


def test_in_a_course_that_both_take_the_place_that_is_further_goes_on(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    enrolled(app, ANA)
    stories.enrol(app, OLD, SLUG)
    stories.read(app, OLD, SLUG)
    stories.take(app, OLD, SLUG, "strokes")
    page = preview(app).says("both are enrolled", f"The place of {OLD.email} goes on, with 2 of its units done")
    page.submit("Join them")
    assert list(owners(app).values()) == [f"{ANA.email} ended", f"{ANA.email} runs"]
    Browser(signed_in(app, ANA)).get(MODULE)  # what the old account earned may be claimed now


def test_a_license_that_both_have_is_kept_once(app: Flask, tmp_path: Path):
    with_licence(Browser(signed_in(app, OLD)), "ma-12345")
    with_licence(Browser(signed_in(app, OLD)), "MA99")
    with_licence(Browser(signed_in(app, ANA)), "MA12345")
    preview(app).says("ma-12345: both have it; it is kept once.").submit("Join them")
    assert sorted(stored(app, select(Licence.number))) == ["MA12345", "MA99"]
    assert set(stored(app, select(Licence.person_id))) == {add(app, ANA)}


def test_what_would_be_lost_or_doubled_is_refused_with_its_reason_and_nothing_changes(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    stories.enrol(app, ANA, SLUG)
    complete(app, ANA, "lesson", "quiz")
    started(enrolled(app, OLD))
    before = owners(app)
    page = preview(app).says("This cannot be done", "A quiz is under way in the place that would end.")
    assert not page.tree.xpath("//button[text()='Join them']")
    data = {"csrf_token": token_of(page.browser), "into": ANA.email, "plan": ""}
    page.browser.post(page.address.partition("?")[0], data, 409).says("A quiz is under way")
    assert owners(app) == before
    assert set(stored(app, select(Person.active))) == {True}


def test_two_certificates_for_the_same_thing_are_refused_until_one_is_withdrawn(app: Flask, tmp_path: Path):
    a_course(app, tmp_path)
    for someone in (ANA, OLD):
        browser = enrolled(app, someone)
        with app.app_context(), writing():
            place = select(Enrolment.id).join(Enrolment.person).where(Person.email == someone.email)
            finish(db.session.scalar(place))
        claimed(browser, name=someone.name)
    preview(app).says("Both accounts hold a valid certificate for the same thing")
    with app.app_context(), writing():
        cora = person_by_email(CORA.email)
        revoke_certificate(certificates_like(cora, "")[0], "Issued twice.", cora, "/verify", clock.now())
    preview(app).submit("Join them").says("one now")


def finish(enrolment: int) -> None:
    """Every unit of it is done."""
    for unit in db.session.scalars(select(Unit.id)):
        complete_unit(enrolment, unit, clock.now())


def test_longer_time_and_timed_attempts_are_not_mixed(app: Flask, tmp_path: Path):
    """Every deadline is replayed from agreements; one that comes from another account would change old ends."""
    a_course(app, tmp_path)
    enrolled(app, OLD)
    started(enrolled(app, ANA))
    with app.app_context(), writing():
        db.session.execute(update(Attempt).values(deadline_at=clock.now()))
        old = person_by_email(OLD.email)
        assessment.allow_time(
            old, next(one for one in TimeFactor if one is not TimeFactor.NORMAL), "Agreed", old, clock.now()
        )
    preview(app).says("One of them has an agreement on longer time.")


def test_who_may_work_on_a_course_hands_that_over_first(app: Flask, tmp_path: Path):
    given(app, a_course(app, tmp_path))
    preview(app, merged=BEN).says("Give those rights to the other account first")


def test_what_happened_since_the_preview_is_looked_at_first(app: Flask):
    page = preview(app)
    with_licence(Browser(signed_in(app, OLD)))
    page.submit("Join them", 409).says("Something happened in these accounts since you looked.")
    assert stored(app, select(Person.merged_into_id).where(Person.email == OLD.email)) == [None]
    preview(app).submit("Join them").says("one now")


def test_pressed_twice_it_is_done_once(app: Flask):
    page = preview(app)
    page.submit("Join them")
    page.submit("Join them")
    assert (
        len(
            {
                line.details["email"]
                for line in stored(app, select(AuditEvent).where(AuditEvent.action == "merged account"))
            }
        )
        == 1
    )


def test_nobody_joins_their_own_account_and_the_last_administrator_is_not_closed(app: Flask):
    cora = Browser(signed_in(app, CORA))
    data = {"csrf_token": token_of(cora), "plan": ""}
    here = "/admin/people/{}/merge"
    cora.post(here.format(add(app, CORA)), data | {"into": CORA.email}, 409)
    add(app, DEE)
    for merged, kept in ((CORA, DEE), (DEE, CORA)):
        cora.post(here.format(add(app, merged)), data | {"into": kept.email}, 409).says("by another administrator only")
    cora.post(here.format(add(app, DEE)), data | {"into": DEE.email}, 409).says("These are the same account.")
    assert stored(app, select(Person.active)) == [True] * 2


def test_an_address_that_nobody_has_is_said(app: Flask):
    page = Browser(signed_in(app, CORA)).get(f"/admin/people/{add(app, OLD)}/merge")
    page.submit("Show what would happen", 422, into="x@example.org").says("Nobody has this address.")
    page.submit("Show what would happen", 422, into="").says("Enter the address of the account to keep.")


def test_at_the_terminal_it_is_shown_asked_and_done(app: Flask):
    for someone in (ANA, OLD):
        add(app, someone)
    run = app.test_cli_runner().invoke
    for words, code, says in (
        (("--preview",), 0, "Certificates\n"),
        ((), 1, "This cannot be undone."),
        (("--yes",), 0, f"{OLD.email} is part of {ANA.email} now."),
    ):
        done = run(args=["people", "merge", OLD.email, ANA.email, *words], input="n\n")
        assert (done.exit_code, says in done.output) == (code, True), done.output
    done = run(args=["people", "merge", DEE.email, ANA.email])
    assert (done.exit_code, done.output.startswith(f"Error: Nobody has the address {DEE.email};")) == (1, True)
    done = run(args=["people", "merge", ANA.email, OLD.email, "--yes"])
    assert (done.exit_code, "The account that would be kept is closed." in done.output) == (1, True)
