"""Tables of files."""

import sqlalchemy as sa
from alembic import op

revision = "v2_0003_files"
down_revision = "v2_0002_identity"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "file",
        sa.Column("uploader_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Enum("PICTURE", "FILE", name="filekind", native_enum=False, length=32), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("PENDING", "CLEAN", "BLOCKED", "FAILED", name="filestate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.Column("preview_key", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("busy_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
        sa.UniqueConstraint("client_id", "uploader_id", name=op.f("uq_file_client_id_uploader_id")),
    )
    op.create_index(op.f("ix_file_created_at"), "file", ["created_at"], unique=False)
    op.create_index(
        "ix_file_pending", "file", ["created_at"], unique=False, postgresql_where=sa.text("state = 'PENDING'")
    )
    op.create_index(op.f("ix_file_preview_key"), "file", ["preview_key"], unique=False)
    op.create_index(op.f("ix_file_storage_key"), "file", ["storage_key"], unique=False)
    op.create_index(op.f("ix_file_uploader_id_busy_until"), "file", ["uploader_id", "busy_until"], unique=False)
    op.create_table(
        "upload",
        sa.Column("uploader_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
        sa.UniqueConstraint("client_id", "uploader_id", name=op.f("uq_upload_client_id_uploader_id")),
    )
    op.create_index(op.f("ix_upload_touched_at"), "upload", ["touched_at"], unique=False)
    op.create_index(op.f("ix_upload_uploader_id"), "upload", ["uploader_id"], unique=False)
    op.create_table(
        "file_grant",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("scope_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_file_grant_file_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("file_id", "scope", "scope_id", name=op.f("pk_file_grant")),
    )
    op.create_index(op.f("ix_file_grant_scope_scope_id"), "file_grant", ["scope", "scope_id"], unique=False)
    op.create_table(
        "upload_part",
        sa.Column("upload_id", sa.Uuid(), nullable=False),
        sa.Column("start_offset", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("storage_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["upload_id"], ["upload.id"], name=op.f("fk_upload_part_upload_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("upload_id", "start_offset", name=op.f("pk_upload_part")),
    )
    op.create_index(op.f("ix_upload_part_storage_key"), "upload_part", ["storage_key"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_upload_part_storage_key"), table_name="upload_part")
    op.drop_table("upload_part")
    op.drop_index(op.f("ix_file_grant_scope_scope_id"), table_name="file_grant")
    op.drop_table("file_grant")
    op.drop_index(op.f("ix_upload_uploader_id"), table_name="upload")
    op.drop_index(op.f("ix_upload_touched_at"), table_name="upload")
    op.drop_table("upload")
    op.drop_index(op.f("ix_file_uploader_id_busy_until"), table_name="file")
    op.drop_index(op.f("ix_file_storage_key"), table_name="file")
    op.drop_index(op.f("ix_file_preview_key"), table_name="file")
    op.drop_index("ix_file_pending", table_name="file")
    op.drop_index(op.f("ix_file_created_at"), table_name="file")
    op.drop_table("file")
