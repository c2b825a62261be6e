"""Whether a part is still as its editor opened it, where one file holds several parts. Pure."""

from dataclasses import fields, is_dataclass
from hashlib import sha256

LONG_ENOUGH = 16  # digits: nobody forges it, it only tells two states of one part apart


def mark_of(part: object) -> str:
    """The same for parts that say the same, wherever they stand; "" for None."""
    return "" if part is None else sha256(repr(_said(part)).encode()).hexdigest()[:LONG_ENOUGH]


def _said(part: object) -> object:
    if is_dataclass(part) and not isinstance(part, type):
        return [(one.name, _said(getattr(part, one.name))) for one in fields(part) if one.compare]
    return [_said(one) for one in part] if isinstance(part, list | tuple) else part
