"""The language that a person chose for pages and letters."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Add the column."""
    op.add_column("people", sa.Column("language", sa.String(length=10)))


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table("people") as table:
        table.drop_column("language")
