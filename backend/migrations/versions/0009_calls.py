"""Tables of calls."""

revision = "0009_calls"
down_revision = "0008_boards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables into being."""


def downgrade() -> None:
    """Take them away again."""
