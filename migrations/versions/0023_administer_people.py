"""Lists of people, accounts that became part of another, the device of each session; known devices, tries."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Add them."""
    op.create_index(op.f("ix_people_name_id"), "people", ["name", "id"])
    op.create_index(op.f("ix_people_joined_at_id"), "people", ["joined_at", "id"])
    with op.batch_alter_table("people") as table:
        table.add_column(sa.Column("merged_into_id", sa.Integer()))
        table.create_foreign_key(op.f("fk_people_merged_into_id_people"), "people", ["merged_into_id"], ["id"])
        table.create_check_constraint(
            op.f("ck_people_merged_is_closed"), "merged_into_id IS NULL OR (merged_into_id <> id AND NOT active)"
        )
    op.create_index(op.f("ix_people_merged_into_id"), "people", ["merged_into_id"])
    op.add_column("sign_ins", sa.Column("device", sa.String(length=60)))
    op.add_column("sign_ins", sa.Column("network", sa.String(length=30)))
    op.create_table(
        "known_devices",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_known_devices_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", "person_id", name=op.f("pk_known_devices")),
    )
    op.create_index(op.f("ix_known_devices_person_id"), "known_devices", ["person_id"])
    op.create_table(
        "tries",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tries")),
    )
    op.create_index(op.f("ix_tries_until"), "tries", ["until"])


def downgrade() -> None:
    """Take them away."""
    op.drop_table("tries")
    op.drop_table("known_devices")
    with op.batch_alter_table("sign_ins") as table:
        table.drop_column("network")
        table.drop_column("device")
    op.drop_index(op.f("ix_people_merged_into_id"), "people")
    with op.batch_alter_table("people") as table:
        table.drop_constraint(op.f("ck_people_merged_is_closed"), type_="check")
        table.drop_constraint(op.f("fk_people_merged_into_id_people"), type_="foreignkey")
        table.drop_column("merged_into_id")
    op.drop_index(op.f("ix_people_joined_at_id"), "people")
    op.drop_index(op.f("ix_people_name_id"), "people")
