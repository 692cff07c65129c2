"""Tables of the journal."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "v2_0004_journal"
down_revision = "v2_0003_files"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "school",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("sourced_id", sa.Text(), nullable=True),
        sa.Column("classmates_may_write", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
        sa.UniqueConstraint("source", "sourced_id", name=op.f("uq_school_source_sourced_id")),
    )
    op.create_table(
        "school_day",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_day_school_id")),
        sa.PrimaryKeyConstraint("school_id", name=op.f("pk_school_day")),
    )
    _create_table(
        "bell_schedule",
        sa.Column("title", sa.Text(), nullable=False),
        sa.UniqueConstraint("school_id", "title", name=op.f("uq_bell_schedule_school_id_title")),
    )
    _create_table(
        "journal_account",
        sa.Column("login", sa.Text(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("patronymic", sa.Text(), nullable=True),
        sa.Column("birth_on", sa.Date(), nullable=True),
        sa.Column("sex", sa.Enum("MALE", "FEMALE", name="sex", native_enum=False, length=32), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("sourced_id", sa.Text(), nullable=True),
        sa.Column(
            "stated_role",
            sa.Enum(
                "ADMINISTRATOR",
                "HOMEROOM_TEACHER",
                "TEACHER",
                "EMPLOYEE",
                "GUARDIAN",
                "STUDENT",
                name="role",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("login", name=op.f("uq_journal_account_login")),
        sa.UniqueConstraint("school_id", "sourced_id", name=op.f("uq_journal_account_school_id_sourced_id")),
    )
    _create_table(
        "classroom",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("seats", sa.SmallInteger(), nullable=True),
        sa.UniqueConstraint("school_id", "title", name=op.f("uq_classroom_school_id_title")),
    )
    _create_table(
        "school_year",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.UniqueConstraint("school_id", "title", name=op.f("uq_school_year_school_id_title")),
    )
    _create_table(
        "subject",
        sa.Column("title", sa.Text(), nullable=False),
        sa.UniqueConstraint("school_id", "title", name=op.f("uq_subject_school_id_title")),
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
        "guardianship",
        sa.Column("guardian_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kinship",
            sa.Enum("MOTHER", "FATHER", "OTHER", name="kinship", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["guardian_id"], ["journal_account.id"], name=op.f("fk_guardianship_guardian_id")),
        sa.ForeignKeyConstraint(["student_id"], ["journal_account.id"], name=op.f("fk_guardianship_student_id")),
    )
    op.create_index(op.f("ix_guardianship_guardian_id"), "guardianship", ["guardian_id"], unique=False)
    op.create_index(op.f("ix_guardianship_student_id"), "guardianship", ["student_id"], unique=False)
    _create_table(
        "holiday",
        sa.Column("year_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["year_id"], ["school_year.id"], name=op.f("fk_holiday_year_id")),
    )
    op.create_index(op.f("ix_holiday_year_id"), "holiday", ["year_id"], unique=False)
    _create_table(
        "journal_session",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["journal_account.id"], name=op.f("fk_journal_session_account_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_journal_session_token_hash")),
    )
    op.create_index(op.f("ix_journal_session_account_id"), "journal_session", ["account_id"], unique=False)
    _create_table(
        "school_class",
        sa.Column("year_id", sa.Uuid(), nullable=False),
        sa.Column("grade", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["year_id"], ["school_year.id"], name=op.f("fk_school_class_year_id")),
        sa.UniqueConstraint("year_id", "title", name=op.f("uq_school_class_year_id_title")),
    )
    op.create_index(op.f("ix_school_class_year_id"), "school_class", ["year_id"], unique=False)
    _create_table(
        "staff_position",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("TEACHER", "EMPLOYEE", "ADMINISTRATOR", name="staffrole", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["journal_account.id"], name=op.f("fk_staff_position_account_id")),
    )
    op.create_index(op.f("ix_staff_position_account_id"), "staff_position", ["account_id"], unique=False)
    _create_table(
        "term",
        sa.Column("year_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("QUARTER", "TRIMESTER", "HALF_YEAR", name="termkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["year_id"], ["school_year.id"], name=op.f("fk_term_year_id")),
    )
    op.create_index(op.f("ix_term_year_id"), "term", ["year_id"], unique=False)
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
        "course",
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("subgroup", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_course_class_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_course_subject_id")),
        sa.UniqueConstraint(
            "class_id",
            "subject_id",
            "subgroup",
            name=op.f("uq_course_class_id_subject_id_subgroup"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_course_subject_id"), "course", ["subject_id"], unique=False)
    _create_table(
        "homeroom_teacher",
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.Column("teacher_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_homeroom_teacher_class_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["journal_account.id"], name=op.f("fk_homeroom_teacher_teacher_id")),
    )
    op.create_index(op.f("ix_homeroom_teacher_class_id"), "homeroom_teacher", ["class_id"], unique=False)
    op.create_index(op.f("ix_homeroom_teacher_teacher_id"), "homeroom_teacher", ["teacher_id"], unique=False)
    _create_table(
        "enrollment",
        sa.Column("class_id", sa.Uuid(), nullable=True),
        sa.Column("course_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role", sa.Enum("STUDENT", "TEACHER", name="enrollmentrole", native_enum=False, length=32), nullable=False
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint("num_nonnulls(class_id, course_id) = 1", name=op.f("ck_enrollment_class_or_course")),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_enrollment_dates")),
        sa.ForeignKeyConstraint(["account_id"], ["journal_account.id"], name=op.f("fk_enrollment_account_id")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_enrollment_class_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_enrollment_course_id")),
    )
    op.create_index(op.f("ix_enrollment_account_id"), "enrollment", ["account_id"], unique=False)
    op.create_index(op.f("ix_enrollment_class_id"), "enrollment", ["class_id"], unique=False)
    op.create_index(op.f("ix_enrollment_course_id"), "enrollment", ["course_id"], unique=False)
    op.create_index("ix_enrollment_school_class", "enrollment", ["school_id", "class_id"], unique=False)
    op.create_index("ix_enrollment_school_course", "enrollment", ["school_id", "course_id"], unique=False)
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
    op.create_index(op.f("ix_lesson_class_id_on"), "lesson", ["class_id", "on"], unique=False)
    op.create_index(op.f("ix_lesson_course_id_on"), "lesson", ["course_id", "on"], unique=False)
    op.create_index(op.f("ix_lesson_school_id_starts_at"), "lesson", ["school_id", "starts_at"], unique=False)
    op.create_index(op.f("ix_lesson_slot_id"), "lesson", ["slot_id"], unique=False)
    _create_table(
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
    )
    op.create_index(op.f("ix_attendance_student_id"), "attendance", ["student_id"], unique=False)
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
        "attendance",
        "lesson",
        "timetable_slot",
        "enrollment",
        "homeroom_teacher",
        "course",
        "timetable",
        "term",
        "staff_position",
        "school_class",
        "journal_session",
        "holiday",
        "guardianship",
        "bell",
        "subject",
        "school_year",
        "classroom",
        "journal_account",
        "bell_schedule",
        "school_day",
        "school",
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
