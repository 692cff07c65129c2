"""Tables of journal."""

import sqlalchemy as sa
from alembic import op

revision = "0004_journal"
down_revision = "0003_files"
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915 - as many as there are tables
    """Bring the tables into being."""
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
        "bell_schedule",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_bell_schedule_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bell_schedule")),
        sa.UniqueConstraint("school_id", "title", name=op.f("uq_bell_schedule_school_id_title")),
    )
    op.create_index(op.f("ix_bell_schedule_school_id"), "bell_schedule", ["school_id"], unique=False)
    op.create_table(
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
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_journal_account_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_account")),
        sa.UniqueConstraint("login", name=op.f("uq_journal_account_login")),
        sa.UniqueConstraint("school_id", "sourced_id", name=op.f("uq_journal_account_school_id_sourced_id")),
    )
    op.create_index(op.f("ix_journal_account_school_id"), "journal_account", ["school_id"], unique=False)
    op.create_table(
        "room",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("seats", sa.SmallInteger(), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_room_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("school_id", "title", name=op.f("uq_room_school_id_title")),
    )
    op.create_index(op.f("ix_room_school_id"), "room", ["school_id"], unique=False)
    op.create_table(
        "school_year",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_year_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_year")),
        sa.UniqueConstraint("school_id", "title", name=op.f("uq_school_year_school_id_title")),
    )
    op.create_index(op.f("ix_school_year_school_id"), "school_year", ["school_id"], unique=False)
    op.create_table(
        "subject",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_subject_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
        sa.UniqueConstraint("school_id", "title", name=op.f("uq_subject_school_id_title")),
    )
    op.create_index(op.f("ix_subject_school_id"), "subject", ["school_id"], unique=False)
    op.create_table(
        "bell",
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("ends_at", sa.Time(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["schedule_id"], ["bell_schedule.id"], name=op.f("fk_bell_schedule_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_bell_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bell")),
        sa.UniqueConstraint("schedule_id", "number", name=op.f("uq_bell_schedule_id_number")),
    )
    op.create_index(op.f("ix_bell_school_id"), "bell", ["school_id"], unique=False)
    op.create_table(
        "guardianship",
        sa.Column("guardian_id", sa.Uuid(), nullable=False),
        sa.Column("student_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kinship",
            sa.Enum("MOTHER", "FATHER", "OTHER", name="kinship", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["guardian_id"], ["journal_account.id"], name=op.f("fk_guardianship_guardian_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_guardianship_school_id")),
        sa.ForeignKeyConstraint(["student_id"], ["journal_account.id"], name=op.f("fk_guardianship_student_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardianship")),
    )
    op.create_index(op.f("ix_guardianship_guardian_id"), "guardianship", ["guardian_id"], unique=False)
    op.create_index(op.f("ix_guardianship_school_id"), "guardianship", ["school_id"], unique=False)
    op.create_index(op.f("ix_guardianship_student_id"), "guardianship", ["student_id"], unique=False)
    op.create_table(
        "holiday",
        sa.Column("year_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_holiday_school_id")),
        sa.ForeignKeyConstraint(["year_id"], ["school_year.id"], name=op.f("fk_holiday_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
    )
    op.create_index(op.f("ix_holiday_school_id"), "holiday", ["school_id"], unique=False)
    op.create_index(op.f("ix_holiday_year_id"), "holiday", ["year_id"], unique=False)
    op.create_table(
        "journal_session",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["journal_account.id"], name=op.f("fk_journal_session_account_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_journal_session_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_journal_session_token_hash")),
    )
    op.create_index(op.f("ix_journal_session_account_id"), "journal_session", ["account_id"], unique=False)
    op.create_index(op.f("ix_journal_session_school_id"), "journal_session", ["school_id"], unique=False)
    op.create_table(
        "school_class",
        sa.Column("year_id", sa.Uuid(), nullable=False),
        sa.Column("grade", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("changed_seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_school_class_school_id")),
        sa.ForeignKeyConstraint(["year_id"], ["school_year.id"], name=op.f("fk_school_class_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_class")),
        sa.UniqueConstraint("year_id", "title", name=op.f("uq_school_class_year_id_title")),
    )
    op.create_index(op.f("ix_school_class_school_id"), "school_class", ["school_id"], unique=False)
    op.create_index(op.f("ix_school_class_year_id"), "school_class", ["year_id"], unique=False)
    op.create_table(
        "staff_position",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("TEACHER", "EMPLOYEE", "ADMINISTRATOR", name="staffrole", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["journal_account.id"], name=op.f("fk_staff_position_account_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_staff_position_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_position")),
    )
    op.create_index(op.f("ix_staff_position_account_id"), "staff_position", ["account_id"], unique=False)
    op.create_index(op.f("ix_staff_position_school_id"), "staff_position", ["school_id"], unique=False)
    op.create_table(
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
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_term_school_id")),
        sa.ForeignKeyConstraint(["year_id"], ["school_year.id"], name=op.f("fk_term_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
    )
    op.create_index(op.f("ix_term_school_id"), "term", ["school_id"], unique=False)
    op.create_index(op.f("ix_term_year_id"), "term", ["year_id"], unique=False)
    op.create_table(
        "timetable",
        sa.Column("year_id", sa.Uuid(), nullable=False),
        sa.Column("bell_schedule_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["bell_schedule_id"], ["bell_schedule.id"], name=op.f("fk_timetable_bell_schedule_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_timetable_school_id")),
        sa.ForeignKeyConstraint(["year_id"], ["school_year.id"], name=op.f("fk_timetable_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timetable")),
    )
    op.create_index(op.f("ix_timetable_school_id"), "timetable", ["school_id"], unique=False)
    op.create_index(op.f("ix_timetable_year_id"), "timetable", ["year_id"], unique=False)
    op.create_table(
        "course",
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("subgroup", sa.Text(), nullable=True),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_course_class_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_course_school_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_course_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint(
            "class_id",
            "subject_id",
            "subgroup",
            name=op.f("uq_course_class_id_subject_id_subgroup"),
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_course_school_id"), "course", ["school_id"], unique=False)
    op.create_index(op.f("ix_course_subject_id"), "course", ["subject_id"], unique=False)
    op.create_table(
        "homeroom_teacher",
        sa.Column("class_id", sa.Uuid(), nullable=False),
        sa.Column("teacher_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_homeroom_teacher_class_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_homeroom_teacher_school_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["journal_account.id"], name=op.f("fk_homeroom_teacher_teacher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_homeroom_teacher")),
    )
    op.create_index(op.f("ix_homeroom_teacher_class_id"), "homeroom_teacher", ["class_id"], unique=False)
    op.create_index(op.f("ix_homeroom_teacher_school_id"), "homeroom_teacher", ["school_id"], unique=False)
    op.create_index(op.f("ix_homeroom_teacher_teacher_id"), "homeroom_teacher", ["teacher_id"], unique=False)
    op.create_table(
        "enrollment",
        sa.Column("class_id", sa.Uuid(), nullable=True),
        sa.Column("course_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role", sa.Enum("STUDENT", "TEACHER", name="enrollmentrole", native_enum=False, length=32), nullable=False
        ),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.CheckConstraint("num_nonnulls(class_id, course_id) = 1", name=op.f("ck_enrollment_one_place")),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_enrollment_dates")),
        sa.ForeignKeyConstraint(["account_id"], ["journal_account.id"], name=op.f("fk_enrollment_account_id")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_enrollment_class_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_enrollment_course_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_enrollment_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrollment")),
    )
    op.create_index(op.f("ix_enrollment_account_id"), "enrollment", ["account_id"], unique=False)
    op.create_index(op.f("ix_enrollment_class_id"), "enrollment", ["class_id"], unique=False)
    op.create_index(op.f("ix_enrollment_course_id"), "enrollment", ["course_id"], unique=False)
    op.create_index("ix_enrollment_school_class", "enrollment", ["school_id", "class_id"], unique=False)
    op.create_index("ix_enrollment_school_course", "enrollment", ["school_id", "course_id"], unique=False)
    op.create_index(op.f("ix_enrollment_school_id"), "enrollment", ["school_id"], unique=False)
    op.create_table(
        "timetable_slot",
        sa.Column("timetable_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("weeks", sa.Enum("EVERY", "ODD", "EVEN", name="weeks", native_enum=False, length=32), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("from_on <= to_on", name=op.f("ck_timetable_slot_dates")),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name=op.f("ck_timetable_slot_weekday")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_timetable_slot_course_id")),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_timetable_slot_room_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_timetable_slot_school_id")),
        sa.ForeignKeyConstraint(["timetable_id"], ["timetable.id"], name=op.f("fk_timetable_slot_timetable_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timetable_slot")),
    )
    op.create_index(op.f("ix_timetable_slot_course_id"), "timetable_slot", ["course_id"], unique=False)
    op.create_index(op.f("ix_timetable_slot_school_id"), "timetable_slot", ["school_id"], unique=False)
    op.create_index(op.f("ix_timetable_slot_timetable_id"), "timetable_slot", ["timetable_id"], unique=False)


def downgrade() -> None:  # noqa: PLR0915 - the same
    """Take them away again."""
    op.drop_index(op.f("ix_timetable_slot_timetable_id"), table_name="timetable_slot")
    op.drop_index(op.f("ix_timetable_slot_school_id"), table_name="timetable_slot")
    op.drop_index(op.f("ix_timetable_slot_course_id"), table_name="timetable_slot")
    op.drop_table("timetable_slot")
    op.drop_index(op.f("ix_enrollment_school_id"), table_name="enrollment")
    op.drop_index("ix_enrollment_school_course", table_name="enrollment")
    op.drop_index("ix_enrollment_school_class", table_name="enrollment")
    op.drop_index(op.f("ix_enrollment_course_id"), table_name="enrollment")
    op.drop_index(op.f("ix_enrollment_class_id"), table_name="enrollment")
    op.drop_index(op.f("ix_enrollment_account_id"), table_name="enrollment")
    op.drop_table("enrollment")
    op.drop_index(op.f("ix_homeroom_teacher_teacher_id"), table_name="homeroom_teacher")
    op.drop_index(op.f("ix_homeroom_teacher_school_id"), table_name="homeroom_teacher")
    op.drop_index(op.f("ix_homeroom_teacher_class_id"), table_name="homeroom_teacher")
    op.drop_table("homeroom_teacher")
    op.drop_index(op.f("ix_course_subject_id"), table_name="course")
    op.drop_index(op.f("ix_course_school_id"), table_name="course")
    op.drop_table("course")
    op.drop_index(op.f("ix_timetable_year_id"), table_name="timetable")
    op.drop_index(op.f("ix_timetable_school_id"), table_name="timetable")
    op.drop_table("timetable")
    op.drop_index(op.f("ix_term_year_id"), table_name="term")
    op.drop_index(op.f("ix_term_school_id"), table_name="term")
    op.drop_table("term")
    op.drop_index(op.f("ix_staff_position_school_id"), table_name="staff_position")
    op.drop_index(op.f("ix_staff_position_account_id"), table_name="staff_position")
    op.drop_table("staff_position")
    op.drop_index(op.f("ix_school_class_year_id"), table_name="school_class")
    op.drop_index(op.f("ix_school_class_school_id"), table_name="school_class")
    op.drop_table("school_class")
    op.drop_index(op.f("ix_journal_session_school_id"), table_name="journal_session")
    op.drop_index(op.f("ix_journal_session_account_id"), table_name="journal_session")
    op.drop_table("journal_session")
    op.drop_index(op.f("ix_holiday_year_id"), table_name="holiday")
    op.drop_index(op.f("ix_holiday_school_id"), table_name="holiday")
    op.drop_table("holiday")
    op.drop_index(op.f("ix_guardianship_student_id"), table_name="guardianship")
    op.drop_index(op.f("ix_guardianship_school_id"), table_name="guardianship")
    op.drop_index(op.f("ix_guardianship_guardian_id"), table_name="guardianship")
    op.drop_table("guardianship")
    op.drop_index(op.f("ix_bell_school_id"), table_name="bell")
    op.drop_table("bell")
    op.drop_index(op.f("ix_subject_school_id"), table_name="subject")
    op.drop_table("subject")
    op.drop_index(op.f("ix_school_year_school_id"), table_name="school_year")
    op.drop_table("school_year")
    op.drop_index(op.f("ix_room_school_id"), table_name="room")
    op.drop_table("room")
    op.drop_index(op.f("ix_journal_account_school_id"), table_name="journal_account")
    op.drop_table("journal_account")
    op.drop_index(op.f("ix_bell_schedule_school_id"), table_name="bell_schedule")
    op.drop_table("bell_schedule")
    op.drop_table("school")
