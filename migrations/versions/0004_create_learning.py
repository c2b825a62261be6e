"""Enrolments and completed units."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "enrolments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name=op.f("fk_enrolments_course_id_courses")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_enrolments_person_id_people")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["course_revisions.id"], name=op.f("fk_enrolments_revision_id_course_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolments")),
        sa.UniqueConstraint("person_id", "course_id", name=op.f("uq_enrolments_person_id_course_id")),
    )
    op.create_index(
        op.f("ix_enrolments_course_id_enrolled_at"), "enrolments", ["course_id", "enrolled_at"], unique=False
    )
    op.create_table(
        "completions",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolments.id"], name=op.f("fk_completions_enrolment_id_enrolments"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_completions_unit_id_units")),
        sa.PrimaryKeyConstraint("enrolment_id", "unit_id", name=op.f("pk_completions")),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("completions")
    op.drop_index(op.f("ix_enrolments_course_id_enrolled_at"), table_name="enrolments")
    op.drop_table("enrolments")
