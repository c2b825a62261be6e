"""The certificate as a tagged PDF, by Typst."""

from app.certificates.rules import Snapshot


def render(snapshot: Snapshot, code: str, serial: str, verify_url: str, paper: str) -> bytes:
    """Not here yet."""
    raise NotImplementedError
