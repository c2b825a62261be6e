"""What the machine and its settings promise: addresses, secrets, keys, room."""

import os
import shutil
import stat
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app

from app.platform.settings import LOOPBACK, Settings
from app.reporting.doctor.finding import Finding, advice, ago, wrong

MEGABYTE = 1_000_000
TOO_LITTLE, LITTLE = 500 * MEGABYTE, 2_000 * MEGABYTE  # bytes left on the disk
OLD_KEY = timedelta(days=5 * 365)
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def address(settings: Settings, _now: datetime) -> Finding:
    """Which address people open; every other is refused, and no link is ever built for it."""
    found = f"{settings.base_url}; answers to {', '.join(settings.trusted_hosts)}"
    if is_local(settings):
        return advice("address", f"{found}: only this machine", "set FASCIA_BASE_URL to the address people open")
    return Finding("address", found)


def https(settings: Settings, _now: datetime) -> Finding:
    """Whether anybody between can read along."""
    if not settings.is_https:
        if is_local(settings):
            return Finding("HTTPS", "not needed while only this machine opens the site")
        cure = "put a proxy with a certificate in front, and set FASCIA_BASE_URL to https://…"
        return wrong("HTTPS", "passwords travel readable", cure)
    if not settings.trusted_proxies:
        cure = "set FASCIA_TRUSTED_PROXIES to the number of proxies that end it, so that limits see people's addresses"
        return advice("HTTPS", "on, but no proxy is trusted", cure)
    return Finding("HTTPS", f"on; cookies are marked secure; {settings.trusted_proxies} trusted proxies")


def secret(settings: Settings, _now: datetime) -> Finding:
    """Whether the secret is one, and nobody else can read it."""
    place = settings.data / "secret-key"
    if not place.exists() or place.read_text().strip() != settings.secret_key:
        return Finding("secret", f"from the environment, {len(settings.secret_key)} characters")
    if open_to := _open_to_others("secret", place):
        return open_to
    return Finding("secret", f"{len(settings.secret_key)} characters in {place}, which only its owner reads")


def keys(settings: Settings, now: datetime) -> Finding:
    """Which key signs certificates, since when."""
    ring = current_app.extensions["press"].keyring
    newest = ring.current.certificate.not_valid_before_utc
    for place in settings.keys.glob("*/private.pem"):
        if open_to := _open_to_others("keys", place):
            return open_to
    found = f"{len(ring.public)}, the one that signs made {ago(now - newest)}"
    if now - newest > OLD_KEY:
        return advice("keys", found, "flask keys rotate makes a new one; what the old one signed stays valid")
    return Finding("keys", found)


def data_folder(settings: Settings, _now: datetime) -> Finding:
    """Whether the folder with everything in it is the site's alone."""
    return _open_to_others("data folder", settings.data) or Finding(
        "data folder", f"{settings.data}, for its owner alone"
    )


def disk(settings: Settings, _now: datetime) -> Finding:
    """Whether there is room for what people write."""
    free = shutil.disk_usage(settings.data).free
    found = f"{free // MEGABYTE:,} MB free"
    if free < TOO_LITTLE:
        return wrong("disk", found, "make room: when the disk is full nothing can be saved")
    return advice("disk", found, "make room soon") if free < LITTLE else Finding("disk", found)


def is_local(settings: Settings) -> bool:
    """Whether only this machine can open the site."""
    return any(f"//{host}" in settings.base_url for host in LOOPBACK)


def _open_to_others(what: str, place: Path) -> Finding | None:
    mode = stat.S_IMODE(place.stat().st_mode)
    if os.name != "posix" or not mode & OTHERS:
        return None
    cure = f"chmod {'700' if place.is_dir() else '600'} {place}"
    return wrong(what, f"other users of this machine may open {place} ({mode:o})", cure)
