"""What the provider declares: everybody reads it, newcomers and old hands accept it, every version stays."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.policies import queries
from app.accounts.policies.models import PolicyAcceptance, PolicyVersion
from app.accounts.policies.words import TITLES, first_text
from app.accounts.queries import person_by_email
from app.accounts.rules import ADDED, Policy
from app.catalogue.content.placeholders import unfilled_lines
from app.platform import clock
from app.platform.db import db
from app.platform.transactions import writing
from tests.accounts.declaring import declared
from tests.browser import Browser, Page
from tests.people import ANA, CORA, DEE, PASSWORD, add, signed_in
from tests.sitting import stored
from tests.statements import counted

PAPERS = [policy for policy in Policy if policy not in ADDED]


def registering(browser: Browser) -> Page:
    return browser.get("/register")


def register(page: Page, status: int = 200, **more: object) -> Page:
    return page.submit("Register", status, name=ANA.name, email=ANA.email, password=PASSWORD, **more)


def accepted(app: Flask, email: str) -> list[tuple[str, int]]:
    with app.app_context():
        return sorted((one.policy.value, one.number) for one in queries.accepted_by(person_by_email(email).id))


def sign_in(app: Flask, to: str = "/my") -> Page:
    """Ana comes back, on a device of her own."""
    add(app, ANA, PASSWORD)
    page = Browser(app.test_client()).get(to)
    return page.submit("Sign in", email=ANA.email, password=PASSWORD)


@pytest.mark.parametrize("policy", PAPERS)
def test_each_begins_with_a_text_that_says_what_is_missing(browser: Browser, policy: Policy):
    page = browser.get("/policies").follow(str(TITLES[policy]))
    page.says("A first text, not yet the provider’s own")
    if unfilled_lines(first_text(policy)):
        page.says("to be filled in by the provider")
    assert policy is Policy.TERMS or len(first_text(policy)) > 500


def test_links_between_them_lead_somewhere(browser: Browser):
    for policy in PAPERS:
        for href in re.findall(r'href="(/policies/[^"]+)"', browser.get(f"/policies/{policy}").response.text):
            browser.get(href)


def test_a_published_version_is_in_force_and_the_older_ones_stay(app: Flask, browser: Browser):
    declared(app, Policy.FEES, "Everything is free.")
    declared(app, Policy.FEES, "A course costs $10.", changes="a price")
    browser.get("/policies/fees").says("Version 2, published", "A course costs $10.").says_not("is free")
    browser.get("/policies/fees/1").says("An earlier version", "Everything is free.")
    browser.get("/policies/fees/3", 404)
    browser.get("/policies/no-such-policy", 404)


def test_what_is_added_stands_on_the_programs_own_page(app: Flask, browser: Browser):
    declared(app, Policy.PRIVACY, "We also keep paper.")
    page = browser.get("/policies/privacy")
    assert page.address == "/privacy"
    page.says("What Provider not yet named adds", "We also keep paper.", "scrambled form of your password")
    browser.get("/privacy").follow("All versions").says("We also keep paper.")


def test_a_text_is_shown_as_markdown_and_nothing_else(app: Flask, browser: Browser):
    declared(app, Policy.TERMS, "## One\n\n<script>x</script> [evil](javascript:alert)\n")
    html = browser.get("/policies/terms").response.text
    assert "<h2>One</h2>" in html
    assert "<script>x" not in html
    assert "javascript:" not in re.sub(r"<p>.*?</p>", "", html)


def test_while_nothing_is_asked_for_registering_asks_nothing(app: Flask, browser: Browser):
    declared(app, Policy.FEES, "Free.")
    assert "I have read" not in registering(browser).text
    register(registering(browser))
    assert accepted(app, ANA.email) == []


def test_a_newcomer_accepts_the_versions_that_the_page_named(app: Flask, browser: Browser):
    declared(app, Policy.TERMS, "One.", is_asked=True)
    declared(app, Policy.REFUNDS, "Two.", is_asked=True)
    declared(app, Policy.REFUNDS, "Two, better spelt.")
    page = registering(browser).says("Terms of use", "version 1 of", "Cancellation and refunds", "version 2 of")
    refused = register(page, accepts=False).says("Tick the box if you accept these.")
    assert stored(app, select(PolicyAcceptance.accepted_at)) == []
    register(refused, accepts=True)
    assert accepted(app, ANA.email) == [("refunds", 2), ("terms", 1)]
    browser.get("/account/policies").says("Policies you accepted", "Terms of use")


def test_what_was_changed_under_the_newcomers_eyes_is_shown_again(app: Flask, browser: Browser):
    declared(app, Policy.TERMS, "One.", is_asked=True)
    page = registering(browser)
    declared(app, Policy.TERMS, "Another.", is_asked=True)
    again = register(page, accepts=True).says("changed a moment ago", "version 2")
    register(again, accepts=True)
    assert accepted(app, ANA.email) == [("terms", 2)]


def test_at_the_next_sign_in_a_new_version_is_asked_for_before_anything_else(app: Flask):
    add(app, ANA, PASSWORD)
    declared(app, Policy.TERMS, "One.", is_asked=True)
    page = sign_in(app)
    page.says("Policies to accept", "Terms of use", "version 1")
    ana = page.browser
    assert ana.get("/my").heading == "Policies to accept"
    for open_to_her in ("/account", "/certificates", "/policies/terms", "/"):
        assert ana.get(open_to_her).heading != "Policies to accept", open_to_her
    again = page.submit("Accept and go on", 422).says("Tick the box")
    assert again.submit("Accept and go on", accepts=True).address == "/my"
    assert accepted(app, ANA.email) == [("terms", 1)]
    assert sign_in(app).heading == "My courses"


def test_nobody_is_held_up_while_signed_in(app: Flask):
    ana = Browser(signed_in(app, ANA))
    declared(app, Policy.TERMS, "One.", is_asked=True)
    assert ana.get("/my").heading == "My courses"


def test_a_change_of_wording_alone_asks_nobody_again(app: Flask):
    declared(app, Policy.TERMS, "One.", is_asked=True)
    sign_in(app).submit("Accept and go on", accepts=True)
    declared(app, Policy.TERMS, "One, better spelt.")
    assert sign_in(app).heading == "My courses"
    declared(app, Policy.TERMS, "Quite another.", is_asked=True, changes="your rights")
    sign_in(app).says("version 3", "What changed: your rights")


def test_accepted_on_one_device_it_is_accepted_on_the_other(app: Flask):
    add(app, ANA, PASSWORD)
    declared(app, Policy.TERMS, "One.", is_asked=True)
    phone, laptop = sign_in(app), sign_in(app)
    phone.submit("Accept and go on", accepts=True)
    assert laptop.browser.get("/my").heading == "My courses"


def test_an_answer_is_saved_whatever_is_due(app: Flask):
    add(app, ANA, PASSWORD)
    declared(app, Policy.TERMS, "One.", is_asked=True)
    ana = sign_in(app).browser
    page = ana.get("/account").submit("Save name", name="Ana of the Warm Hands")
    page.says("Your name was changed")


def test_what_one_accepted_is_nobody_elses(app: Flask):
    declared(app, Policy.TERMS, "One.", is_asked=True)
    sign_in(app).submit("Accept and go on", accepts=True)
    add(app, DEE, PASSWORD)
    assert accepted(app, DEE.email) == []
    Browser(signed_in(app, DEE)).get("/account/policies").says("Policies to accept").says_not("What you accepted")


def test_sent_twice_it_is_accepted_once_and_the_first_time_stays(app: Flask, monkeypatch: pytest.MonkeyPatch):
    add(app, ANA, PASSWORD)
    declared(app, Policy.TERMS, "One.", is_asked=True)
    page = sign_in(app)
    page.submit("Accept and go on", accepts=True)
    (first,) = stored(app, select(PolicyAcceptance.accepted_at))
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    page.submit("Accept and go on", accepts=True)
    assert stored(app, select(PolicyAcceptance.accepted_at)) == [first]


def test_pages_cost_the_same_however_many_versions_there_are(app: Flask):
    ana = Browser(signed_in(app, ANA))
    counts = []
    for round_ in range(3):
        declared(app, Policy.TERMS, f"Text {round_}.", is_asked=True)
        ana.get("/policies")
        with counted(app) as statements:
            for address in ("/policies", "/policies/terms", "/account/policies", "/my"):
                ana.get(address)
        counts.append(len(statements))
    assert counts[0] == counts[1] == counts[2]


def test_versions_are_numbered_one_after_the_other_and_never_empty(app: Flask):
    number = add(app, CORA)
    declared(app, Policy.TERMS, "One.")
    declared(app, Policy.TERMS, "One.")
    assert [one.number for one in stored(app, select(PolicyVersion))] == [1], "nothing was changed"
    with app.app_context(), pytest.raises(Exception, match=r"(?i)text_given|check"), writing():
        db.session.add(PolicyVersion(policy="fees", number=1, text="", changes="", is_asked=False,
                                     published_at=clock.now(), published_by_id=number))  # fmt: skip
