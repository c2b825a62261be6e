"""Which columns name a person, as far as joining two accounts and deleting one treat them alike; and how one is found.

Each is written `table.column`. `merging.columns` and `leaving.fates` say what becomes of the others; a test compares
both with the schema, so a new column that names a person needs its line here or in both.
"""

from typing import Any

from sqlalchemy import Column, Table

from app.platform.db import Base

# Of the account alone: the rows end with it.
OF_THE_ACCOUNT = (
    "sign_ins.person_id",
    "sign_in_links.person_id",
    "known_devices.person_id",
    "passkeys.person_id",
    "authenticators.person_id",
    "recovery_codes.person_id",
    "bank_uploads.person_id",
)
# What somebody did for others or for the school stays as it was written: the row of the person is never deleted.
DONE_FOR_OTHERS = (
    "course_grants.person_id",  # joining is forbidden while one is in force, deleting ends it
    "course_grants.granted_by_id",
    "course_grants.ended_by_id",
    "cohorts.made_by_id",
    "enrolment_codes.made_by_id",
    "invitations.made_by_id",
    "course_messages.sent_by_id",
    "certificates.issued_by_id",
    "revocations.by_id",
    "report_batches.made_by_id",
    "hours_signoffs.by_id",
    "allowances.given_by_id",
    "manual_marks.marked_by_id",
    "errata.by_id",
    "draft_files.changed_by_id",
    "draft_texts.saved_by_id",
    "course_revisions.published_by_id",
    "policy_versions.published_by_id",
)


def column_called(name: str) -> tuple[Table, Column[Any]]:
    """The table and the column of `table.column`."""
    table_name, _, column_name = name.partition(".")
    table: Table = Base.metadata.tables[table_name]
    return table, table.c[column_name]
