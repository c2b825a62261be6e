"""Course folders on disk, the three commands as an author types them, and what the database holds afterwards."""

from collections.abc import Mapping
from pathlib import Path

from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app.platform.db import db
from tests.making import LESSON, SLUG, course_files, question_file, write_files

BEGIN = f"{SLUG}/1-strokes/1-begin.md"
FIGURE = f"{SLUG}/1-strokes/figures/hands.svg"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">\n<title>Two hands</title></svg>\n'
BOXES = """
::: figure figures/hands.svg | Two warm hands {#plate}
Not yet reviewed.

Two hands lie beside the spine.
:::

::: evidence mixed | Warm hands help
Some trials say so [@a-document].
:::

::: refer | Numbness
Stop, and send the client to a physician.
:::

::: note | Oil
A little is enough.
:::

::: check
Which hands begin?

- [x] Warm ones
    > Yes.
- [ ] Cold ones
    > They startle.
:::

::: remember
- Warm hands.
- Long strokes.
- Light pressure.
:::

| Stroke | Pressure |
| :----- | -------: |
| Long   | *light*  |

1. See [the strokes](#strokes), [the quiz](quiz/strokes) and [a page](https://example.org/a?b=1&c=2).
   - “Quoted” — 力, ß, 🙂, `code`.
"""
GLOSSARY = """# in no order
[[terms]]
text = 'As a document has it [@a-document].'
id   = "word"
term = "Word"
"""


def whole_course() -> dict[str, str]:
    """The small course with every box and every kind of question in it, laid out as no program would."""
    files = course_files(lesson=f"{LESSON}{BOXES}\n\n\n")
    options = "- [ ] True\n    > It is not.\n- [x] False"
    practice = question_file("single-choice", id="q-practice", stem="True or false: hands are cold.", body=options)
    practice = practice.replace("single-choice", "true-false").replace('use = "quiz"', 'use   = "practice"  # !')
    return files | {
        FIGURE: SVG,
        f"{SLUG}/1-strokes/questions/true-or-false.md": practice,
    }


def explained_course() -> dict[str, str]:
    """The whole course with a glossary, in a form that is its author's own."""
    files = whole_course()
    return files | {f"{SLUG}/glossary.toml": GLOSSARY, BEGIN: f"{files[BEGIN]}A [word](glossary:word).\n"}


def folder(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """Put the files there, texts and bytes alike, and nothing else; returns the folder of the course."""
    write_files(path, {name: text for name, text in files.items() if isinstance(text, str)})
    for name, data in files.items():
        if isinstance(data, bytes):
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(data)
    return path / SLUG


def courses(app: Flask, *arguments: object) -> Result:
    """`flask courses …`; an error that nobody foresaw is raised here, as it would be in a terminal."""
    result = app.test_cli_runner().invoke(args=["courses", *map(str, arguments)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def refused(result: Result) -> list[str]:
    """The lines of a command that failed with reasons; the last one, which counts them, is left out."""
    assert result.exit_code == 1, result.output
    *lines, last = result.stderr.splitlines()
    assert last.endswith(f": {len(lines)} to mend; nothing was imported.")
    assert all(". Cure: " in line for line in lines)
    return lines


def on_disk(path: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    return {one.relative_to(path).as_posix(): one.read_bytes() for one in path.rglob("*") if one.is_file()}


def everything(app: Flask) -> dict[str, list[str]]:
    """Every row of every table."""
    with app.app_context():
        return {table.name: sorted(map(repr, db.session.execute(select(table)))) for table in db.metadata.sorted_tables}
