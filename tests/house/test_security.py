"""SECURITY.md: how fast a weakness is mended; what is encrypted, signed and hashed with what. The program agrees."""

import ast
import re

import pytest

from tests.house.source import APP, ROOT, imports, modules

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in TEXT.splitlines() if line.startswith("| ")]
INVENTORY = [row for row in ROWS if len(row) == 4 and row[0] not in {"For", "---"}]
PLACES = re.compile(r"`([^`]+)` in `(app/[^`]+)`")
# What works with a key, or with what must not be guessed. Plain fingerprints (hashlib alone) have one row together.
WITH_KEYS = ("cryptography", "joserfc", "pyhanko", "webauthn", "hmac", "ssl")
# How the program calls an algorithm -> how the table does.
WORDS = {
    "AESGCM": "AES-256 in GCM", "ECDSA": "ECDSA", "ES256": "ES256", "Fernet": "Fernet", "HKDF": "HKDF",
    "SECP256R1": "P-256", "SHA256": "SHA-256", "Scrypt": "scrypt", "argon2": "Argon2id", "hex_sha256": "SHA-256",
    "sha1": "SHA-1", "sha256": "SHA-256",
}  # fmt: skip
ALGORITHM = re.compile(
    r"(?i)(aes|chacha|des$|tripledes|blowfish|rc4|arc4|fernet|ecdsa|ed25519|ed448|es\d{3}$|rs\d{3}$|hs\d{3}$|secp|sha\d|"
    r"sha\d_|hex_|md\d|blake|hkdf|pbkdf|scrypt|bcrypt|argon2$).*"
)


def test_every_file_that_works_with_a_key_has_its_row():
    named = {place for row in INVENTORY for _token, place in PLACES.findall(row[3])}
    keyed = {module.place for module in modules() for name, _ in imports(module.tree) if is_keyed(name)}
    helpers = {"app/certificates/documents/late.py"}  # loads the one that signs, and signs nothing itself
    assert keyed - named - helpers == set(), "a file works with a key, and the table in SECURITY.md does not say so"


def is_keyed(name: str) -> bool:
    return name.partition(".")[0] in WITH_KEYS


@pytest.mark.parametrize("row", INVENTORY, ids=lambda row: row[0][:40])
def test_what_the_rows_say_is_in_the_files_they_name(row: list[str]):
    assert all(row), "a row lacks something"
    assert PLACES.findall(row[3]), "a row names no place in the program"
    for token, place in PLACES.findall(row[3]):
        assert token in (ROOT / place).read_text(encoding="utf-8"), f"{token} is not in {place}"


def test_the_algorithms_of_the_program_are_those_of_the_table():
    used = {name for module in modules() for name in names_in(module.tree) if ALGORITHM.fullmatch(name)}
    assert used == set(WORDS), "an algorithm came or went: say so here and in SECURITY.md"
    table = " ".join(cell for row in INVENTORY for cell in row[1:3])
    assert [name for name, word in WORDS.items() if word not in table] == []


def names_in(tree: ast.Module) -> set[str]:
    """Imported names, attributes, and texts of one word: what an algorithm may be called by."""
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    found |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return found | {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_the_worse_a_weakness_the_sooner_it_is_mended():
    told = {row[0].partition(",")[0]: row[1] for row in ROWS if len(row) == 2}
    days = [int(told[severity].removesuffix(" days")) for severity in ("critical", "high", "medium", "low")]
    assert days == sorted(set(days))


def test_the_packages_most_at_stake_are_packages_of_ours():
    """Else the list is of yesterday."""
    paragraph = TEXT.partition("Most is at stake")[2].partition("Who runs a site")[0]
    named = set(re.findall(r"`([a-z0-9-]+)`", paragraph))
    locked = set(re.findall(r"(?m)^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text()))
    assert named
    assert named <= locked


def test_the_files_it_tells_of_are_there():
    for place in re.findall(r"`((?:tests|app)/[^`]+)`", TEXT):
        assert (ROOT / place).exists(), place
    assert APP.is_dir()
