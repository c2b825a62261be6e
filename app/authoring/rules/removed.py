"""What files that were taken out of a course are called. Pure."""

import re
from collections.abc import Sequence

MOST = 80  # letters
_TITLE = re.compile(r'^title = "((?:[^"\\]|\\.)*)"', re.MULTILINE)
_HEAD = re.compile(r"\A\+\+\+\n.*?\n\+\+\+\n(.*)", re.DOTALL)


def name_of(files: Sequence[tuple[str, str]]) -> str:
    """The title of what was taken out in one step: (path, text) of its files. Of a question its first words."""
    heads = [(path, text) for path, text in files if path.endswith(("module.toml",))]
    path, text = (heads or list(files))[0]
    if found := _TITLE.search(text):
        return found[1].replace('\\"', '"')
    body = _HEAD.match(text)
    words = " ".join(body[1].split()) if body else ""
    return f"{words[:MOST]}…" if len(words) > MOST else words or path
