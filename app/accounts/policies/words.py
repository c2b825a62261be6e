"""What each policy is called, and what it is for."""

from functools import cache
from pathlib import Path

from flask_babel import lazy_gettext as _

from app.accounts.rules import ADDED, Policy

FIRST = Path(__file__).with_name("first")
TITLES = {
    Policy.TERMS: _("Terms of use"),
    Policy.REGISTRATION: _("Registration and deadlines"),
    Policy.FEES: _("Fees"),
    Policy.REFUNDS: _("Cancellation and refunds"),
    Policy.GRIEVANCE: _("Complaints"),
    Policy.RECORDS: _("Records"),
    Policy.PRIVACY: _("Privacy"),
    Policy.ACCESSIBILITY: _("Accessibility"),
    Policy.HELP: _("Help"),
}
ABOUT = {
    Policy.TERMS: _("What you agree to when you learn here."),
    Policy.REGISTRATION: _("Who can take a course, how, and until when."),
    Policy.FEES: _("What a course and its certificate cost."),
    Policy.REFUNDS: _("What happens when you, or the provider, cancel."),
    Policy.GRIEVANCE: _("How to complain, and who answers."),
    Policy.RECORDS: _("Which records are kept, for how long, and how you get a copy."),
    Policy.PRIVACY: _("What is kept about you."),
    Policy.ACCESSIBILITY: _("What works for whom, and how to ask for another way."),
    Policy.HELP: _("The questions people ask most."),
}


@cache
def first_text(policy: Policy) -> str:
    """The Markdown that a provider begins with; "" where the program's own page says the first things."""
    return "" if policy in ADDED else (FIRST / f"{policy}.md").read_text("utf-8")
