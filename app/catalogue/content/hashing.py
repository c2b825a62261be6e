"""A fingerprint of content: the same for the same content, wherever it was read from."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from hashlib import sha256


def content_hash(*parts: object) -> str:
    """The sha256 (hex) of parts of a course as canonical JSON. File paths and line numbers take no part in it.

    A lesson looks different when a figure or a source of it changes: give those too, and in the same order each time.
    """
    text = json.dumps(_plain(parts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.compare}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
