"""The words of a course, for a page of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column; a revision that was published before has no glossary."""
    op.add_column("course_revisions", sa.Column("glossary", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Take it away, without the copy of the table that a batch would make: other tables refer to it and cascade."""
    op.drop_column("course_revisions", "glossary")
