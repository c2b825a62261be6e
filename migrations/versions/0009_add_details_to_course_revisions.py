"""What a provider hands to a board beside the front matter: coverage, hours worksheet, references."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column; a revision that was published before gets its details when its folder is imported again."""
    op.add_column("course_revisions", sa.Column("details", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    """Take it away, without the copy of the table that a batch would make: other tables refer to it and cascade."""
    op.drop_column("course_revisions", "details")
