"""Tables of notifications."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "v2_0013_notifications"
down_revision = "v2_0012_remote_lessons"
branch_labels = None
depends_on = None

KINDS = (
    "NEW_SIGN_IN",
    "PASSWORD_CHANGED",
    "PASSWORD_REMOVED",
    "LINK_REFUSED",
    "LESSON_PUBLISHED",
    "LESSON_ENDED_BY_ITSELF",
    "LESSON_MOVED",
    "LESSON_MOVED_BACK",
    "LESSON_CANCELLED",
    "LESSON_RESTORED",
    "LESSON_SUBSTITUTED",
    "LESSON_TEACHER_RETURNED",
)
TARGETS = ("PROFILE", "LESSON", "REMOTE_LESSON")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "inbox",
        sa.Column("profile_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(profile_id IS NULL) <> (account_id IS NULL)", name=op.f("ck_inbox_recipient")),
        sa.ForeignKeyConstraint(["account_id"], ["journal_account.id"], name=op.f("fk_inbox_account_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_inbox_profile_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("account_id", name=op.f("uq_inbox_account_id")),
        sa.UniqueConstraint("profile_id", name=op.f("uq_inbox_profile_id")),
    )
    op.create_table(
        "notification",
        sa.Column("inbox_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="notificationkind", native_enum=False, length=32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=True),
        sa.Column("child", sa.Text(), nullable=True),
        sa.Column("params", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("target", sa.Enum(*TARGETS, name="notificationtarget", native_enum=False, length=32), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["journal_account.id"], name=op.f("fk_notification_child_id")),
        sa.ForeignKeyConstraint(["inbox_id"], ["inbox.id"], name=op.f("fk_notification_inbox_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
    )
    op.create_index(op.f("ix_notification_at"), "notification", ["at"], unique=False)
    op.create_index(
        op.f("ix_notification_inbox_id_changed_seq"), "notification", ["inbox_id", "changed_seq"], unique=False
    )
    op.create_index(op.f("ix_notification_inbox_id_subject"), "notification", ["inbox_id", "subject"], unique=False)
    op.create_index(op.f("ix_notification_target_id"), "notification", ["target_id"], unique=False)
    op.create_index(
        "uq_notification_unread",
        "notification",
        ["inbox_id", "subject"],
        unique=True,
        postgresql_where=sa.text("read_at IS NULL AND NOT is_withdrawn"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(
        "uq_notification_unread",
        table_name="notification",
        postgresql_where=sa.text("read_at IS NULL AND NOT is_withdrawn"),
    )
    op.drop_index(op.f("ix_notification_target_id"), table_name="notification")
    op.drop_index(op.f("ix_notification_inbox_id_subject"), table_name="notification")
    op.drop_index(op.f("ix_notification_inbox_id_changed_seq"), table_name="notification")
    op.drop_index(op.f("ix_notification_at"), table_name="notification")
    op.drop_table("notification")
    op.drop_table("inbox")
