"""How somebody stands with the school, and the words for the device and network of a session. Pure."""

import re
from enum import StrEnum
from ipaddress import IPv4Address, ip_address


class Standing(StrEnum):
    """Whether somebody can come in."""

    ACTIVE = "active"
    INVITED = "invited"  # nobody chose a password yet
    DISABLED = "disabled"


def standing_of(*, active: bool, has_password: bool) -> Standing:
    """How somebody stands."""
    if not active:
        return Standing.DISABLED
    return Standing.ACTIVE if has_password else Standing.INVITED


# The first that fits: Edge and Opera also say Chrome, Chrome also says Safari, Android also says Linux.
BROWSERS = {
    "Edge": r"Edg\w*/", "Opera": r"OPR/", "Samsung Internet": r"SamsungBrowser/", "Firefox": r"Firefox/|FxiOS/",
    "Chrome": r"Chrome/|CriOS/|Chromium/", "Safari": r"Safari/",
}  # fmt: skip
SYSTEMS = {
    "iPhone": r"iPhone", "iPad": r"iPad", "Android": r"Android", "Windows": r"Windows", "Mac": r"Macintosh|Mac OS X",
    "ChromeOS": r"CrOS", "Linux": r"Linux",
}  # fmt: skip


def device_words(user_agent: str) -> str:
    """`Firefox on Windows`, from what the browser says of itself; "" when it says nothing that is known."""
    found = [
        next((name for name, pattern in known.items() if re.search(pattern, user_agent)), "")
        for known in (BROWSERS, SYSTEMS)
    ]
    return " on ".join(filter(None, found))


def network_of(address: str) -> str:
    """The network an address belongs to, without its last part: enough to know it again, too little to follow anybody.

    `192.0.2.x` for IPv4, the first three groups of IPv6 (`2001:db8:1::x`); "" for no address.
    """
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    mapped = getattr(known, "ipv4_mapped", None)
    if isinstance(mapped or known, IPv4Address):
        return f"{str(mapped or known).rpartition('.')[0]}.x"
    return ":".join(group.lstrip("0") or "0" for group in known.exploded.split(":")[:3]) + "::x"
