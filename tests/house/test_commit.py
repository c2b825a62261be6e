"""The request is the transaction: one commit in the code base, and rolling back is the platform's business."""

import ast

from tests.house.source import modules


def test_there_is_one_commit():
    found = [place for module in modules() for place in module.calls("commit")]
    assert len(found) == 1, found
    assert found[0].startswith("app/platform/transactions.py")


def test_only_the_platform_rolls_back_or_opens_transactions():
    elsewhere = [module for module in modules() if module.room != "platform"]
    found = [place for module in elsewhere for name in ("rollback", "begin") for place in module.calls(name)]
    assert not found


def test_only_the_platforms_files_of_the_two_databases_speak_of_transactions_in_sql():
    words, files = {"COMMIT", "ROLLBACK", "BEGIN"}, {"app.platform.sqlite", "app.platform.postgresql"}
    found = [
        f"{module.place}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value.split()) <= 2
        and words.intersection(node.value.upper().split()[:1]) and module.name not in files
    ]  # fmt: skip
    assert not found
