"""The files for those who run a site, read for the tests: units, the container file, the guide."""

import re
import shlex
from pathlib import Path

from app.platform import deploying

FOLDER = Path(deploying.__file__).parent
GUIDE = (FOLDER / "GUIDE.md").read_text(encoding="utf-8")
SERVICES = sorted(path.name for path in FOLDER.glob("*.service"))
PROGRAM = "/srv/fascia"  # where the files suppose it to be
Unit = dict[str, list[tuple[str, str]]]


def unit(name: str) -> Unit:
    """A unit's sections, each with its settings in order. Fails at a line that is none."""
    found: Unit = {}
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if section := re.fullmatch(r"\[(\w+)\]", line):
            found[section[1]] = []
        elif line and not line.startswith("#"):
            setting = re.fullmatch(r"([A-Z][A-Za-z]+)=(.*\S)?", line)
            assert setting, f"{name}: {line!r} is no setting"
            found[list(found)[-1]].append((setting[1], setting[2] or ""))
    return found


def instructions() -> list[tuple[str, str]]:
    """The container file's instructions, joined lines and all."""
    text = (FOLDER / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(word, " ".join(rest.split())) for word, _, rest in (line.partition(" ") for line in lines)]


def flask_calls(text: str) -> list[list[str]]:
    """The words after each `flask`, or after `-m flask --app app`, as far as they are plain ones."""
    found = re.findall(r"(?:`|-m )flask (?:--app app )?([a-z][\w -]*)", text)
    return [shlex.split(words) for words in found]
