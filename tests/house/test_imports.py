"""Arrows between rooms point down, nothing dodges the checker, and the pure centre is pure when it runs."""

import ast
import subprocess
import sys

from tests.house.source import ROOMS, ROOT, Module, imports, modules

# What one room never uses of another. Pages are reached by a link, commands by a person, jobs by the worker.
PRIVATE = {"views", "forms", "cli", "jobs"}


def test_the_import_contracts_are_kept():
    run = "from importlinter.cli import lint_imports_command as run; run()"
    found = subprocess.run([sys.executable, "-c", run], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_no_room_imports_another_rooms_views_or_forms():
    broken = {
        f"{module.name} -> {name}"
        for module in modules()
        for name, _ in imports(module.tree)
        if module.room and _is_private_to_another(name, module.room)
    }
    assert not broken


def _is_private_to_another(name: str, room: str) -> bool:
    parts = name.split(".")
    is_room = len(parts) > 2 and parts[0] == "app" and parts[1] in ROOMS
    return is_room and parts[1] not in (room, "platform") and parts[2] in PRIVATE


def test_nothing_inside_imports_the_file_that_builds_the_app():
    broken = [
        f"{module.place}:{statement.lineno}"
        for module in modules()
        for name, statement in imports(module.tree)
        if name == "app" and module.name != "app"
    ]
    assert not broken


def test_imports_stand_at_the_top_except_where_the_app_is_put_together():
    broken = [
        f"{module.place}:{node.lineno} in {function.name}"
        for module in modules()
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom) and not _puts_the_app_together(module, function.name)
    ]
    assert not broken


def _puts_the_app_together(module: Module, function: str) -> bool:
    if module.name == "app":
        return function == "create_app"
    return module.name == f"app.{module.room}" and function == "register"


def test_the_pure_centre_loads_neither_flask_nor_a_database():
    pure = [module.name for module in modules() if _is_pure(module.name)]
    heavy = "flask sqlalchemy wtforms werkzeug psycopg pysqlite3 sqlite3".split()
    found = f"print(*[name for name in {heavy!r} if name in set(sys.modules) - before])"
    run = f"import sys; before = set(sys.modules); import {', '.join(pure)}; {found}"
    done = subprocess.run([sys.executable, "-c", run], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not done.stdout.split()


def _is_pure(name: str) -> bool:
    rooms = ("app.assessment.grading", "app.catalogue.content", "app.authoring.banks")
    return name.endswith((".rules", ".mark")) or name.startswith(rooms)
