"""Question banks between being sent and being taken over, and the pictures that questions show."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Add the table, and the column; what was published before showed no pictures."""
    op.create_table(
        "bank_uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=40), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("module", sa.String(length=80), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(data) > 0", name=op.f("ck_bank_uploads_something_in_it")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["drafts.id"], name=op.f("fk_bank_uploads_draft_id_drafts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_bank_uploads_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_uploads")),
        sa.UniqueConstraint("public_id", name=op.f("uq_bank_uploads_public_id")),
        sa.UniqueConstraint("draft_id", "person_id", "module", name=op.f("uq_bank_uploads_draft_id_person_id_module")),
    )
    op.create_index(op.f("ix_bank_uploads_person_id"), "bank_uploads", ["person_id"])
    op.create_index(op.f("ix_bank_uploads_sent_at"), "bank_uploads", ["sent_at"])
    op.add_column("questions", sa.Column("pictures", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("questions") as table:
        table.alter_column("pictures", server_default=None)


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("questions") as table:
        table.drop_column("pictures")
    op.drop_table("bank_uploads")
