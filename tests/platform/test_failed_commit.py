"""What could not be saved is said, and what was typed is given back."""

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from app.accounts.models import Person
from app.platform.db import db
from tests.browser import Browser
from tests.people import ANA, signed_in


@pytest.fixture
def broken(app):
    """A database that refuses every commit."""

    def refuse(_connection):
        raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "commit", refuse)
    yield
    event.remove(engine, "commit", refuse)


def test_a_commit_that_fails_is_no_success(app, request):
    ana = Browser(signed_in(app, ANA))
    page = ana.get("/account")
    request.getfixturevalue("broken")
    failed = page.submit("Save name", status=503, name="Ana of the Warm Hands")
    failed.says("was not saved", "Send it again")
    assert failed.response.headers["Retry-After"]
    assert failed.find("//input[@name='name']").get("value") == "Ana of the Warm Hands"
    with app.app_context():
        assert db.session.scalar(select(Person.name).where(Person.email == ANA.email)) == ANA.name


def test_it_is_saved_when_sent_again_later(app, request):
    ana = Browser(signed_in(app, ANA))
    page = ana.get("/account")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db.session, "commit", _refuse)
        failed = page.submit("Save name", status=503, name="Ana of the Warm Hands")
    failed.submit("Send it again").says("Your name was changed")


def _refuse():
    raise OperationalError("COMMIT", {}, Exception("database is locked"))


def test_no_page_says_that_it_was_done(app):
    ana = Browser(signed_in(app, ANA))
    page = ana.get("/account")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db.session, "commit", _refuse)
        page.submit("Save name", status=503, name="Ana of the Warm Hands").says_not("Your name was changed")
    ana.get("/account").says_not("Your name was changed")
