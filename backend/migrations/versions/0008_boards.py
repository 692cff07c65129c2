"""Tables of boards."""

import sqlalchemy as sa
from alembic import op

revision = "0008_boards"
down_revision = "0007_support"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables into being."""
    op.create_table(
        "board",
        sa.Column("drawn", sa.LargeBinary(), nullable=False),
        sa.Column("drawn_number", sa.BigInteger(), nullable=False),
        sa.Column("last_number", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
    )
    op.create_table(
        "board_piece",
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("update", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_piece_board_id")),
        sa.PrimaryKeyConstraint("board_id", "number", name=op.f("pk_board_piece")),
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("board_piece")
    op.drop_table("board")
