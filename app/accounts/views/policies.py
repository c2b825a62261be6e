"""The provider's policies, for anybody: the list, each in force, each older version."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import public
from app.accounts.policies import queries
from app.accounts.policies.models import PolicyVersion
from app.accounts.policies.words import ABOUT, TITLES, first_text
from app.accounts.rules import ADDED, Policy, policy_at
from app.accounts.views import blueprint

OWN_PAGES = {
    Policy.PRIVACY: "catalogue.privacy",
    Policy.ACCESSIBILITY: "catalogue.accessibility",
    Policy.HELP: "catalogue.help_page",
}


@blueprint.get("/policies")
@public
def policies() -> ResponseReturnValue:
    """All of them, each with what it is for."""
    return render_template("accounts/policies.html", titles=TITLES, about=ABOUT, in_force=queries.in_force())


@blueprint.get("/policies/<policy>")
@public
def policy(policy: str) -> ResponseReturnValue:
    """The one in force; the program's first text where the provider has none yet."""
    wanted = policy_at(policy) or abort(404)
    if wanted in ADDED:
        return redirect(url_for(OWN_PAGES[wanted]))
    version = queries.version_in_force(wanted)
    return _page(wanted, version.text if version else first_text(wanted), version)


@blueprint.get("/policies/<policy>/<int(max=2147483647):number>")
@public
def policy_version(policy: str, number: int) -> ResponseReturnValue:
    """A version as it was, however old: somebody accepted it."""
    wanted = policy_at(policy) or abort(404)
    version = queries.version_of(wanted, number) or abort(404)
    return _page(wanted, version.text, version)


def _page(wanted: Policy, text: str, version: PolicyVersion | None) -> str:
    return render_template(
        "accounts/policy.html", policy=wanted, title=TITLES[wanted], text=text, is_added=wanted in ADDED,
        version=version, versions=queries.versions_of(wanted),
    )  # fmt: skip
