"""Profiles: what a board asks a certificate to show, as dated data files; a course that names one must have it all."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from app.catalogue.content.boards import Boards
from app.catalogue.content.certificate import PATH
from app.catalogue.content.parts import CertificateFile, CourseFolder
from app.catalogue.content.placeholders import PLACEHOLDER
from app.catalogue.content.problems import Problem, nearest

FOLDER = Path(__file__).parents[1] / "profiles"


@dataclass(frozen=True, slots=True)
class Profile:
    """A board's wishes. `titles` maps a format to the heading it asks for; `required` names what must be there.

    `policies` are those that the provider must have published, by their address below `/policies`.
    """

    id: str
    name: str
    board: str
    checked: date
    source: str
    formats: tuple[str, ...]
    titles: dict[str, str]
    required: tuple[str, ...]
    policies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provider:
    """What a site knows of itself: its name and contact ("" while not yet given), what boards have approved.

    `policies`: those that were published.
    """

    name: str = ""
    contact: str = ""
    boards: Boards = field(default_factory=Boards)
    policies: frozenset[str] = frozenset()


@cache
def profiles() -> dict[str, Profile]:
    """Every profile there is, by id (the name of its file)."""
    return {path.stem: _profile(path) for path in sorted(FOLDER.glob("*.toml"))}


def _profile(path: Path) -> Profile:
    table: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    table |= {key: tuple(table.get(key, ())) for key in ("formats", "required", "policies")}
    return Profile(id=path.stem, **table)


def profile_faults(course: CourseFolder, provider: Provider) -> Iterator[Problem]:
    """What a course lacks for the profiles it names, each with file, line and cure."""
    file = course.certificate
    for name in file.profiles if file else ():
        profile = profiles().get(name)
        if file is not None and profile is None:
            yield file.place.problem("profiles", f'There is no profile "{name}"', nearest(name, profiles()))
        elif file is not None and profile is not None:
            yield from _lacking(course, file, profile, provider)


def _lacking(course: CourseFolder, file: CertificateFile, profile: Profile, provider: Provider) -> Iterator[Problem]:
    values = {
        "instructor": course.instructor, "credentials": course.credentials,
        "provider": provider.name, "provider_contact": provider.contact,
        "hours": course.hours.claimed if Fraction(course.hours.claimed or 0) else "",
        "approval": " ".join(_approvals(course, profile, provider.boards)),
        "format": next((one for one in profile.formats if one.casefold() == course.format.casefold()), ""),
    }  # fmt: skip
    for name in profile.required:
        if not values[name] or PLACEHOLDER in values[name].casefold():
            at, key, cure = CURES[name]
            place = course.place if at == "course.toml" else file.place
            yield place.problem(
                key,
                f"{profile.name} asks for {name}, and it is missing",
                cure.format(board=profile.board, formats=", ".join(profile.formats)),
            )
    for policy in sorted(set(profile.policies) - provider.policies):
        message = f"{profile.name} asks for a written policy on {policy}, and none is published"
        yield file.place.problem("profiles", message, f"an administrator publishes it at /admin/policies/{policy}")
    wanted = profile.titles.get(values["format"], file.title)
    if file.title != wanted:
        message = f"{profile.name} asks for another title where the format is {course.format}"
        yield file.place.problem("title", message, f'write title = "{wanted}"')


# Field → where it is mended: file, key, cure.
CURES = {
    "format": ("course.toml", "format", "write one of {formats}"),
    "instructor": ("course.toml", "instructor", "name the instructor"),
    "credentials": ("course.toml", "credentials", "write the instructor's credentials, such as LMT"),
    "hours": ("course.toml", "hours", 'claim the hours that were approved, or take the profile out of "profiles"'),
    "provider": (PATH, "profiles", "set FASCIA_PROVIDER_NAME, or the name at /admin/brand, as the board lists it"),
    "provider_contact": (PATH, "profiles", "set FASCIA_PROVIDER_CONTACT, or the contact at /admin/brand"),
    "approval": (
        PATH,
        "profiles",
        "write boards.toml in the data folder: an approval by {board}, and this course with its exact title and hours",
    ),
}


def _approvals(course: CourseFolder, profile: Profile, boards: Boards) -> list[str]:
    """The numbers under which the board approved this course, title and hours as they are; dates aside."""
    hours = Fraction(course.hours.claimed or 0)
    is_listed = any(
        one.board == profile.board and one.course == course.id and one.title == course.title
        and Fraction(one.hours or 0) == hours
        for one in boards.courses
    )  # fmt: skip
    return [one.number for one in boards.approvals if one.board == profile.board and is_listed]
