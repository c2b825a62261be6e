"""No address disappears unnoticed: certificates and bookmarks live longer than code. Links by name lead somewhere."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask

from tests.house.source import modules
from tests.house.templates import templates

REVIEWED = Path(__file__).with_name("routes.txt")
LINK = re.compile(r"url_for\(\s*[\"']([\w.]+)[\"']")
pytestmark = pytest.mark.sqlite_only


def addresses(app: Flask) -> list[str]:
    """Method and address of everything the app answers to."""
    return sorted(
        f"{method:4} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )


def test_no_address_disappears(app: Flask):
    gone = set(REVIEWED.read_text().splitlines()) - set(addresses(app))
    assert not gone, "somebody has these in a bookmark or on paper: let them redirect"


def test_the_list_of_addresses_is_whole(app: Flask):
    assert REVIEWED.read_text().splitlines() == addresses(app), "add the new ones to routes.txt, in order"


def test_every_link_by_name_leads_somewhere(app: Flask):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    named = {(template.name, name) for template in templates().values() for name in LINK.findall(template.text)}
    named |= {
        (module.place, node.args[0].value)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("url_for")
        and node.args and isinstance(node.args[0], ast.Constant)
    }  # fmt: skip
    assert not [(place, name) for place, name in sorted(named) if name not in endpoints]
