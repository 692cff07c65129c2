"""Tables of schools and their people."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "v2_0004_school"
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


def downgrade() -> None:
    """Drop the tables."""
    for table in (
        "enrollment",
        "homeroom_teacher",
        "course",
        "term",
        "staff_position",
        "school_class",
        "journal_session",
        "holiday",
        "guardianship",
        "subject",
        "school_year",
        "journal_account",
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
