"""The size budget: short files, plain functions. Caps for each, medians for all, so that neither creeps."""

import ast
from statistics import median, quantiles

from tests.house.source import APP, ROOT, Function, Module, modules

MODULE, FUNCTION, VIEW, TEMPLATE, TEST_FILE, CONFTEST = 350, 40, 30, 150, 400, 200
README = 250


def test_modules_are_short():
    sizes = {module.place: module.lines for module in modules() if module.lines > 1}
    _check(sizes, cap=MODULE, middle=80, ninth=200)


def test_functions_are_short():
    sizes = {
        f"{module.place}:{function.lineno} {function.name}": code_lines(function)
        for module in modules()
        for function in module.functions()
    }
    _check(sizes, cap=FUNCTION, middle=8, ninth=25)


def test_views_are_short():
    sizes = {
        f"{module.place} {function.name}": code_lines(function)
        for module in modules()
        for function in module.functions()
        if is_view(module, function)
    }
    _check(sizes, cap=VIEW, middle=20)


def test_templates_are_short():
    sizes = {str(path.relative_to(APP)): len(path.read_text().splitlines()) for path in APP.rglob("*.html")}
    _check(sizes, cap=TEMPLATE, middle=40)


def test_test_files_are_short():
    sizes = {module.place: module.lines for module in modules("tests") if module.path.name != "conftest.py"}
    _check(sizes, cap=TEST_FILE, middle=100)
    conftests = {module.place: module.lines for module in modules("tests") if module.path.name == "conftest.py"}
    _check(conftests, cap=CONFTEST, middle=120)


def test_what_lies_beside_the_app_is_short():
    assert (ROOT / "dev.py").read_text().count("\n") <= MODULE
    assert (ROOT / "README.md").read_text().count("\n") <= README


def code_lines(function: Function) -> int:
    """Lines from `def` to the end without the docstring: explaining something must never cost."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def is_view(module: Module, function: Function) -> bool:
    """Whether a function answers a request: a function in `views` with a route."""
    routes = [ast.unparse(decorator) for decorator in function.decorator_list]
    return ".views" in module.name and any(route.startswith("blueprint.") for route in routes)


def _check(sizes: dict[str, int], cap: int, middle: int, ninth: int = 0) -> None:
    too_long = {name: size for name, size in sizes.items() if size > cap}
    assert not too_long, f"over {cap} lines"
    found = median(sizes.values())
    assert found <= middle, f"the median is {found}, the budget {middle}"
    if ninth:
        assert quantiles(sizes.values(), n=10)[-1] <= ninth, f"one in ten is over {ninth} lines"
