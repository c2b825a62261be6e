"""Reading `FASCIA_…` from the environment: what cannot be used is refused in one sentence with its cure."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

import click

PREFIX = "FASCIA_"
OF_A_HOST = re.compile(r"^(tcp|udp)://")
ALIKE = 0.9  # of 1: one letter that is wrong, missing, or in another's place
MOST_DAYS = 5
EMAIL = r"[^\s@<>]+@[^\s@<>]+"
SHAPES = {  # name: pattern, example
    "ADMIN_EMAIL": (EMAIL, "office@school.example"),
    "MAIL_FROM": (rf"{EMAIL}|[^\r\n<>]*<{EMAIL}>", "School <no-reply@school.example>"),
    "SMTP_URL": (
        r"(smtps?://([^\s@/]+@)?[\w.-]+(:\d{1,5})?/?)?",
        "smtp://user:password@mail.school.example:587, with %40 for an @ in the password",
    ),
}


class SettingsError(click.ClickException):
    """A setting cannot be used; the message says which one, why, and the cure. A command prints it as one line."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment says, asked for name by name without the prefix. Each question may raise SettingsError."""

    given: Mapping[str, str]
    _asked: set[str] = field(default_factory=set)

    def text(self, name: str, default: str) -> str:
        """Any text; nothing but blanks is the default."""
        self._asked.add(f"{PREFIX}{name}")
        return self.given.get(f"{PREFIX}{name}", "").strip() or default

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A whole number of that range."""
        given = self.text(name, str(default))
        if not given.isdecimal() or not low <= int(given) <= high:
            raise SettingsError(f"FASCIA_{name} is {given!r}; set it to a whole number from {low} to {high}.")
        return int(given)

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """One of these words."""
        given = self.text(name, default)
        if given not in allowed:
            raise SettingsError(f"FASCIA_{name} is {given!r}; set it to one of {', '.join(allowed)}.")
        return given

    def folder(self, name: str, default: Path) -> Path:
        """A folder that is there or can be made; never what is a file."""
        path = Path(self.text(name, str(default))).resolve()
        if os.path.isfile(path):
            raise SettingsError(f"FASCIA_{name} is {str(path)!r}, which is a file; set it to a folder.")
        return path

    def like(self, name: str, default: str) -> str:
        """Of the shape that `SHAPES` has for this name."""
        (pattern, example), given = SHAPES[name], self.text(name, default)
        if not re.fullmatch(pattern, given):  # not repeated: the address of a mail server holds its password
            raise SettingsError(f"FASCIA_{name} cannot be read; write it like {example}.")
        return given

    def days(self, name: str, default: str) -> tuple[int, ...]:
        """Numbers of days, ascending; none for the word `no`."""
        given = self.text(name, default)
        found = [] if given == "no" else given.replace(" ", "").split(",")
        if len(found) > MOST_DAYS or not all(re.fullmatch(r"[1-9]\d{0,2}", one, re.ASCII) for one in found):
            raise SettingsError(f"FASCIA_{name} is {given!r}; set it to days such as 90,30 (at most five), or to no.")
        return tuple(sorted({int(one) for one in found}))

    def refuse_a_slip(self) -> None:
        """A name that is nearly a setting's is a slip, and would leave the setting that was meant at its default.

        Others are left alone: of a newer version, or of a container's host, which names addresses after its services.
        """
        ours = {name for name, value in self.given.items() if name.startswith(PREFIX) and not OF_A_HOST.search(value)}
        for name in sorted(ours - self._asked):
            if near := get_close_matches(name, self._asked, 1, ALIKE):
                raise SettingsError(f"{name} is no setting of Fascia; write {near[0]}, or remove it.")
