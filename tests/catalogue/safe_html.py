"""A second opinion on the renderer's HTML: a list of its own of what may be in it."""

import re
from html.parser import HTMLParser

TAGS = set(
    "p h2 h3 ul ol li em strong code pre blockquote hr br table thead tbody tr th td a sup cite".split()
    + "aside section figure figcaption div details summary span dl dt dd".split()
)
ATTRIBUTES = {"id", "class", "href", "aria-label", "aria-hidden", "aria-labelledby", "role", "name", "scope", "start"}
# A quotation mark of the other sort does no harm: the values stand in double ones.
ADDRESS = re.compile(r"(?:https://|mailto:|quiz/)[^\s\"<>]*|[a-z0-9-]*(?:#[a-z0-9-]*)?", re.IGNORECASE)
WORD = re.compile(r"[A-Za-z0-9 -]*")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            pattern = ADDRESS if name == "href" else WORD
            if name not in ATTRIBUTES or not pattern.fullmatch(value or ""):
                self.faults.append(f"<{tag} {name}={value!r}>")

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        self.faults.append(f"<!{decl}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"<?{data}")


def faults_in(html: str) -> list[str]:
    """Every tag, attribute and address that should not be there; a stray `<` counts as a tag."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    stray = [name for name in re.findall(r"<(?!/?[a-z0-9]+[\s>])", html) if name]
    return reader.faults + stray


def ids_in(html: str) -> list[str]:
    """All ids, in order."""
    return re.findall(r'\sid="([^"]*)"', html)
