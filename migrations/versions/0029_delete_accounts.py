"""When an account was deleted by its owner: the row names nobody from then on."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Add the column."""
    with op.batch_alter_table("people") as table:
        table.add_column(sa.Column("deleted_at", sa.DateTime(timezone=True)))
        table.create_check_constraint(
            op.f("ck_people_deleted_is_closed"), "deleted_at IS NULL OR (NOT active AND password IS NULL)"
        )


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table("people") as table:
        table.drop_constraint(op.f("ck_people_deleted_is_closed"), type_="check")
        table.drop_column("deleted_at")
