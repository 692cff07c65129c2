"""Tables of Parta ID, and the messages that the demo school keeps instead of sending."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "v2_0002_identity"
down_revision = "v2_0001_core"
branch_labels = None
depends_on = None


_UNSEARCHED = r"[/;,&\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff''`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032]"


def _searched(part: str, mark: str) -> str:
    """Return the SQL of the words of this part of a name, as `split_words` splits them, each after the mark."""
    plain = f"translate(lower(regexp_replace(normalize({part}, NFKD), '{_UNSEARCHED}', '', 'g')), 'ς', 'σ')"
    return f"{mark} || regexp_replace({plain}, '[-.\\s]+', {mark}, 'g')"


_IS_CALLED_BY_PATRONYMIC = """jsonb_path_exists(badges, '$[*] ? (@.role != "student" && @.role != "guardian")')"""
_PATRONYMIC_MARK = f"CASE WHEN {_IS_CALLED_BY_PATRONYMIC} THEN ',' ELSE '&' END"
_SEARCH_NAME = " || ".join(
    (
        _searched("first_name", "'/'"),
        _searched("last_name", "';'"),
        f"coalesce({_searched('patronymic', _PATRONYMIC_MARK)}, '')",
    )
)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "account",
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("phone", name=op.f("uq_account_phone")),
    )
    op.create_table(
        "phone_code",
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("send_count", sa.Integer(), nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "delivery",
            sa.Enum("SENDING", "SENT", "DELAYED", "FAILED", name="delivery", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("delivery_tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_code")),
    )
    op.create_index(op.f("ix_phone_code_delivery_next_try_at"), "phone_code", ["delivery", "next_try_at"], unique=False)
    op.create_table(
        "phone_attempt",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column(
            "step", sa.Enum("CODE", "PROFILE", "DONE", name="step", native_enum=False, length=32), nullable=False
        ),
        sa.Column("code_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["phone_code.id"], name=op.f("fk_phone_attempt_code_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_attempt")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_phone_attempt_token_hash")),
    )
    op.create_index(op.f("ix_phone_attempt_expires_at"), "phone_attempt", ["expires_at"], unique=False)
    op.create_index(op.f("ix_phone_attempt_phone"), "phone_attempt", ["phone"], unique=False)
    op.create_table(
        "profile",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("patronymic", sa.Text(), nullable=True),
        sa.Column("birth_on", sa.Date(), nullable=False),
        sa.Column("sex", sa.Enum("MALE", "FEMALE", name="sex", native_enum=False, length=32), nullable=False),
        sa.Column("badges", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("picture", sa.Uuid(), nullable=True),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "sort_name",
            sa.Text(),
            sa.Computed("translate(lower(last_name || ' ' || first_name), 'ё', 'е')", persisted=True),
            nullable=False,
        ),
        sa.Column(
            "search_name",
            sa.Text(),
            sa.Computed(
                _SEARCH_NAME,
                persisted=True,
            ),
            nullable=False,
        ),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_profile_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("account_id", name=op.f("uq_profile_account_id")),
    )
    op.create_table(
        "profile_session",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("code_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["phone_code.id"], name=op.f("fk_profile_session_code_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_profile_session_profile_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_profile_session_token_hash")),
    )
    op.create_index(op.f("ix_profile_session_profile_id"), "profile_session", ["profile_id"], unique=False)
    op.create_table(
        "sms",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms")),
        sa.UniqueConstraint("key", name=op.f("uq_sms_key")),
    )
    op.create_index(op.f("ix_sms_at"), "sms", ["at"], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_sms_at"), table_name="sms")
    op.drop_table("sms")
    op.drop_index(op.f("ix_profile_session_profile_id"), table_name="profile_session")
    op.drop_table("profile_session")
    op.drop_table("profile")
    op.drop_index(op.f("ix_phone_attempt_expires_at"), table_name="phone_attempt")
    op.drop_table("phone_attempt")
    op.drop_index(op.f("ix_phone_code_delivery_next_try_at"), table_name="phone_code")
    op.drop_table("phone_code")
    op.drop_table("account")
