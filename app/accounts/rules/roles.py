"""Who may do what: one map, readable in a glance."""

from collections.abc import Callable
from enum import Enum, StrEnum, auto


class Role(StrEnum):
    """What a person is to the school. Each role includes the ones before it."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"
    ADMINISTRATOR = "administrator"


class Permission(Enum):
    """What a page asks for."""

    LEARN = auto()
    TEACH = auto()
    ADMINISTER = auto()


MAY: dict[Permission, Callable[[Role], bool]] = {
    Permission.LEARN: lambda role: True,
    Permission.TEACH: lambda role: role in {Role.INSTRUCTOR, Role.ADMINISTRATOR},
    Permission.ADMINISTER: lambda role: role is Role.ADMINISTRATOR,
}


def may(role: Role, permission: Permission) -> bool:
    """Whether somebody with `role` has `permission`."""
    return MAY[permission](role)


def needs_second_step(role: Role) -> bool:
    """Whether somebody with `role` may do nothing of it before they proved who they are in a second way."""
    return may(role, Permission.TEACH)
