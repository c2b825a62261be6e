"""The templates of the app, parsed, for the tests of their style."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

from tests.house.source import APP

ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


@dataclass(frozen=True)
class Template:
    """One template."""

    name: str  # as other templates name it: accounts/account.html
    path: Path
    text: str
    tree: nodes.Template

    @property
    def is_page(self) -> bool:
        """Whether a view renders it: not a shell, component, mail, or part of a page (those begin with _)."""
        folder = self.path.parent.name
        parts = {"components", "shells", "emails", "templates"}
        is_part = folder in parts or self.path.name.startswith("_") or "kinds" in self.path.parts
        return not is_part and "emails" not in self.path.parts

    def names_of(self, kind: type[nodes.Node]) -> Iterator[str]:
        """The templates that `extends`, `include` or `import` name in so many words."""
        for node in self.tree.find_all(kind):
            target = node.template  # type: ignore[attr-defined]
            if isinstance(target, nodes.Const):
                yield str(target.value)


@cache
def templates() -> dict[str, Template]:
    """Every template by its name."""
    return {template.name: template for template in map(_read, sorted(APP.rglob("*.html")))}


def _read(path: Path) -> Template:
    parts = path.relative_to(APP).parts
    # A room's templates answer under templates/<room>/; the kinds of question have the assessment folder as theirs.
    below = parts[parts.index("templates") + 1 :] if "templates" in parts else parts[1:]
    text = path.read_text(encoding="utf-8")
    return Template("/".join(below), path, text, ENVIRONMENT.parse(text, filename=str(path)))
