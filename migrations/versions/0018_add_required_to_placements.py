"""Practice that nobody has to pass: whether a unit counts."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

NAME = "ck_placements_lessons_required"


def upgrade() -> None:
    """Add the column; every unit that was published before counts."""
    op.add_column("placements", sa.Column("is_required", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("placements") as table:
        table.alter_column("is_required", server_default=None)
        table.create_check_constraint(op.f(NAME), "is_required OR lesson_id IS NULL")


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table("placements") as table:
        table.drop_constraint(op.f(NAME), type_="check")
        table.drop_column("is_required")
