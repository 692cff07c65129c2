"""Tables of boards."""

revision = "0008_boards"
down_revision = "0007_support"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables into being."""


def downgrade() -> None:
    """Take them away again."""
