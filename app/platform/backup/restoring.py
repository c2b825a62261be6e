"""Restoring a back-up on an empty machine: the whole site, or nothing."""

import os
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.platform.backup import files, keys, places, sealing
from app.platform.backup.loading import refuse_newer, stand_up
from app.platform.backup.making import TOLD_SETTINGS
from app.platform.backup.names import SEALED
from app.platform.backup.problems import BackupError, told_plainly
from app.platform.backup.reading import Reader, opened
from app.platform.migrating import newest
from app.platform.settings import Settings

UNCHANGED = "nothing was restored"
SECRET = "secret-key"  # noqa: S105 - the name of a file


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restoration did."""

    told: dict[str, Any]  # the manifest
    schema: str  # the database's now
    rows: int
    files: int
    has_keys: bool  # the private halves too
    keys_aside: Path | None  # where the keys went that were here before
    differs: dict[str, str]  # settings that were others when the back-up was made, with their values then
    is_secret_kept: bool  # links and sessions from before are good: the secret is the same


def restore(settings: Settings, path: Path, passphrase: str, *, without_keys: bool = False) -> Restored:
    """Restore the site from `path` into the empty database and data folder of `settings`.

    The database appears last and at once; whatever stops it before, power included, leaves a machine on which the same
    can be done again. Raises BackupError with one sentence.
    """
    with told_plainly(settings.data, UNCHANGED), opened(path, settings.data) as found:
        refuse_newer(found.manifest)
        secrets = secrets_of(found, passphrase, without_keys=without_keys)
        places.refuse_data()
        files.refuse_other_files(found, settings)
        return _restored(settings, found, secrets)


def secrets_of(found: Reader, passphrase: str, *, without_keys: bool) -> dict[str, Any]:
    """What is sealed, {} for nothing. Raises BackupError without the passphrase, or when another changed the rest."""
    is_sealed = SEALED in found.names
    if without_keys or not (is_sealed or passphrase):
        return {}
    if not is_sealed:
        raise BackupError("This back-up holds no sealed keys; say --without-keys to restore the rest of it.")
    if not passphrase:
        raise BackupError("The keys in this back-up are sealed: give the passphrase, or say --without-keys.")
    secrets = sealing.unseal(found.content(SEALED), passphrase)
    if (secrets.get("told"), secrets.get("members")) != _other_than_sealed(found):
        raise BackupError("Somebody without the passphrase changed this back-up after it was made; take another copy.")
    return secrets


def _other_than_sealed(found: Reader) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the manifest says of the back-up, and of the members that were there when the secrets were sealed."""
    told = {name: one for name, one in found.manifest.items() if name not in {"format", "members"}}
    return told, {name: one for name, one in found.manifest["members"].items() if name != SEALED}


def _restored(settings: Settings, found: Reader, secrets: dict[str, Any]) -> Restored:
    with ExitStack() as tidy, ExitStack() as undo:
        unpacked = Path(tempfile.mkdtemp(prefix=".restoring-", dir=settings.data))
        tidy.callback(files.remove, unpacked)
        count = files.unpack(found, unpacked)
        key_folder = keys.unpack(found, secrets.get("keys", {}), settings)
        if key_folder:
            tidy.callback(files.remove, key_folder)
        with places.site_database() as connection:
            rows = stand_up(connection, found)
            undo.callback(files.put_in_place(unpacked, settings.data))
            aside = _place_keys(key_folder, settings, undo)
            is_secret_kept = _place_secret(secrets.get("secret_key", ""), settings, undo)
        undo.pop_all()
    differs = {name: told for name, told in found.manifest["settings"].items() if _differs(settings, name, told)}
    has_keys = bool(secrets.get("keys"))
    return Restored(found.manifest, newest(), rows, count, has_keys, aside, differs, is_secret_kept)


def _place_keys(key_folder: Path | None, settings: Settings, undo: ExitStack) -> Path | None:
    if key_folder is None:
        return None
    aside, back = keys.put_in_place(key_folder, settings.keys)
    undo.callback(back)
    return aside


def _place_secret(secret: str, settings: Settings, undo: ExitStack) -> bool:
    """Put the secret into its file, unless the environment names one; returns whether it is the same as before."""
    place = settings.data / SECRET
    is_in_file = place.exists() and place.read_text().strip() == settings.secret_key
    if not secret or secret == settings.secret_key or not is_in_file:
        return secret == settings.secret_key
    before = place.read_bytes()
    _write_secret(place, secret.encode())
    undo.callback(_write_secret, place, before)
    return True


def _write_secret(place: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=".secret-", dir=place.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, place)


def _differs(settings: Settings, name: str, told: object) -> bool:
    return name in TOLD_SETTINGS and getattr(settings, name) != told
