"""How sure the student was, with each save; and an index for those who look at all attempts at a quiz."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add both; of earlier saves it is not known."""
    op.add_column("answer_events", sa.Column("certainty", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_attempts_unit_id"), "attempts", ["unit_id"])


def downgrade() -> None:
    """Take them away."""
    op.drop_index(op.f("ix_attempts_unit_id"), "attempts")
    op.drop_column("answer_events", "certainty")
