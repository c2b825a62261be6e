"""What is promised about the people who run the site: that a stolen password alone lets nobody in as one of them."""

from datetime import datetime

from app.accounts.factors import queries, sealing
from app.platform.settings import Settings
from app.reporting.doctor.finding import Finding, advice, wrong
from app.reporting.doctor.machine import is_local

NAMED = 3  # addresses in one line


def second_steps(settings: Settings, _now: datetime) -> Finding:
    """Who teaches or administers without a second step, and whether the authenticators' keys can still be opened."""
    what, missing = "second step", [person.email for person in queries.staff_without_second_step()]
    if shut := [one for one in queries.authenticators_of_staff() if not _opens(one.sealed, one.person_id, settings)]:
        cure = "put the secret key of this site back, or flask people reset-second-step for each of them"
        return wrong(what, f"the keys of {len(shut)} authenticator apps were sealed with another secret key", cure)
    without = f"staff without one: {len(missing)}{_named(missing)}"
    if not settings.staff_second_step:
        cure = "unset FASCIA_STAFF_SECOND_STEP: a stolen password opens everything"
        return (advice if is_local(settings) else wrong)(what, f"nobody is asked for one; {without}", cure)
    if missing:
        return advice(what, without, "they are students until they set one up, and are asked when they sign in")
    return Finding(what, without)


def _opens(sealed: str, person_id: int, settings: Settings) -> bool:
    return sealing.opened(sealed, person_id, settings.secret_key) is not None


def _named(addresses: list[str]) -> str:
    more = ", …" if len(addresses) > NAMED else ""
    return f" ({', '.join(addresses[:NAMED])}{more})" if addresses else ""
