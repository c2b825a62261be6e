"""How a typed family name is compared with a printed one. Pure."""

import unicodedata


def is_family_name(typed: str, printed_name: str) -> bool:
    """Whether `typed` is the end of the printed name, word for word (`Lindqvist` or `van der Berg`), case aside."""
    typed_words, printed_words = _words(typed), _words(printed_name)
    return bool(typed_words) and printed_words[-len(typed_words) :] == typed_words


def _words(name: str) -> list[str]:
    return unicodedata.normalize("NFKC", name).casefold().replace("’", "'").split()
