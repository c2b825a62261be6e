"""Names that people never have to think of: addresses and ids made of titles. Pure."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 50  # an address has at most 80 letters, an id 60, and both get something in front or behind


def slugify(title: str, otherwise: str = "untitled") -> str:
    """The title as an address: `Öl & Wärme, part 2` → `ol-warme-part-2`; `otherwise` where no letter is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    found = ""
    for word in words:
        if len(longer := f"{found}-{word}".strip("-")) > LONGEST:
            break
        found = longer
    return found or (words[0][:LONGEST] if words else otherwise)


def free_name(wanted: str, taken: Collection[str]) -> str:
    """The name, with the first number behind it that makes it new."""
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def new_id(letter: str, title: str, token: str) -> str:
    """An id that was never used: what it is of for people, a token for certainty (`l-warm-hands-x7k2mq`)."""
    return f"{letter}-{slugify(title)[:40].strip('-')}-{token}"
