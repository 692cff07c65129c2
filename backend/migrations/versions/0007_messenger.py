"""Tables of the messenger."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "v2_0007_messenger"
down_revision = "v2_0006_gradebook"
branch_labels = None
depends_on = None


_PHONE = r"(?:\+7|\m[78])[\s(-]*(\d{3})[\s)-]*(\d{3})[\s-]*(\d{2})[\s-]*(\d{2})\M"
_READ = r"translate({text}, E'ёЁ\u0300\u0301\u00ad\u200b\u200c\u200d\u2060\ufeff', 'еЕ')"
_PHONES = rf"CASE WHEN text ~ '{_PHONE}' THEN ' ' || regexp_replace(text, '{_PHONE}', ' \1\2\3\4 ', 'g') ELSE '' END"
_SEARCH_VECTOR = (
    f"to_tsvector('russian'::regconfig, regexp_replace({_READ.format(text=f'text || {_PHONES}')}, '[\\W_]+', ' ', 'g'))"
)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "family_link",
        sa.Column("guardian_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["profile.id"], name=op.f("fk_family_link_child_id")),
        sa.ForeignKeyConstraint(["guardian_id"], ["profile.id"], name=op.f("fk_family_link_guardian_id")),
        sa.PrimaryKeyConstraint("guardian_id", "child_id", name=op.f("pk_family_link")),
    )
    op.create_index(op.f("ix_family_link_child_id"), "family_link", ["child_id"], unique=False)
    op.create_table(
        "chat",
        sa.Column("kind", sa.Enum("DIALOG", "GROUP", name="chatkind", native_enum=False, length=32), nullable=False),
        sa.Column(
            "source_kind",
            sa.Enum(
                "CLASS_STUDENTS",
                "CLASS_PARENTS",
                "CLASS_COLLEAGUES",
                "STAFF",
                "SUBJECT",
                "CASE",
                name="sourcekind",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.Column("pair", sa.Text(), nullable=True),
        sa.Column("creator_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("picture", sa.Uuid(), nullable=True),
        sa.Column("rights", postgresql.JSONB(), nullable=False),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("is_archived", sa.Boolean(), nullable=False),
        sa.Column("classmates_may_write", sa.Boolean(), nullable=False),
        sa.Column("members_count", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat")),
        sa.UniqueConstraint("client_id", "creator_id", name=op.f("uq_chat_client_id_creator_id")),
        sa.UniqueConstraint("pair", name=op.f("uq_chat_pair")),
        sa.UniqueConstraint("source_kind", "source_key", name=op.f("uq_chat_source_kind_source_key")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("chat_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=True),
        sa.Column(
            "kind", sa.Enum("TEXT", "SERVICE", "CARD", name="messagekind", native_enum=False, length=32), nullable=False
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("service_code", sa.Text(), nullable=True),
        sa.Column("service_params", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("attachment_kind", sa.Text(), nullable=True),
        sa.Column("attachment_id", sa.Uuid(), nullable=True),
        sa.Column("attachment_text", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("reply_to_id", sa.Uuid(), nullable=True),
        sa.Column("entities", postgresql.JSONB(), nullable=False),
        sa.Column("mentions", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("mentions_all", sa.Boolean(), nullable=False),
        sa.Column("has_files", sa.Boolean(), nullable=False),
        sa.Column("has_reactions", sa.Boolean(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "search_vector",
            postgresql.TSVECTOR(),
            sa.Computed(_SEARCH_VECTOR, persisted=True),
            nullable=False,
        ),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_message_chat_id")),
        sa.PrimaryKeyConstraint("chat_id", "number", name=op.f("pk_message")),
        sa.UniqueConstraint("client_id", "author_id", name=op.f("uq_message_client_id_author_id")),
        sa.UniqueConstraint("id", name=op.f("uq_message_id")),
    )
    op.create_index(op.f("ix_message_chat_id_changed_seq"), "message", ["chat_id", "changed_seq"], unique=False)
    op.create_index(
        op.f("ix_message_chat_id_reply_to_id"),
        "message",
        ["chat_id", "reply_to_id"],
        unique=False,
        postgresql_where="reply_to_id IS NOT NULL",
    )
    op.create_index(
        "ix_message_mentions",
        "message",
        ["chat_id", "number"],
        unique=False,
        postgresql_where="mentions_all OR mentions <> '{}'",
    )
    op.create_index(
        "ix_message_silent",
        "message",
        ["chat_id", "number"],
        unique=False,
        postgresql_where="author_id IS NULL OR deleted_at IS NOT NULL",
    )
    op.create_index(
        op.f("ix_message_search_vector"), "message", ["search_vector"], unique=False, postgresql_using="gin"
    )
    op.create_table(
        "member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("chat_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("OWNER", "ADMIN", "MEMBER", "READER", name="memberrole", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("is_present", sa.Boolean(), nullable=False),
        sa.Column("badges", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_number", sa.BigInteger(), nullable=False),
        sa.Column("removed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_member_chat_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_member_profile_id")),
        sa.PrimaryKeyConstraint("chat_id", "profile_id", name=op.f("pk_member")),
        sa.UniqueConstraint("id", name=op.f("uq_member_id")),
    )
    op.create_index(op.f("ix_member_chat_id_changed_seq"), "member", ["chat_id", "changed_seq"], unique=False)
    op.create_index(op.f("ix_member_profile_id"), "member", ["profile_id"], unique=False, postgresql_where="is_present")
    op.create_table(
        "writing_suspension",
        sa.Column("chat_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_writing_suspension_chat_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_writing_suspension_profile_id")),
        sa.PrimaryKeyConstraint("chat_id", "profile_id", "reason", name=op.f("pk_writing_suspension")),
    )
    op.create_index(
        op.f("ix_writing_suspension_until"),
        "writing_suspension",
        ["until"],
        unique=False,
        postgresql_where="until IS NOT NULL",
    )
    op.create_table(
        "message_edit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("chat_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entities", postgresql.JSONB(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_edit_message_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_edit")),
    )
    op.create_index(op.f("ix_message_edit_chat_id_message_id"), "message_edit", ["chat_id", "message_id"], unique=False)
    op.create_table(
        "message_file",
        sa.Column("chat_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_message_file_message_id")),
        sa.PrimaryKeyConstraint("chat_id", "message_id", "index", name=op.f("pk_message_file")),
    )
    op.create_index(op.f("ix_message_file_file_id"), "message_file", ["file_id"], unique=False)
    op.create_table(
        "reaction",
        sa.Column("chat_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("emoji", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_reaction_message_id")),
        sa.PrimaryKeyConstraint("chat_id", "message_id", "profile_id", name=op.f("pk_reaction")),
    )
    op.create_table(
        "pin",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("chat_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("pinned_by", sa.Uuid(), nullable=False),
        sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_pin_chat_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_pin_message_id")),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name=op.f("pk_pin")),
        sa.UniqueConstraint("id", name=op.f("uq_pin_id")),
    )
    op.create_index(op.f("ix_pin_chat_id_changed_seq"), "pin", ["chat_id", "changed_seq"], unique=False)
    op.create_table(
        "chat_state",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("chat_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("read_number", sa.BigInteger(), nullable=False),
        sa.Column("is_marked_unread", sa.Boolean(), nullable=False),
        sa.Column("muted_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_chat_state_chat_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_chat_state_profile_id")),
        sa.PrimaryKeyConstraint("chat_id", "profile_id", name=op.f("pk_chat_state")),
        sa.UniqueConstraint("id", name=op.f("uq_chat_state_id")),
    )
    op.create_index(
        op.f("ix_chat_state_profile_id_changed_seq"), "chat_state", ["profile_id", "changed_seq"], unique=False
    )
    op.create_table(
        "chat_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("chat_id", sa.Uuid(), nullable=False),
        sa.Column("maker_id", sa.Uuid(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_chat_link_chat_id")),
        sa.ForeignKeyConstraint(["maker_id"], ["profile.id"], name=op.f("fk_chat_link_maker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_link")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_chat_link_chat_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_chat_link_token_hash")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("chat_link")
    op.drop_index(op.f("ix_family_link_child_id"), table_name="family_link")
    op.drop_table("family_link")
    op.drop_index(op.f("ix_chat_state_profile_id_changed_seq"), table_name="chat_state")
    op.drop_table("chat_state")
    op.drop_index(op.f("ix_pin_chat_id_changed_seq"), table_name="pin")
    op.drop_table("pin")
    op.drop_table("reaction")
    op.drop_index(op.f("ix_message_file_file_id"), table_name="message_file")
    op.drop_table("message_file")
    op.drop_index(op.f("ix_message_edit_chat_id_message_id"), table_name="message_edit")
    op.drop_table("message_edit")
    op.drop_index(
        op.f("ix_writing_suspension_until"), table_name="writing_suspension", postgresql_where="until IS NOT NULL"
    )
    op.drop_table("writing_suspension")
    op.drop_index(op.f("ix_member_profile_id"), table_name="member", postgresql_where="is_present")
    op.drop_index(op.f("ix_member_chat_id_changed_seq"), table_name="member")
    op.drop_table("member")
    op.drop_index(op.f("ix_message_search_vector"), table_name="message", postgresql_using="gin")
    op.drop_index(
        "ix_message_silent", table_name="message", postgresql_where="author_id IS NULL OR deleted_at IS NOT NULL"
    )
    op.drop_index("ix_message_mentions", table_name="message", postgresql_where="mentions_all OR mentions <> '{}'")
    op.drop_index(
        op.f("ix_message_chat_id_reply_to_id"), table_name="message", postgresql_where="reply_to_id IS NOT NULL"
    )
    op.drop_index(op.f("ix_message_chat_id_changed_seq"), table_name="message")
    op.drop_table("message")
    op.drop_table("chat")
