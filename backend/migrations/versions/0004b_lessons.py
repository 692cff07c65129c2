"""Tables of the journal's lessons."""

import sqlalchemy as sa
from alembic import op

revision = "0004b_lessons"
down_revision = "0004_journal"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables into being."""
    op.create_table(
        "lesson",
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("slot_id", sa.Uuid(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column(
            "state", sa.Enum("PLANNED", "CANCELLED", name="lessonstate", native_enum=False, length=32), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moved_from_on", sa.Date(), nullable=True),
        sa.Column("moved_from_number", sa.SmallInteger(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("homework_text", sa.Text(), nullable=False),
        sa.Column("attendance_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_bound", sa.Boolean(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("changed_seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_lesson_times")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_lesson_class_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_lesson_course_id")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_lesson_room_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_lesson_school_id")),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["timetable_slot.id"], name=op.f("fk_lesson_slot_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
    )
    op.create_index(op.f("ix_lesson_class_id_changed_seq"), "lesson", ["class_id", "changed_seq"], unique=False)
    op.create_index(op.f("ix_lesson_class_id_on"), "lesson", ["class_id", "on"], unique=False)
    op.create_index(op.f("ix_lesson_course_id_on"), "lesson", ["course_id", "on"], unique=False)
    op.create_index(op.f("ix_lesson_school_id"), "lesson", ["school_id"], unique=False)
    op.create_index(op.f("ix_lesson_school_id_starts_at"), "lesson", ["school_id", "starts_at"], unique=False)
    op.create_index(op.f("ix_lesson_slot_id"), "lesson", ["slot_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("PRESENT", "LATE", "ABSENT", "ILL", "EXCUSED", name="presence", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("late_minutes", sa.SmallInteger(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_attendance_lesson_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_attendance_school_id")),
        sa.ForeignKeyConstraint(["student_id"], ["journal_account.id"], name=op.f("fk_attendance_student_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint("lesson_id", "student_id", name=op.f("uq_attendance_lesson_id_student_id")),
    )
    op.create_index(op.f("ix_attendance_school_id"), "attendance", ["school_id"], unique=False)
    op.create_index(op.f("ix_attendance_student_id"), "attendance", ["student_id"], unique=False)
    op.create_table(
        "lesson_file",
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_lesson_file_file_id")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_file_lesson_id")),
        sa.PrimaryKeyConstraint("lesson_id", "file_id", name=op.f("pk_lesson_file")),
    )
    op.create_index(op.f("ix_lesson_file_file_id"), "lesson_file", ["file_id"], unique=False)
    op.create_table(
        "substitution",
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("teacher_id", sa.Uuid(), nullable=False),
        sa.Column("absent_teacher_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["absent_teacher_id"], ["journal_account.id"], name=op.f("fk_substitution_absent_teacher_id")
        ),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_substitution_lesson_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_substitution_school_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["journal_account.id"], name=op.f("fk_substitution_teacher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution")),
        sa.UniqueConstraint("lesson_id", name=op.f("uq_substitution_lesson_id")),
    )
    op.create_index(op.f("ix_substitution_school_id"), "substitution", ["school_id"], unique=False)
    op.create_index(op.f("ix_substitution_teacher_id"), "substitution", ["teacher_id"], unique=False)


def downgrade() -> None:
    """Take them away again."""
    op.drop_index(op.f("ix_substitution_teacher_id"), table_name="substitution")
    op.drop_index(op.f("ix_substitution_school_id"), table_name="substitution")
    op.drop_table("substitution")
    op.drop_index(op.f("ix_lesson_file_file_id"), table_name="lesson_file")
    op.drop_table("lesson_file")
    op.drop_index(op.f("ix_attendance_student_id"), table_name="attendance")
    op.drop_index(op.f("ix_attendance_school_id"), table_name="attendance")
    op.drop_table("attendance")
    op.drop_index(op.f("ix_lesson_slot_id"), table_name="lesson")
    op.drop_index(op.f("ix_lesson_school_id_starts_at"), table_name="lesson")
    op.drop_index(op.f("ix_lesson_school_id"), table_name="lesson")
    op.drop_index(op.f("ix_lesson_course_id_on"), table_name="lesson")
    op.drop_index(op.f("ix_lesson_class_id_on"), table_name="lesson")
    op.drop_index(op.f("ix_lesson_class_id_changed_seq"), table_name="lesson")
    op.drop_table("lesson")
