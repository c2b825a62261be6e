"""Limits on what a request tries: who is counted together, and the refusal. The counts themselves are `tries`."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address

from flask import current_app, request

from app.platform import tries
from app.platform.errors import TooManyTries
from app.platform.tries import Counted

IPV4 = 4
IPV6_NETWORK = 4  # groups of the address that one household or school has


def network() -> str:
    """Who is counted together: an IPv4 address, or the first half of an IPv6 address."""
    address = ip_address(request.remote_addr or "::")
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped or address.version == IPV4:
        return str(mapped or address)
    return ":".join(address.exploded.split(":")[:IPV6_NETWORK])


def refuse_when_spent(counted: Sequence[Counted], now: datetime, words: Callable[[int], str]) -> None:
    """Raise TooManyTries before anything is looked at or computed. `words`: what to say, of the minutes to wait."""
    if not current_app.config["RATELIMIT_ENABLED"]:
        return
    if wait := tries.wait_for(counted, _secret(), now):
        raise TooManyTries(words(-(-wait // timedelta(minutes=1))), wait)


def is_spent(counted: Sequence[Counted], now: datetime) -> bool:
    """Whether the next try would be refused."""
    return bool(current_app.config["RATELIMIT_ENABLED"] and tries.wait_for(counted, _secret(), now))


def count(counted: Sequence[Counted], now: datetime) -> None:
    """One more."""
    if current_app.config["RATELIMIT_ENABLED"]:
        tries.count(counted, _secret(), now)


def forget(counted: Sequence[Counted]) -> None:
    """It went well in the end."""
    if counted and current_app.config["RATELIMIT_ENABLED"]:
        tries.forget(counted, _secret())


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])
