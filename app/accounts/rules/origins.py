"""Which addresses can have passkeys. Pure."""

from ipaddress import ip_address
from urllib.parse import urlsplit

LOCAL = "localhost"


def passkey_host(base_url: str) -> str | None:
    """The name that passkeys of a site belong to; None where browsers make none.

    Browsers want a name instead of a number, and `https`, except for this very machine (WebAuthn level 2, section
    5.1.3; W3C Secure Contexts).
    """
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        is_local = host == LOCAL or host.endswith(f".{LOCAL}")
        return host if host and (parts.scheme == "https" or is_local) else None
    return None
