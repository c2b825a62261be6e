"""Drafts of courses, their files, and every text that a file had."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

PRESENT = sa.text("removal IS NULL")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("based_on_id", sa.Integer()),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_drafts_owner_id_people")),
        sa.ForeignKeyConstraint(
            ["based_on_id"], ["course_revisions.id"], name=op.f("fk_drafts_based_on_id_course_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("key", name=op.f("uq_drafts_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_drafts_slug")),
    )
    op.create_index(op.f("ix_drafts_owner_id"), "drafts", ["owner_id"])
    _create_files()
    op.create_table(
        "draft_texts",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.Column("is_meant", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["draft_files.id"], name=op.f("fk_draft_texts_file_id_draft_files"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["saved_by_id"], ["people.id"], name=op.f("fk_draft_texts_saved_by_id_people")),
        sa.PrimaryKeyConstraint("file_id", "version", name=op.f("pk_draft_texts")),
    )


def _create_files() -> None:
    op.create_table(
        "draft_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("removal", sa.String(length=40)),
        sa.Column("removed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["drafts.id"], name=op.f("fk_draft_files_draft_id_drafts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["changed_by_id"], ["people.id"], name=op.f("fk_draft_files_changed_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_files")),
    )
    op.create_index(op.f("ix_draft_files_draft_id"), "draft_files", ["draft_id"])
    op.create_index(
        "uq_draft_files_path", "draft_files", ["draft_id", "path"], unique=True,
        sqlite_where=PRESENT, postgresql_where=PRESENT,
    )  # fmt: skip


def downgrade() -> None:
    """Drop them."""
    op.drop_table("draft_texts")
    op.drop_table("draft_files")
    op.drop_table("drafts")
