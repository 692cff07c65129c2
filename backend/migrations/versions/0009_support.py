"""Tables of support."""

import sqlalchemy as sa
from alembic import op

revision = "v2_0009_support"
down_revision = "v2_0008_linking"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "support_case",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("reasons", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["journal_account.id"], name=op.f("fk_support_case_account_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_support_case_profile_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_support_case_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_case")),
    )
    op.create_index(op.f("ix_support_case_profile_id"), "support_case", ["profile_id"], unique=False)
    op.create_index(op.f("ix_support_case_school_id"), "support_case", ["school_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_support_case_school_id"), table_name="support_case")
    op.drop_index(op.f("ix_support_case_profile_id"), table_name="support_case")
    op.drop_table("support_case")
