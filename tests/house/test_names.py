"""A file is named after what it is about, never after being left over; and the same words mean the same thing."""

from tests.house.source import APP, ROOMS, ROOT

LEFT_OVER = set("util utils helper helpers common manage manager misc shared core lib stuff".split())
OTHER_WORDS = set("exam enrollment enroll catalog lecture chapter user users grade".split())


def test_no_file_is_named_after_a_mechanism_or_left_over():
    paths = [*APP.rglob("*"), *(ROOT / "tests").rglob("*")]
    assert not [str(path.relative_to(ROOT)) for path in paths if path.stem in LEFT_OVER]


def test_there_are_no_app_wide_drawers():
    drawers = {"forms", "models", "views", "queries", "actions", "schemas", "services"}
    assert not [path.name for path in APP.iterdir() if path.stem in drawers]


def test_one_word_for_each_concept():
    theirs = "security"  # Flask-Security has named the templates it asks for
    ours = [path for path in APP.rglob("*.*") if path.parent.name != theirs]
    assert not [str(path.relative_to(ROOT)) for path in ours if OTHER_WORDS & set(path.stem.split("_"))]


def test_rooms_say_what_they_are():
    for room in ROOMS:
        first = (APP / room / "__init__.py").read_text().splitlines()[0]
        assert first.startswith('"""'), f"{room} has no docstring"
