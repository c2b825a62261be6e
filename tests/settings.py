"""Settings for a test."""

from pathlib import Path

from app.platform.settings import Settings


def settings_for(folder: Path, url: str = "", **more: str) -> Settings:
    """Settings for a test: data in `folder`, the database at `url` (default: SQLite in `folder`), cheap passwords.

    `more` are settings by name, without `FASCIA_` and in lower case: `smtp_url="smtp://localhost:2525"`.
    """
    chosen = {
        "data": str(folder),
        "database_url": url,
        "base_url": "http://localhost",
        "secret_key": "for tests only, where nothing is secret",
        "password_memory_kib": "64",
        "rate_limits": "no",
        "metrics": "loopback",
    }
    return Settings.read({f"FASCIA_{name.upper()}": value for name, value in (chosen | more).items()})
