"""The messages that have not left: an administrator sees why, tries again, or gives one up."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.platform import clock, jobs, mail, outbox
from app.platform.audit import AuditEvent
from app.platform.db import db
from app.platform.mail import OutboxMessage
from app.platform.transactions import writing
from tests.browser import Browser
from tests.people import ANA, BEN, CORA, DEE, signed_in
from tests.sitting import stored
from tests.statements import counted

SECRET = "http://localhost/sign-in/link/the-token-of-ana"


@pytest.fixture
def cora(app: Flask) -> Browser:
    """The administrator, when a message to Ana was refused by the mail server."""
    written(app, "Your link", f"Sign in: {SECRET}")
    with app.app_context(), writing():
        row = mail.lease_next(clock.now())
        assert row is not None
        mail.mark_failed(row, "SMTPRecipientsRefused: 550 no such person <ana>", clock.now())
    return Browser(signed_in(app, CORA))


def written(app: Flask, subject: str, text: str = "Hello", to: str = ANA.email) -> None:
    with app.app_context(), writing():
        mail.queue(to, subject, text, clock.now())


def row(app: Flask) -> OutboxMessage:
    return stored(app, select(OutboxMessage).order_by(OutboxMessage.id))[0]


def test_she_sees_to_whom_why_not_and_when_again_but_not_what_it_says(cora: Browser):
    page = cora.get("/admin/mail")
    page.says(ANA.email, "Your link", "1 try failed:", "550 no such person <ana>", "next try")
    page.says_not(SECRET, "the-token-of-ana")


def test_tried_again_it_leaves_with_the_next_round(app: Flask, cora: Browser):
    assert jobs.run_due(app) == 0, "its time has not come"
    cora.get("/admin/mail").submit("Try again now").says(f"The message to {ANA.email} is tried again")
    assert jobs.run_due(app) == 1
    cora.get("/admin/mail").says("None.")
    cora.get("/admin/mail?show=sent").says("Your link", "sent on")
    assert [one.action for one in stored(app, select(AuditEvent)) if one.subject.startswith("message:")] == [
        "retried message"
    ]


def test_given_up_it_never_leaves_until_somebody_tries_again(app: Flask, cora: Browser):
    cora.get("/admin/mail").submit("Give up").says("is not tried any more")
    with app.app_context():
        assert mail.waiting().count == 0
    row_before = row(app)
    assert row_before.called_off_at is not None
    with app.app_context(), writing():
        assert mail.lease_next(row_before.next_try_at) is None
    cora.get("/admin/mail?show=called-off").says("called off on", "given up by an administrator").submit(
        "Try again now"
    )
    assert jobs.run_due(app) == 1
    assert row(app).sent_at is not None


def test_what_has_left_or_is_on_its_way_is_left_alone(app: Flask, cora: Browser):
    page = cora.get("/admin/mail")
    with app.app_context(), writing():
        db.session.execute(db.update(OutboxMessage).values(next_try_at=clock.now()))
    with app.app_context(), writing():
        assert mail.lease_next(clock.now())
    page.submit("Give up").says("has left already, or is on its way")
    with app.app_context(), writing():
        mail.mark_sent(db.session.get_one(OutboxMessage, row(app).id), clock.now())
    page.submit("Try again now").says("It has left already.")


def test_it_is_a_page_for_administrators_alone(app: Flask, cora: Browser):
    number = row(app).id
    for someone in (ANA, BEN):
        client = signed_in(app, someone)
        assert client.get("/admin/mail").status_code == 403
        for step in ("retry", "give-up"):
            assert client.post(f"/admin/mail/{number}/{step}").status_code in {400, 403}
    assert row(app).called_off_at is None


def test_a_message_that_is_not_there(cora: Browser):
    page = cora.get("/admin/mail")
    token = page.tree.xpath("//input[@name='csrf_token']/@value")[0]
    for step in ("retry", "give-up"):
        assert cora.client.post(f"/admin/mail/999999/{step}", data={"csrf_token": token}).status_code == 404


def test_a_long_queue_is_paged_with_a_constant_number_of_statements(app: Flask, cora: Browser):
    with counted(app) as few:
        cora.get("/admin/mail")
    for number in range(outbox.PAGE + 5):
        written(app, f"Letter {number}", to=DEE.email)
    with counted(app) as many:
        first = cora.get("/admin/mail")
    assert len(many) == len(few)
    first.says("Page 1 of 2", "Your link", "Letter 0").follow("Next page →").says(
        "Page 2 of 2", f"Letter {outbox.PAGE}"
    )
    assert cora.get("/admin/mail?page=99").address == "/admin/mail?show=waiting&page=2"
    cora.get("/admin/mail?page=nonsense&show=nonsense").says("Page 1 of 2")
