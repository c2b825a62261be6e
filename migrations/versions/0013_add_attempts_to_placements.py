"""How many attempts a quiz allows, for the pages that describe a course and know no quizzes."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the column; for quizzes published before, what their newest revision allows."""
    op.add_column("placements", sa.Column("attempts", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE placements SET attempts = (SELECT attempts_allowed FROM quiz_revisions"
        " WHERE quiz_revisions.unit_id = placements.unit_id ORDER BY number DESC LIMIT 1)"
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_column("placements", "attempts")
