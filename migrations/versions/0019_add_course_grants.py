"""Who may do what with a course: owners of drafts become owners of courses, others are granted rights."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

IN_FORCE, OWNED = sa.text("ended_at IS NULL"), sa.text("ended_at IS NULL AND may = 'own'")
OWNERS = """
INSERT INTO course_grants (course_key, person_id, may, granted_by_id, granted_at)
SELECT key, owner_id, 'own', owner_id, begun_at FROM drafts
"""
# A draft must have had an owner: where nobody owns the course, whoever wrote in it first.
OWNER = """
UPDATE drafts SET owner_id = COALESCE(
  (SELECT person_id FROM course_grants WHERE course_key = drafts.key AND may = 'own' AND ended_at IS NULL),
  (SELECT MIN(changed_by_id) FROM draft_files WHERE draft_id = drafts.id))
"""


def upgrade() -> None:
    """Create the table, and take the owners over."""
    op.create_table(
        "course_grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_key", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("may", sa.String(length=5), nullable=False),
        sa.Column("granted_by_id", sa.Integer()),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by_id", sa.Integer()),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("may IN ('own', 'edit', 'teach')", name=op.f("ck_course_grants_right_known")),
        sa.CheckConstraint(
            "ended_at IS NOT NULL OR ended_by_id IS NULL", name=op.f("ck_course_grants_ended_by_when")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_course_grants_person_id_people")),
        sa.ForeignKeyConstraint(["granted_by_id"], ["people.id"], name=op.f("fk_course_grants_granted_by_id_people")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["people.id"], name=op.f("fk_course_grants_ended_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_grants")),
    )  # fmt: skip
    _create_indexes()
    op.execute(OWNERS)
    with op.batch_alter_table("drafts") as table:
        table.drop_index(op.f("ix_drafts_owner_id"))
        table.drop_constraint(op.f("fk_drafts_owner_id_people"), type_="foreignkey")
        table.drop_column("owner_id")


def _create_indexes() -> None:
    op.create_index(op.f("ix_course_grants_person_id"), "course_grants", ["person_id"])
    op.create_index(
        "uq_course_grants_in_force", "course_grants", ["course_key", "person_id", "may"], unique=True,
        sqlite_where=IN_FORCE, postgresql_where=IN_FORCE,
    )  # fmt: skip
    op.create_index(
        "uq_course_grants_owner", "course_grants", ["course_key"], unique=True,
        sqlite_where=OWNED, postgresql_where=OWNED,
    )  # fmt: skip


def downgrade() -> None:
    """Give the drafts their owners back; what was granted to others is lost."""
    with op.batch_alter_table("drafts") as table:
        table.add_column(sa.Column("owner_id", sa.Integer()))
    op.execute(OWNER)
    with op.batch_alter_table("drafts") as table:
        table.alter_column("owner_id", existing_type=sa.Integer(), nullable=False)
        table.create_foreign_key(op.f("fk_drafts_owner_id_people"), "people", ["owner_id"], ["id"])
        table.create_index(op.f("ix_drafts_owner_id"), ["owner_id"])
    op.drop_table("course_grants")
