"""The source of the app, read for the tests of its style. Rooms are found by folder, so new ones are held too."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
ROOMS = sorted(path.parent.name for path in APP.glob("*/__init__.py"))
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A Python file of ours."""

    path: Path
    tree: ast.Module
    lines: int

    @property
    def name(self) -> str:
        """As in an import: `app.accounts.views`."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(part for part in parts if part != "__init__")

    @property
    def room(self) -> str:
        """Its room; empty for `app` itself."""
        return (*self.name.split("."), "")[1]

    @property
    def place(self) -> str:
        """Its path from the top of the project."""
        return str(self.path.relative_to(ROOT))

    def functions(self) -> Iterator[Function]:
        """Every function in it, methods and inner ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def calls(self, attribute: str) -> list[str]:
        """Where `….attribute(…)` is called."""
        return [
            f"{self.place}:{node.lineno}"
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == attribute
        ]


@cache
def modules(folder: str = "app") -> tuple[Module, ...]:
    """Every Python file under a folder of the project."""
    return tuple(_read(path) for path in sorted((ROOT / folder).rglob("*.py")))


def imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Every module named in an import, `from a import b` as both `a` and `a.b`, with its statement."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path, ast.parse(text), text.count("\n"))
