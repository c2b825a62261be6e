"""What the threads of a process share is made before there are any."""

import ast
from collections.abc import Iterator

from sqlalchemy import inspect

from app.accounts.models import Person
from app.platform.db import alias_of
from tests.house.source import Function, modules


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """What runs when the module is read, so once a process."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, Function | ast.Lambda):
            yield node
            yield from at_import(node)


def test_an_alias_that_threads_share_is_made_by_our_own_maker():
    found = [
        f"{module.place}:{node.lineno}"
        for module in modules()
        for node in at_import(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"aliased", "orm.aliased"}
    ]
    assert found == []


def test_it_has_its_columns_and_their_index_from_the_beginning():
    made = vars(inspect(alias_of(Person)).selectable).get("_columns")
    assert made is not None, "two threads would make different ones"
    assert made._proxy_index, "a thread would look into one that another is filling"
