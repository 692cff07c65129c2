"""Tables of the timetable."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "v2_0005_timetable"
down_revision = "v2_0004_school"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _create_table(
        "bell_schedule",
        sa.Column("title", sa.Text(), nullable=False),
        sa.UniqueConstraint("school_id", "title", name=op.f("uq_bell_schedule_school_id_title")),
    )
    _create_table(
        "classroom",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("seats", sa.SmallInteger(), nullable=True),
        sa.UniqueConstraint("school_id", "title", name=op.f("uq_classroom_school_id_title")),
    )
    _create_table(
        "bell",
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        sa.ForeignKeyConstraint(["schedule_id"], ["bell_schedule.id"], name=op.f("fk_bell_schedule_id")),
        sa.UniqueConstraint("schedule_id", "number", name=op.f("uq_bell_schedule_id_number")),
    )
    _create_table(
        "timetable",
        sa.Column("year_id", sa.Uuid(), nullable=False),
        sa.Column("bell_schedule_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["bell_schedule_id"], ["bell_schedule.id"], name=op.f("fk_timetable_bell_schedule_id")),
        sa.ForeignKeyConstraint(["year_id"], ["school_year.id"], name=op.f("fk_timetable_year_id")),
    )
    op.create_index(op.f("ix_timetable_year_id"), "timetable", ["year_id"], unique=False)
    _create_table(
        "timetable_slot",
        sa.Column("timetable_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("weeks", sa.Enum("EVERY", "ODD", "EVEN", name="weeks", native_enum=False, length=32), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.CheckConstraint("from_on <= to_on", name=op.f("ck_timetable_slot_dates")),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name=op.f("ck_timetable_slot_weekday")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_timetable_slot_course_id")),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name=op.f("fk_timetable_slot_classroom_id")),
        sa.ForeignKeyConstraint(["timetable_id"], ["timetable.id"], name=op.f("fk_timetable_slot_timetable_id")),
    )
    op.create_index(op.f("ix_timetable_slot_course_id"), "timetable_slot", ["course_id"], unique=False)
    op.create_index(op.f("ix_timetable_slot_timetable_id"), "timetable_slot", ["timetable_id"], unique=False)
    _create_table(
        "lesson",
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("slot_id", sa.Uuid(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("classroom_id", sa.Uuid(), nullable=True),
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
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_lesson_times")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_lesson_class_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_lesson_course_id")),
        sa.ForeignKeyConstraint(["classroom_id"], ["classroom.id"], name=op.f("fk_lesson_classroom_id")),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["timetable_slot.id"], name=op.f("fk_lesson_slot_id"), ondelete="SET NULL"
        ),
    )
    op.create_index(op.f("ix_lesson_class_id_changed_seq"), "lesson", ["class_id", "changed_seq"], unique=False)
    op.create_index(
        op.f("ix_lesson_class_id_moved_from_on"),
        "lesson",
        ["class_id", "moved_from_on"],
        unique=False,
        postgresql_where=sa.text("moved_from_on IS NOT NULL"),
    )
    op.create_index(op.f("ix_lesson_class_id_on"), "lesson", ["class_id", "on"], unique=False)
    op.create_index(op.f("ix_lesson_course_id_on"), "lesson", ["course_id", "on"], unique=False)
    op.create_index(op.f("ix_lesson_school_id_starts_at"), "lesson", ["school_id", "starts_at"], unique=False)
    op.create_index(op.f("ix_lesson_slot_id"), "lesson", ["slot_id"], unique=False)
    op.create_table(
        "lesson_file",
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("index", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_lesson_file_file_id")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_file_lesson_id")),
        sa.PrimaryKeyConstraint("lesson_id", "file_id", name=op.f("pk_lesson_file")),
    )
    op.create_index(op.f("ix_lesson_file_file_id"), "lesson_file", ["file_id"], unique=False)
    _create_table(
        "substitution",
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("teacher_id", sa.Uuid(), nullable=False),
        sa.Column("absent_teacher_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["absent_teacher_id"], ["journal_account.id"], name=op.f("fk_substitution_absent_teacher_id")
        ),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_substitution_lesson_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["journal_account.id"], name=op.f("fk_substitution_teacher_id")),
        sa.UniqueConstraint("lesson_id", name=op.f("uq_substitution_lesson_id")),
    )
    op.create_index(op.f("ix_substitution_teacher_id"), "substitution", ["teacher_id"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "substitution",
        "lesson_file",
        "lesson",
        "timetable_slot",
        "timetable",
        "bell",
        "classroom",
        "bell_schedule",
    ):
        op.drop_table(table)


def _create_table(name: str, *elements: SchemaItem) -> None:
    """Create a table whose rows have an id and belong to a school."""
    op.create_table(
        name,
        *elements,
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f(f"fk_{name}_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    op.create_index(op.f(f"ix_{name}_school_id"), name, ["school_id"], unique=False)
