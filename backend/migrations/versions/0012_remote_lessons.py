"""Tables of remote lessons."""

import sqlalchemy as sa
from alembic import op

revision = "v2_0012_remote_lessons"
down_revision = "v2_0011_calls"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "remote_lesson",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("NONE", "DRAFT", "PUBLISHED", "RUNNING", "ENDED", name="remotestate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("opened_by_id", sa.Uuid(), nullable=True),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_itself", sa.Boolean(), nullable=False),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_remote_lesson_call_id")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_remote_lesson_class_id")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["profile.id"], name=op.f("fk_remote_lesson_opened_by_id")),
        sa.ForeignKeyConstraint(["id"], ["lesson.id"], name=op.f("fk_remote_lesson_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_remote_lesson_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remote_lesson")),
    )
    op.create_index(
        op.f("ix_remote_lesson_class_id_changed_seq"), "remote_lesson", ["class_id", "changed_seq"], unique=False
    )
    op.create_index(
        op.f("ix_remote_lesson_opened_by_id"),
        "remote_lesson",
        ["opened_by_id"],
        unique=False,
        postgresql_where="state = 'RUNNING'",
    )
    op.create_index(
        "ix_remote_lesson_unended",
        "remote_lesson",
        ["school_id"],
        unique=False,
        postgresql_where="state IN ('PUBLISHED', 'RUNNING')",
    )
    op.create_table(
        "lesson_call",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_lesson_call_call_id")),
        sa.ForeignKeyConstraint(["lesson_id"], ["remote_lesson.id"], name=op.f("fk_lesson_call_lesson_id")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_lesson_call")),
    )
    op.create_index(op.f("ix_lesson_call_lesson_id"), "lesson_call", ["lesson_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_lesson_call_lesson_id"), table_name="lesson_call")
    op.drop_table("lesson_call")
    op.drop_index(
        "ix_remote_lesson_unended", table_name="remote_lesson", postgresql_where="state IN ('PUBLISHED', 'RUNNING')"
    )
    op.drop_index(
        op.f("ix_remote_lesson_opened_by_id"), table_name="remote_lesson", postgresql_where="state = 'RUNNING'"
    )
    op.drop_index(op.f("ix_remote_lesson_class_id_changed_seq"), table_name="remote_lesson")
    op.drop_table("remote_lesson")
