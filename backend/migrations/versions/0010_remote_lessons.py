"""Tables of remote lessons."""

revision = "0010_remote_lessons"
down_revision = "0009_calls"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables into being."""


def downgrade() -> None:
    """Take them away again."""
