"""A row of CE Broker's roster: a new .xls for every report, columns A to J, no header. Pure."""

from app.catalogue.content.boards import Broker
from app.certificates.rules import Due


def cells_of(due: Due, broker: Broker) -> list[str]:
    """The cells A to J: A the provider's number without 50-, B the course's without 20- or else C its own id, D empty,
    E the licence number as on the licence, F the completion date in ISO form (the file makes it a date), G, H, and I, J
    empty, which are for partial credit.
    """
    tracking = broker.courses.get(due.course_id, "")
    profession = broker.professions.get(f"{due.state} {due.kind}", "")
    return [
        broker.provider, tracking, "" if tracking else due.course_id, "", due.number, due.completed_on.isoformat(),
        f"State={due.state}", f"Profession={profession}", "", "",
    ]  # fmt: skip
