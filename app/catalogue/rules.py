"""Who may do what with a course. Pure."""

from app.accounts.rules import Role


def may_edit_course(role: Role, person_id: int, owner_id: int | None, granted: bool = False) -> bool:
    """Whether somebody may write a course: its owner, whoever was granted it, and administrators.

    `owner_id` None: it came from a folder, and nobody owns it. Whoever teaches no more may write nothing more.
    """
    if role is Role.ADMINISTRATOR:
        return True
    return role is Role.INSTRUCTOR and (granted or person_id == owner_id)
