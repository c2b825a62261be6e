"""A course of one module, one lesson and two questions, as files: right in every way until a test changes something."""

from collections.abc import Mapping

import pytest

from app.catalogue.content.course import parse_course
from app.catalogue.content.parts import CourseFolder, SourceFile
from app.catalogue.content.problems import ContentProblems, Problem
from app.catalogue.content.sources import parse_sources

LESSON = "1-strokes/1-opening.md"
QUESTION = "1-strokes/questions/how-firm.md"
OTHER = "1-strokes/questions/what-first.md"
QUIZ = "1-strokes/quiz.toml"
MODULE = "1-strokes/module.toml"
FIGURE = "1-strokes/figures/back.svg"
GLOSSARY = "glossary.toml"

SOURCE_FILES = {
    "techniques.toml": f"""kind = "document"
title = "Techniques to target the back"
publisher = "A web page"
sha256 = "{"ab" * 32}"
retrieved = 2026-11-21
""",
    "moyer-2004.toml": """kind = "publication"
title = "A meta-analysis: does it help?"
publisher = "Psychological Bulletin"
authors = "Moyer CA, Rounds J"
year = 2004
url = "https://doi.org/10.1037/x?a=1&b=2"
note = "Abstract read."
""",
}

FILES = {
    "course.toml": """id = "c-tiny"
title = "A tiny course"
subtitle = "As small as it gets"
summary = "One module."
audience = "Students."
prerequisites = "None."
format = "Home study"
language = "en"
author = "Not named"
reviewer = "Nobody yet"
instructor = "Not named"
credentials = "Not named"
category = "Theory"
pass_mark = 75
hours = { method = "ncbtmb-words", claimed = "0" }
objectives = ["Define a stroke."]
disclosure = "None."
limits = "Theory only."
released = 2026-11-21
reviewed = 2026-11-21
expires = 2029-11-21
""",
    "FACTS.md": "# Facts\n\n| Fact | Taught at |\n| --- | --- |\n| Strokes are long | [here](opening#first) |\n",
    "CHANGES.md": "# Changes\n\n## 1 (2026-11-21)\n\n- First edition.\n",
    MODULE: """id = "m-strokes"
title = "Strokes for the back"
short = "Strokes"
summary = "What a stroke is."

[[objectives]]
id = "strokes-1"
text = "Define a stroke."
""",
    LESSON: """+++
id = "l-opening"
title = "Opening strokes"
objectives = ["strokes-1"]
reviewed = 2026-11-21
+++

Long strokes come first [@techniques]. {#first}

## How firm {#firm}

From light to [moderate](glossary:moderate) [@techniques; @moyer-2004]. {#pressure}

::: figure figures/back.svg | A back
Not yet reviewed.

A back with one arrow on it.
:::
""",
    GLOSSARY: """[[terms]]
id = "moderate"
term = "Moderate pressure"
text = "Between light and firm [@moyer-2004]."
""",
    QUIZ: """id = "z-strokes"
title = "Strokes quiz"
draw = 2
pass_mark = 75
attempts = 0
shuffle = true
preset = "check"
intro = "Two questions."
""",
    QUESTION: """+++
id = "q-01"
kind = "single-choice"
objective = "strokes-1"
passage = "opening#pressure"
sources = ["techniques"]
+++

How firm is it?

- [x] Light to moderate
- [ ] Firm
    > Firm comes later.

## Why

The document says so [@techniques].
""",
    OTHER: """+++
id = "q-02"
kind = "ordering"
points = 2
keep_order = true
objective = "strokes-1"
passage = "opening#first"
sources = ["techniques"]
use = "quiz"
style = "scenario"
+++

What comes first?

1. Long strokes
2. Deep work

## Why

They warm up.
""",
    FIGURE: """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>A back</title>
<path id="arrow" d="M0 0L9 9"/></svg>
""",
}


def sources() -> dict[str, SourceFile]:
    """The two sources."""
    return parse_sources(SOURCE_FILES)


def changed(path: str, old: str, new: str) -> dict[str, str]:
    """The files with one replacement; it must find what it replaces."""
    assert old in FILES[path]
    return {**FILES, path: FILES[path].replace(old, new)}


def read(files: Mapping[str, str] = FILES) -> CourseFolder:
    """The course that the files make."""
    return parse_course("tiny", files, sources())


def problems_of(files: Mapping[str, str]) -> tuple[Problem, ...]:
    """What is wrong with the files; something has to be."""
    with pytest.raises(ContentProblems) as caught:
        read(files)
    return caught.value.problems
