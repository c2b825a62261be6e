"""Public ids that cannot be guessed and are hard to mistype."""

import secrets

# 31 symbols without 0 O, 1 I L: a prime number, so that the check letter finds every single wrong character
# and every swap of two neighbours (weighted sum modulo a prime).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def public_id(length: int = 26) -> str:
    """A random id in lower case; 26 characters carry 128 bits (OWASP ASVS 5.0, 11.5.1)."""
    return _random(length).lower()


def checked_code(length: int = 26) -> str:
    """A random code in upper case with its check letter at the end (`length` + 1 characters)."""
    body = _random(length)
    return body + check_letter(body)


def check_letter(body: str) -> str:
    """The letter that makes `body` checkable: the sum of place times value, modulo 31."""
    total = sum(place * ALPHABET.index(symbol) for place, symbol in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def is_well_formed(code: str, length: int = 26) -> bool:
    """Whether `code` (as `tidy` gives it) has the right length and letters, and its check letter fits."""
    if len(code) != length + 1 or any(symbol not in ALPHABET for symbol in code):
        return False
    return check_letter(code[:-1]) == code[-1]


def tidy(typed: str) -> str:
    """What a person typed, as a code: upper case, spaces and hyphens dropped."""
    return "".join(symbol for symbol in typed.upper() if symbol.isalnum())


def grouped(code: str, size: int = 9) -> str:
    """The code in groups that a person can read aloud: `ABCDEFGHJ-KMNPQRSTU-…`."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
