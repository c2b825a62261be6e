"""Ben writes to his students: looked at first, sent once, kept."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.platform.mail import OutboxMessage, as_email
from app.teaching.models import CourseMessage
from tests.accounts.letters import letters
from tests.browser import Browser, Page
from tests.people import ANA, BEN, DEE
from tests.sitting import enrolled, stored
from tests.teaching.running import STUDIO, a_cohort, put_into, run_by_ben
from tests.together import together

MESSAGES = f"{STUDIO}/messages"
SENT = select(CourseMessage)


def looked_at(ben: Browser, **changes: str) -> Page:
    """The preview of a message."""
    typed = {"subject": "Saturday", "text": "We meet at nine.\n\nBring oil."} | changes
    return ben.get(MESSAGES).follow("Write a message").submit("Look at it", fields=typed)


def test_a_message_is_looked_at_sent_and_kept(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    for someone in (ANA, DEE):
        enrolled(app, someone)
    ben.get(MESSAGES).says("No message yet")
    page = looked_at(ben).says(
        "It would go to 2 students.", "Everybody in the course", f"Hello {ANA.name},", "Bring oil."
    )
    assert stored(app, SENT) == []
    page.submit("Send to 2 students").says("Sent to 2 students.", "Saturday", "Bring oil.", "Ben Okafor")
    (letter,) = letters(app, DEE.email)
    assert letter.subject == "Saturday"
    assert letter.text.replace("\r\n", "\n").startswith(f"Hello {DEE.name},\n\nWe meet at nine.\n\nBring oil.\n\n-- \n")


def test_an_answer_goes_to_who_wrote_it(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    enrolled(app, ANA)
    looked_at(ben).says("An answer to this message goes to Ben Okafor.").submit("Send to 1 student")
    (message,) = stored(app, select(OutboxMessage).where(OutboxMessage.subject == "Saturday"))
    assert as_email(message, "no-reply@example.org")["Reply-To"] == BEN.email
    for written in (
        "ben@example.org\r\nBcc: all@example.org",
        "a@example.org, b@example.org",
        "Ben <b@example.org>",
        "@",
        "",
    ):
        message.reply_to = written
        email = as_email(message, "no-reply@example.org")
        assert (email["Reply-To"], email["Bcc"], email["To"]) == (None, None, ANA.email), written


def test_what_was_looked_at_can_be_written_on(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    enrolled(app, ANA)
    page = looked_at(ben).submit("Write on")
    assert page.find("//input[@name='subject']").get("value") == "Saturday"
    page.submit("Look at it", text="At ten.").submit("Send to 1 student")
    assert [one.text for one in stored(app, SENT)] == ["At ten."]


def test_pressed_twice_it_is_sent_once(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    enrolled(app, ANA)
    page = looked_at(ben)
    page.submit("Send to 1 student").says("Sent to 1 student.")
    page.submit("Send to 1 student").says("was sent already")
    assert (len(letters(app, ANA.email)), len(stored(app, SENT))) == (1, 1)


def test_pressed_in_four_windows_at_once_it_is_sent_once(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    enrolled(app, ANA)
    form = looked_at(ben).find("//main//form")
    data = dict(form.form_values()) | {"go": "send"}
    answers = together([lambda: ben.client.post(f"{MESSAGES}/new", data=data).status_code for _ in range(4)])
    assert set(answers) == {302}
    assert (len(letters(app, ANA.email)), len(stored(app, SENT))) == (1, 1)


def test_who_came_meanwhile_is_told_before_it_is_sent(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    enrolled(app, ANA)
    page = looked_at(ben)
    enrolled(app, DEE)
    page = page.submit("Send to 1 student").says("Meanwhile somebody came or left", "It would go to 2 students.")
    assert stored(app, select(OutboxMessage)) == []
    page.submit("Send to 2 students").says("Sent to 2 students.")


def test_a_cohort_alone_may_be_written_to(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    spring = a_cohort(app)
    for someone in (ANA, DEE):
        enrolled(app, someone)
    put_into(app, ANA, spring)
    looked_at(ben, cohort=str(spring)).submit("Send to 1 student").says("Spring")
    assert (len(letters(app, ANA.email)), letters(app, DEE.email)) == (1, [])


def test_nobody_there_and_nothing_written_are_said(app: Flask, tmp_path: Path):
    ben = run_by_ben(app, tmp_path)
    looked_at(ben).says("Nobody is there to read it.").says_not("Send to")
    page = ben.get(f"{MESSAGES}/new").submit("Look at it", 422, subject="Saturday", text="")
    assert page.says("Write the message.").find("//input[@name='subject']").get("value") == "Saturday"
