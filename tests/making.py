"""Small things to test with, made with defaults and keywords."""

from functools import lru_cache
from pathlib import Path

from flask import Flask

from app.authoring.importer import SOURCES, Checked, check_files, import_checked
from app.catalogue.content.folder import load
from app.platform import clock
from app.platform.transactions import writing
from tests.people import BEN, Someone, given
from tests.replaying import once

SLUG = "warm-hands"
COURSE = """\
id = "c-warm-hands"
title = "Warm hands"
subtitle = "A short course for tests"
summary = "One module, one lesson, one quiz with every kind of question."
audience = "Students."
prerequisites = "None."
format = "Home study"
language = "en"
author = "Ben Okafor"
instructor = "Ben Okafor"
credentials = "LMT"
category = "Technique theory"
pass_mark = 75
hours = { method = "ncbtmb-words", claimed = "0" }
objectives = ["Describe the opening strokes."]
disclosure = "Nothing to disclose."
limits = "Theory only. No board approval is claimed."
released = 2026-11-21
reviewed = 2026-11-21
expires = 2029-11-21
"""
MODULE = """\
id = "m-strokes"
title = "Opening strokes"
short = "Strokes"
summary = "How a session begins."

[[objectives]]
id = "strokes-1"
text = "Describe the opening strokes."
"""
LESSON = """\
+++
id = "l-begin"
title = "How to begin"
objectives = ["strokes-1"]
reviewed = 2026-11-21
+++

Warm your hands first. {#warm}

## Strokes {#strokes}

They are long and light [@a-document]. {#long-and-light}
"""
SOURCE = """\
kind = "document"
title = "A document"
publisher = "A publisher"
url = "https://example.org/document"
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
retrieved = 2026-11-21
"""
BODIES = {
    "single-choice": "- [ ] Cold ones\n    > They startle.\n- [x] Warm ones\n- [ ] Wet ones\n    > They slip.",
    "multiple-response": "- [x] Long\n- [x] Light\n- [ ] Fast\n    > Not said.\n- [ ] Deep\n    > Not said.",
    "short-answer": "- [x] light\n- [ ] heavy\n    > That comes later.",
    "numerical": "- [x] 10 ± 2\n- [50%] 10 ± 5\n- [ ] 60\n    > That is the whole session.",
    "matching": "- Begin => Warm\n- End => Calm\n- => Cold",
    "ordering": "1. Warm the hands\n2. Stroke\n3. Knead",
    "cloze": "They are {text: light | [50%] soft}, last {number: 10 ± 2} minutes and come "
    "{choice: [x] before | [ ] after} kneading.\n\n1. heavy\n    > Too firm.\n3. after\n    > Warm up first.",
    "hotspot": "- [x] left of the waist = #low\n- [ ] between the shoulders = rect 250 40 140 90\n    > Later.",
    "mark-words": "The strokes are [x: long], [x: light] and [ : deep], not [ : fast].\n\n- deep\n    > Later.",
}
STEMS = {
    "single-choice": "Which hands begin?",
    "multiple-response": "Which words describe the strokes?",
    "short-answer": "The strokes are long and …",
    "numerical": "How many minutes do they last?",
    "matching": "Match the part to its word.",
    "ordering": "What comes first?",
    "cloze": "What belongs into the gaps?",
    "hotspot": "Where do they begin?",
    "mark-words": "Mark what describes the strokes.",
}
PICTURE = "figures/back.svg"
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 520">
<title>A back, seen from behind</title>
<path d="M170 0L470 0L500 520L140 520Z" fill="#F5EFE6" stroke="#1B2A2C"/>
<ellipse id="low" cx="240" cy="400" rx="60" ry="80" fill="#E7B5A0"/>
</svg>
"""
HEADS = {"hotspot": f'picture = "{PICTURE}"\n'}  # what a kind wants in the head of its files
COUNT = len(BODIES)
QUIZ = f"""\
id = "z-strokes"
title = "Strokes quiz"
draw = {COUNT}
pass_mark = 75
attempts = 0
shuffle = true
preset = "check"
intro = "Every kind of question once."
"""
# What a student who knows it all gives, in authored terms.
RIGHT = {
    "single-choice": {"choice": 1},
    "multiple-response": {"choices": [0, 1]},
    "short-answer": {"text": "light"},
    "numerical": {"text": "10"},
    "matching": {"pairs": {"0": 0, "1": 1}},
    "ordering": {"positions": [1, 2, 3]},
    "cloze": {"gaps": {"0": "light", "1": "10", "2": "before"}},
    "hotspot": {"choice": 1},
    "mark-words": {"words": [0, 1]},
}


def question_file(kind: str, number: int = 1, **changes: str) -> str:
    """A question of one kind."""
    key = changes.get("id", f"q-{kind}-{number}")
    return (
        f'+++\nid = "{key}"\nkind = "{kind}"\npoints = 1\nobjective = "strokes-1"\n'
        'passage = "begin#long-and-light"\nsources = ["a-document"]\nuse = "quiz"\nstyle = "recall"\n'
        f"{HEADS.get(kind, '')}+++\n\n"
        f"{changes.get('stem', STEMS[kind])}\n\n{changes.get('body', BODIES[kind])}\n\n"
        f"## Why\n\n{changes.get('why', 'The document says so [@a-document].')}\n"
    )


def course_files(**changes: str) -> dict[str, str]:
    """A whole course folder with its sources: path → text. Keywords replace files: `quiz=…`, `lesson=…`."""
    module = f"{SLUG}/1-strokes"
    files = {
        "sources/a-document.toml": SOURCE,
        f"{SLUG}/course.toml": changes.get("course", COURSE),
        f"{SLUG}/CHANGES.md": "# Changes\n\n## 1 (2026-11-21)\n\n- First.\n",
        f"{module}/module.toml": changes.get("module", MODULE),
        f"{module}/1-begin.md": changes.get("lesson", LESSON),
        f"{module}/quiz.toml": changes.get("quiz", QUIZ),
    }
    files |= {f"{module}/questions/{kind}.md": changes.get(kind, question_file(kind)) for kind in BODIES}
    return files | ({f"{module}/{PICTURE}": DRAWING} if any(PICTURE in text for text in files.values()) else {})


def write_files(folder: Path, files: dict[str, str]) -> Path:
    """Write them; returns the course's folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / SLUG


def a_course(app: Flask, folder: Path, **changes: str) -> str:
    """Publish the small course, which is Ben's; returns its address."""
    return publish_folder(app, write_files(folder, course_files(**changes)))


def publish_folder(app: Flask, path: Path, owner: Someone = BEN) -> str:
    """Publish a course folder with the sources beside it, for its owner; returns its address."""
    with app.app_context():  # which knows the words of the course's language
        checked, now = _checked(path.name, *map(_read, (path, path.parent / SOURCES))), clock.now()
    with app.app_context(), writing():
        once(checked, now, lambda: import_checked(checked, None, now))
    return given(app, path.name, owner)


def _read(folder: Path) -> frozenset[tuple[str, str]]:
    return frozenset(load(folder).items())


@lru_cache(maxsize=100)
def _checked(slug: str, files: frozenset[tuple[str, str]], sources: frozenset[tuple[str, str]]) -> Checked:
    """Read once a process: half of the tests begin with the same files."""
    return check_files(slug, dict(files), dict(sources))
