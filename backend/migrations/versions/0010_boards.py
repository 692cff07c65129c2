"""Tables of boards."""

import sqlalchemy as sa
from alembic import op

revision = "v2_0010_boards"
down_revision = "v2_0009_support"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "board",
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.Column("snapshot_number", sa.BigInteger(), nullable=False),
        sa.Column("last_number", sa.BigInteger(), nullable=False),
        sa.Column("stored_bytes", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
    )
    op.create_table(
        "board_change",
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("update", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_change_board_id")),
        sa.PrimaryKeyConstraint("board_id", "number", name=op.f("pk_board_change")),
    )
    op.create_table(
        "board_copy",
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_copy_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_copy")),
    )
    op.create_index(op.f("ix_board_copy_board_id"), "board_copy", ["board_id"])
    op.create_table(
        "board_element",
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_element_board_id")),
        sa.PrimaryKeyConstraint("board_id", "key", name=op.f("pk_board_element")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("board_element")
    op.drop_table("board_copy")
    op.drop_table("board_change")
    op.drop_table("board")
