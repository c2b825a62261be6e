"""What a quiz allows and asks for, for the pages that describe a course and know no quizzes."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

RULES = {"attempts": "attempts_allowed", "pass_mark": "pass_mark"}  # column: where quizzes have it


def upgrade() -> None:
    """Add the columns; for quizzes published before, what their newest revision says."""
    for column, source in RULES.items():
        op.add_column("placements", sa.Column(column, sa.Integer(), nullable=True))
        op.execute(
            f"UPDATE placements SET {column} = (SELECT {source} FROM quiz_revisions"  # noqa: S608 - our own names
            " WHERE quiz_revisions.unit_id = placements.unit_id ORDER BY number DESC LIMIT 1)"
        )


def downgrade() -> None:
    """Take them away."""
    for column in RULES:
        op.drop_column("placements", column)
