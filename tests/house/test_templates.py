"""Pages stand in one of the shells, use what they import, trust no text, and keep style and script in files."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import nodes

from tests.house.templates import Template, templates

ALL = list(templates().values())
SHELLS = ("shells/reading.html", "shells/page.html", "shells/wide.html", "shells/task.html", "shells/paper.html")
# A page without a shell, and why.
BARE = {
    "errors/bare.html": "shown when even the shell cannot be rendered",
    "reporting/pack_index.html": "opened from an unpacked folder, without a server",
}
# HTML that is not escaped, and who made it.
TRUSTED = {
    "learning/glossary.html": "definitions are rendered and cleaned once, by catalogue.content",
    "learning/lesson.html": "published lessons are rendered and cleaned once, by catalogue.content",
    "assessment/_look.html": "so are the reasons behind an answer",
    "assessment/answer_to_mark.html": "the same, for who marks it",
    "authoring/try.html": "reasons are rendered and cleaned by catalogue.content, as they are when published",
    "authoring/_board.html": "a drawing, cleaned as for a lesson",
    "authoring/print.html": "the same",
    "authoring/_drawn.html": "a draft is rendered and cleaned by the very same",
    "kinds/plate.html": "drawings are cleaned by catalogue.content when they are published",
    "accounts/new_authenticator.html": "segno's drawing of a key that we made",
    "certificates/_sheet.html": "segno's drawing of our own address",
}
INLINE = re.compile(
    r"<[^>]*\s(style|on[a-z]+)\s*=|javascript:|<script(?![^>]*\ssrc=)|<style(?![^>]*\snonce=)", re.IGNORECASE
)
NOT_WORDS = {"wide"}  # the name of a class, given to the shell in a block


def test_names_are_unique():
    assert len({template.path for template in ALL}) == len(ALL)


def test_pages_stand_in_a_shell():
    pages = [template for template in ALL if template.is_page and template.name not in BARE]
    assert not [page.name for page in pages if _base_of(page) not in SHELLS]


def _base_of(template: Template) -> str:
    """The shell at the end of the chain of `extends`."""
    extended = next(template.names_of(nodes.Extends), "")
    if extended in SHELLS or extended not in templates():
        return extended
    return _base_of(templates()[extended])


def test_what_a_template_names_is_there():
    kinds = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    wanted = {(template.name, name) for template in ALL for kind in kinds for name in template.names_of(kind)}
    assert not {(template, name) for template, name in wanted if name not in templates()}


def test_what_a_template_imports_is_there_and_is_used():
    assert not [fault for template in ALL for fault in _faults_of_imports(template)]


def _faults_of_imports(template: Template) -> Iterator[str]:
    used = {node.name for node in template.tree.find_all(nodes.Name)}
    for whole in template.tree.find_all(nodes.Import):
        if whole.target not in used:
            yield f"{template.name}: {whole.target} is imported and not used"
    for statement in template.tree.find_all(nodes.FromImport):
        for name in statement.names:
            macro, alias = name if isinstance(name, tuple) else (name, name)
            if alias not in used:
                yield f"{template.name}: {alias} is imported and not used"
            if isinstance(statement.template, nodes.Const) and macro not in _macros_of(statement.template.value):
                yield f"{template.name}: {macro} is not in {statement.template.value}"


def _macros_of(name: str) -> set[str]:
    return {macro.name for macro in templates()[name].tree.find_all(nodes.Macro)} if name in templates() else set()


def test_text_is_escaped():
    filters = {(template.name, node.name) for template in ALL for node in template.tree.find_all(nodes.Filter)}
    assert not [template for template, name in filters if name == "safe"], "use safe_html, and say here who made it"
    assert {template for template, name in filters if name == "safe_html"} == set(TRUSTED)
    assert not [template.name for template in ALL if "autoescape" in template.text]


def test_style_and_script_are_in_files():
    pages = [template for template in ALL if "emails" not in template.path.parts]  # mail programs read no style sheet
    found = [(template.name, INLINE.search(template.text)) for template in pages]
    assert not [(name, match.group(0)) for name, match in found if match]


def test_words_go_through_gettext():
    """Text between tags belongs into `_("…")`, else it can never be translated."""
    found = {template.name: Words.of(template.text) - NOT_WORDS for template in ALL}
    assert not {name: words for name, words in found.items() if words}


class Words(HTMLParser):
    """Collects the words that stand between tags."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.inside: list[str] = []
        self.found: set[str] = set()

    @classmethod
    def of(cls, text: str) -> set[str]:
        """The words of a template that Jinja does not produce."""
        parser = cls()
        parser.feed(re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", text, flags=re.DOTALL))
        return parser.found

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Remember what does not hold words."""
        if tag in ("style", "script", "pre", "code"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Come out of it."""
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        """Two letters make a word."""
        if not self.inside:
            self.found |= set(re.findall(r"[^\W\d_]{2,}", data))
