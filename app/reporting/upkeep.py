"""What is said after a restoration: what is back, what is not, and what is left to do."""

from collections.abc import Iterator

from app.certificates.queries import state_of_log
from app.platform.backup import Restored
from app.platform.settings import Settings


def told_of(found: Restored, settings: Settings) -> Iterator[str]:
    """Line by line."""
    told = found.told
    moved = "" if told["schema"] == found.schema else f", brought up to {found.schema}"
    yield (
        f"Restored the back-up of {told['made_at'][:16].replace('T', ' ')} UTC (Fascia {told['version']}, "
        f"{told['database']}, schema {told['schema']}{moved}): {len(told['tables'])} tables, {found.rows:,} rows, "
        f"{found.files} files."
    )
    log = state_of_log()
    yield f"Issue log: {log.fault or f'{log.entries} entries, unbroken; newest {log.newest}'}."
    yield from _keys(found, settings)
    yield from _settings(found, settings)


def _keys(found: Restored, settings: Settings) -> Iterator[str]:
    if found.has_keys:
        yield f"The keys that sign certificates are in {settings.keys}."
    else:
        yield "The private keys were not restored: a key of this machine signs from now on; certificates stay valid."
    if found.keys_aside:
        yield f"The keys that were here before lie in {found.keys_aside}; delete them when you are sure."
    if not found.is_secret_kept:
        yield "The secret is another than before: everybody signs in again, and links in older mails are void."


def _settings(found: Restored, settings: Settings) -> Iterator[str]:
    for name, before in found.differs.items():
        now = getattr(settings, name)
        yield f"Set FASCIA_{name.upper()} if it shall be as before: it was {before!r}, here it is {now!r}."
