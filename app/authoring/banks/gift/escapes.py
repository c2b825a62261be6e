"""GIFT's escapes and the format before a text: `[html]…`, `\\{`. Placeholders as Moodle's, since they can be seen."""

from app.authoring.banks.moodle_text import trim
from app.authoring.banks.parts import HTML, MARKDOWN, MOODLE, PLAIN, Text

FORMATS = {"moodle": MOODLE, "html": HTML, "plain": PLAIN, "markdown": MARKDOWN}
_SIGNS = {":": "&&058;", "#": "&&035;", "=": "&&061;", "{": "&&123;", "}": "&&125;", "~": "&&126;", "n": "&&010"}


def guarded(text: str) -> str:
    """The text with placeholders where signs are escaped, so that it can be cut at those that are not."""
    if "\\" not in text and "&&092;" not in text:
        return text
    text = text.replace("\\\\", "&&092;")
    for sign, placeholder in _SIGNS.items():
        text = text.replace(f"\\{sign}", placeholder)
    return text.replace("&&092;", "\\")


def plain(text: str) -> str:
    """The text with the signs again."""
    if "&&" in text:
        for sign, placeholder in _SIGNS.items():
            text = text.replace(placeholder, "\n" if sign == "n" else sign)
    return text


def formatted(text: str, default: str = MOODLE) -> Text:
    """A text, in the format that it names or in the default one."""
    found = default
    if text.startswith("["):
        end = text.find("]")
        name = text[1:end] if end >= 0 else text[1:-1]
        if name in FORMATS:
            found, text = FORMATS[name], text[end + 1 :] if end >= 0 else text[1:]
    return Text(trim(plain(text)), found)
