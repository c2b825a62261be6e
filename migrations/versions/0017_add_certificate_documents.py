"""The documents of a certificate, kept as they were first given out."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "certificate_documents",
        sa.Column("certificate_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key_id", sa.String(length=43), nullable=False),
        sa.Column("status_list", sa.Integer(), nullable=False),
        sa.Column("status_place", sa.Integer(), nullable=False),
        sa.Column("sealed_url", sa.Text(), nullable=False),
        sa.Column("credential", sa.Text(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=False),
        sa.Column("pressed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(pdf_sha256) = 64", name=op.f("ck_certificate_documents_fingerprint_whole")),
        sa.CheckConstraint(
            "status_place >= 0 AND status_place < 131072", name=op.f("ck_certificate_documents_place_in_list")
        ),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificates.id"], name=op.f("fk_certificate_documents_certificate_id_certificates")
        ),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_certificate_documents")),
        sa.UniqueConstraint("pdf_sha256", name=op.f("uq_certificate_documents_pdf_sha256")),
        sa.UniqueConstraint(
            "status_list", "status_place", name=op.f("uq_certificate_documents_status_list_status_place")
        ),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("certificate_documents")
