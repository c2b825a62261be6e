"""Cora publishes the provider's policies: from our first text, seen before, never over somebody else's."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.accounts.policies.models import PolicyVersion
from app.accounts.rules import Policy
from app.platform.audit import AuditEvent
from app.reporting.rules.policies import faults_of
from tests.accounts.declaring import declared
from tests.browser import Browser
from tests.people import CORA, signed_in
from tests.sitting import stored
from tests.statements import counted

FEES = "## What it costs\n\nNothing. See [refunds](refunds) or [us](https://school.example).\n"


@pytest.fixture
def cora(app: Flask) -> Browser:
    return Browser(signed_in(app, CORA))


def test_she_fills_in_the_first_text_and_publishes_it(app: Flask, cora: Browser):
    page = cora.get("/studio").follow("Policies of the provider").says("not yet published").follow("Fees")
    assert "Price of each course" in page.find("//textarea").text
    refused = page.submit("Publish", 422)
    refused.says("Line 9: This still says that the provider has to fill it in; write what is so with you")
    page = refused.submit("Publish", text=FEES, changes="")
    page.says("Fees: version 1 is in force.", "Cora Lindqvist")
    (version,) = stored(app, select(PolicyVersion))
    assert (version.text, version.is_asked) == (FEES, False)
    (event,) = stored(app, select(AuditEvent).where(AuditEvent.action == "published policy"))
    assert (event.subject, event.details["number"]) == ("policy:fees", 1)
    Browser(app.test_client()).get("/policies/fees").says("Nothing. See refunds")


def test_she_sees_how_it_looks_before_it_is_published(app: Flask, cora: Browser):
    page = cora.get("/admin/policies/fees").submit("Show how it looks", text="## Prices\n\n*None*.")
    page.says("How it will look", "Nothing is published yet.")
    assert page.find("//div[contains(@class, 'panel')]//h2").text == "Prices"
    assert page.find("//textarea").text.strip() == "## Prices\n\n*None*."
    assert stored(app, select(PolicyVersion)) == []


def test_terms_are_asked_for_unless_she_says_otherwise(cora: Browser):
    assert cora.get("/admin/policies/terms").find("//input[@name='is_asked']").get("checked") is not None
    assert cora.get("/admin/policies/fees").find("//input[@name='is_asked']").get("checked") is None


def test_of_two_who_write_at_once_nobodys_text_is_lost(app: Flask, cora: Browser):
    page = cora.get("/admin/policies/fees")
    declared(app, Policy.FEES, "Somebody else's.")
    page = page.submit("Publish", 409, text=FEES).says("published version 1 meanwhile", "Somebody else's.")
    assert page.find("//textarea").text.strip() == FEES.strip()
    page.submit("Publish", text=FEES).says("version 2 is in force")


def test_who_accepted_is_counted_and_the_list_costs_the_same_for_all(app: Flask, cora: Browser):
    declared(app, Policy.TERMS, "One.", is_asked=True)
    cora.get("/account/policies").submit("Accept and go on", accepts=True)
    with counted(app) as few:
        page = cora.get("/admin/policies")
    assert page.find("//tr[th/a='Terms of use']/td[last()]").text == "1"
    for policy in (Policy.FEES, Policy.REFUNDS, Policy.HELP):
        declared(app, policy, "It is so.")
    with counted(app) as many:
        cora.get("/admin/policies")
    assert len(few) == len(many)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("One.\n\nTo be filled in by the provider", 3, "has to fill it in"),
        ("[x](no-such-policy)", 1, "leads nowhere"),
        ("[x](javascript:alert)", 1, "cannot be followed"),
        ("\n<b>bold</b>", 2, "Raw HTML"),
        ("# Title", 1, "wrong level"),
    ],
)
def test_what_would_not_be_shown_as_meant_is_named_with_its_line(text: str, line: int, says: str):
    (fault,) = faults_of(text)
    assert (fault.line, says in fault.message) == (line, True), fault


def test_a_good_text_has_no_fault():
    assert faults_of(FEES) == []
