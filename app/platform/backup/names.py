"""Which paths a back-up may hold. Pure, and strict: whatever is not clearly ours is refused."""

import re
import unicodedata

MANIFEST, SEALED = "manifest.json", "sealed.json"
TABLE = re.compile(r"tables/[a-z][a-z0-9_]{0,62}\.jsonl")
PUBLIC_KEY = re.compile(r"keys/[0-9]{4,9}/certificate\.pem")
DATA = "data/"
LONGEST_PART, LONGEST = 200, 1000
# Names that mean a device on Windows, whatever ending they carry.
PORTS = (f"{name}{number}" for name in ("com", "lpt") for number in range(10))
DEVICES = frozenset({"con", "prn", "aux", "nul", *PORTS})
FORBIDDEN = frozenset('\\:*?"<>|')


def is_ours(name: str) -> bool:
    """Whether a member may have this name."""
    if name in {MANIFEST, SEALED} or TABLE.fullmatch(name) or PUBLIC_KEY.fullmatch(name):
        return True
    return name.startswith(DATA) and is_inside(name.removeprefix(DATA))


def is_inside(path: str) -> bool:
    """Whether a relative path with slashes stays in its folder, on every system."""
    return len(path) <= LONGEST and all(_is_plain(part) for part in path.split("/"))


def _is_plain(part: str) -> bool:
    if not part or part != part.strip(" .") or len(part.encode(errors="replace")) > LONGEST_PART:
        return False
    if not part.isprintable() or FORBIDDEN.intersection(part):
        return False
    return part.partition(".")[0].lower() not in DEVICES


def alike(name: str) -> str:
    """The same for two names that a file system may take for one."""
    return unicodedata.normalize("NFC", name).casefold()
