"""Tables of the gradebook."""

import sqlalchemy as sa
from alembic import op

revision = "v2_0006_gradebook"
down_revision = "v2_0005_timetable"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "attendance",
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "PRESENT", "LATE", "ABSENT", "ILL", "EXCUSED", name="attendancestate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("late_minutes", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_attendance_lesson_id")),
        sa.ForeignKeyConstraint(["student_id"], ["journal_account.id"], name=op.f("fk_attendance_student_id")),
        sa.UniqueConstraint("lesson_id", "student_id", name=op.f("uq_attendance_lesson_id_student_id")),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_attendance_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_school_id"), "attendance", ["school_id"], unique=False)
    op.create_index(op.f("ix_attendance_student_id"), "attendance", ["student_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("attendance")
