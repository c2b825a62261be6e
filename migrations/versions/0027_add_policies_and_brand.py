"""The provider's policies and who accepted them; its name, colors and logo; the language of a letter."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Add the tables; a letter's HTML is made of its text from now on."""
    op.create_table(
        "policy_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("policy", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("changes", sa.String(length=300), nullable=False),
        sa.Column("is_asked", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_policy_versions_number_from_one")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_policy_versions_text_given")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["people.id"], name=op.f("fk_policy_versions_published_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_versions")),
        sa.UniqueConstraint("policy", "number", name=op.f("uq_policy_versions_policy_number")),
    )
    op.create_index(op.f("ix_policy_versions_published_by_id"), "policy_versions", ["published_by_id"])
    op.create_table(
        "policy_acceptances",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_policy_acceptances_person_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["policy_versions.id"], name=op.f("fk_policy_acceptances_version_id_policy_versions")
        ),
        sa.PrimaryKeyConstraint("person_id", "version_id", name=op.f("pk_policy_acceptances")),
    )
    op.create_index(op.f("ix_policy_acceptances_version_id"), "policy_acceptances", ["version_id"])
    _add_brand()
    op.add_column("outbox_messages", sa.Column("language", sa.String(length=10), server_default="en", nullable=False))


def _add_brand() -> None:
    op.create_table(
        "logos",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("svg", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_logos")),
    )
    op.create_table(
        "brands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("provider", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("main", sa.String(length=7), nullable=False),
        sa.Column("accent", sa.String(length=7), nullable=False),
        sa.Column("main_dark", sa.String(length=7), nullable=False),
        sa.Column("accent_dark", sa.String(length=7), nullable=False),
        sa.Column("logo", sa.String(length=64), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(main = '') = (accent = '')", name=op.f("ck_brands_two_colors_or_none")),
        sa.ForeignKeyConstraint(["logo"], ["logos.sha256"], name=op.f("fk_brands_logo_logos")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brands")),
    )
    op.create_index(op.f("ix_brands_logo"), "brands", ["logo"])


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("outbox_messages") as table:
        table.drop_column("language")
    op.drop_table("brands")
    op.drop_table("logos")
    op.drop_table("policy_acceptances")
    op.drop_table("policy_versions")
