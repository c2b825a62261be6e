"""What would become of each line of a class list, before anybody is enrolled."""

from dataclasses import dataclass, field

from app.accounts.models import Person
from app.reporting import queries
from app.reporting.rules import Listed, read_list


@dataclass(frozen=True, slots=True)
class ClassList:
    """A list that was read: each line is in one of these. `closed`: accounts that were closed by an administrator."""

    new: list[tuple[Listed, Person]] = field(default_factory=list)
    enrolled: list[tuple[Listed, Person]] = field(default_factory=list)
    closed: list[Listed] = field(default_factory=list)
    unknown_people: list[Listed] = field(default_factory=list)  # without an account: to be invited
    faulty: list[Listed] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many lines."""
        known = len(self.new) + len(self.enrolled) + len(self.closed)
        return known + len(self.unknown_people) + len(self.faulty)


def class_list(text: str, course_id: int) -> ClassList:
    """Look every line up, in two statements."""
    listed, found = read_list(text), ClassList()
    accounts = queries.accounts_with({one.email for one in listed if not one.fault})
    enrolled = queries.enrolled_among(course_id, {person.id for person in accounts.values()})
    for one in listed:
        person = accounts.get(one.email)
        if one.fault:
            found.faulty.append(one)
        elif person is None:
            found.unknown_people.append(one)
        elif not person.active:
            found.closed.append(one)
        else:
            (found.enrolled if person.id in enrolled else found.new).append((one, person))
    return found
