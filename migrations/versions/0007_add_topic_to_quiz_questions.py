"""What the draw of a quiz spreads over: the objective, in a final test the module."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column; quizzes published before spread over objectives."""
    op.add_column("quiz_questions", sa.Column("topic", sa.String(length=60), nullable=False, server_default=""))
    objective = sa.text(
        "UPDATE quiz_questions SET topic = "
        "(SELECT objective FROM questions WHERE questions.id = quiz_questions.question_id)"
    )
    op.execute(objective)
    with op.batch_alter_table("quiz_questions") as table:
        table.alter_column("topic", server_default=None)


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table("quiz_questions") as table:
        table.drop_column("topic")
