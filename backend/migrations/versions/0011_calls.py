"""Tables of calls."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "v2_0011_calls"
down_revision = "v2_0010_boards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "call",
        sa.Column("lobby_id", sa.Uuid(), nullable=False),
        sa.Column("chat_id", sa.Uuid(), nullable=False),
        sa.Column("creator_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "state", sa.Enum("PLANNED", "OPEN", "ENDED", name="callstate", native_enum=False, length=32), nullable=False
        ),
        sa.Column("is_lesson", sa.Boolean(), nullable=False),
        sa.Column("is_dialog", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "end_reason",
            sa.Enum(
                "ENDED",
                "EMPTY",
                "REFUSED",
                "MISSED",
                "CANCELLED",
                "LESSON",
                name="endreason",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "access",
            sa.Enum("CHAT", "SCHOOL", "ANYONE", name="accessscope", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "lobby_for", sa.Enum("OUTSIDERS", "EVERYONE", name="lobbyfor", native_enum=False, length=32), nullable=False
        ),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("rights", postgresql.JSONB(), nullable=False),
        sa.Column("several_screens", sa.Boolean(), nullable=False),
        sa.Column("spotlight_id", sa.Uuid(), nullable=True),
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("is_board_open", sa.Boolean(), nullable=False),
        sa.Column("opens_to_all_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("empty_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("card_updated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_call_chat_id")),
        sa.ForeignKeyConstraint(["creator_id"], ["profile.id"], name=op.f("fk_call_creator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("board_id", name=op.f("uq_call_board_id")),
        sa.UniqueConstraint("client_id", "creator_id", name=op.f("uq_call_client_id_creator_id")),
        sa.UniqueConstraint("lobby_id", name=op.f("uq_call_lobby_id")),
    )
    op.create_index(op.f("ix_call_chat_id_state"), "call", ["chat_id", "state"], unique=False)
    op.create_table(
        "call_room",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind", sa.Enum("MAIN", "BREAKOUT", name="callroomkind", native_enum=False, length=32), nullable=False
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("presence_synced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_media_room_closed", sa.Boolean(), nullable=False),
        sa.Column("presenter_id", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_room_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_room")),
        sa.UniqueConstraint("call_id", "id", name=op.f("uq_call_room_call_id_id")),
    )
    op.create_index(
        "ix_call_room_media_room_open", "call_room", ["id"], unique=False, postgresql_where="NOT is_media_room_closed"
    )
    op.create_index("uq_call_room_main", "call_room", ["call_id"], unique=True, postgresql_where="kind = 'MAIN'")
    op.create_table(
        "call_invite",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_invite_call_id")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_call_invite")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_call_invite_token_hash")),
    )
    op.create_table(
        "guest_session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_guest_session_token_hash")),
    )
    op.create_table(
        "call_knock",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("lobby_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=True),
        sa.Column("guest_id", sa.Uuid(), nullable=True),
        sa.Column("network_hash", sa.LargeBinary(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("via", sa.Enum("CHAT", "LINK", name="via", native_enum=False, length=32), nullable=False),
        sa.Column(
            "state",
            sa.Enum("WAITING", "ADMITTED", "REFUSED", "GONE", name="knockstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("polled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_knock_call_id")),
        sa.ForeignKeyConstraint(["guest_id"], ["guest_session.id"], name=op.f("fk_call_knock_guest_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_call_knock_profile_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_knock")),
    )
    op.create_index(op.f("ix_call_knock_lobby_id_changed_seq"), "call_knock", ["lobby_id", "changed_seq"], unique=False)
    op.create_index(op.f("ix_call_knock_network_hash"), "call_knock", ["network_hash"], unique=False)
    op.create_index(
        "uq_call_knock_guest",
        "call_knock",
        ["call_id", "guest_id"],
        unique=True,
        postgresql_where="state = 'WAITING'",
    )
    op.create_index(
        "uq_call_knock_profile",
        "call_knock",
        ["call_id", "profile_id"],
        unique=True,
        postgresql_where="state = 'WAITING'",
    )
    op.create_table(
        "call_participant",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=True),
        sa.Column("guest_id", sa.Uuid(), nullable=True),
        sa.Column("guest_name", sa.Text(), nullable=False),
        sa.Column("via", sa.Enum("CHAT", "LINK", name="via", native_enum=False, length=32), nullable=False),
        sa.Column(
            "role",
            sa.Enum("ADMIN", "ASSISTANT", "PARTICIPANT", name="callrole", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum("ADMITTED", "LEFT", "REMOVED", name="participantstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("is_connected", sa.Boolean(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hand_raised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("exceptions", postgresql.JSONB(), nullable=False),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_participant_call_id")),
        sa.ForeignKeyConstraint(["guest_id"], ["guest_session.id"], name=op.f("fk_call_participant_guest_id")),
        sa.ForeignKeyConstraint(
            ["call_id", "room_id"],
            ["call_room.call_id", "call_room.id"],
            name=op.f("fk_call_participant_call_id_room_id"),
        ),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_call_participant_profile_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_participant")),
        sa.UniqueConstraint("call_id", "guest_id", name=op.f("uq_call_participant_call_id_guest_id")),
        sa.UniqueConstraint("call_id", "profile_id", name=op.f("uq_call_participant_call_id_profile_id")),
    )
    op.create_index(
        op.f("ix_call_participant_call_id_changed_seq"), "call_participant", ["call_id", "changed_seq"], unique=False
    )
    op.create_index(
        op.f("ix_call_participant_guest_id"),
        "call_participant",
        ["guest_id"],
        unique=False,
        postgresql_where="guest_id IS NOT NULL",
    )
    op.create_index(
        op.f("ix_call_participant_profile_id"),
        "call_participant",
        ["profile_id"],
        unique=False,
        postgresql_where="state = 'ADMITTED'",
    )
    op.create_table(
        "call_ring",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "RINGING", "ACCEPTED", "REFUSED", "MISSED", "CANCELLED", name="ringstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_call_ring_call_id")),
        sa.ForeignKeyConstraint(["from_id"], ["profile.id"], name=op.f("fk_call_ring_from_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_call_ring_profile_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_ring")),
        sa.UniqueConstraint("call_id", "profile_id", name=op.f("uq_call_ring_call_id_profile_id")),
    )
    op.create_index(
        op.f("ix_call_ring_profile_id_changed_seq"), "call_ring", ["profile_id", "changed_seq"], unique=False
    )
    op.create_index("ix_call_ring_ringing", "call_ring", ["at"], unique=False, postgresql_where="state = 'RINGING'")
    op.create_table(
        "call_card",
        sa.Column("chat_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "state", sa.Enum("PLANNED", "OPEN", "ENDED", name="callstate", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "end_reason",
            sa.Enum(
                "ENDED",
                "EMPTY",
                "REFUSED",
                "MISSED",
                "CANCELLED",
                "LESSON",
                name="endreason",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_call_card_chat_id")),
        sa.ForeignKeyConstraint(["id"], ["call.id"], name=op.f("fk_call_card_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_card")),
    )
    op.create_index(op.f("ix_call_card_chat_id_changed_seq"), "call_card", ["chat_id", "changed_seq"], unique=False)
    op.create_index("ix_call_card_open", "call_card", ["chat_id"], unique=False, postgresql_where="state = 'OPEN'")
    op.create_table(
        "call_device",
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("is_moved", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["call_participant.id"], name=op.f("fk_call_device_participant_id")
        ),
        sa.PrimaryKeyConstraint("participant_id", "device", name=op.f("pk_call_device")),
    )
    op.create_table(
        "call_presence",
        sa.Column("room_id", sa.Uuid(), nullable=False),
        sa.Column("participant_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("to_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "quality",
            sa.Enum("EXCELLENT", "GOOD", "POOR", "LOST", name="quality", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["call_participant.id"], name=op.f("fk_call_presence_participant_id")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["call_room.id"], name=op.f("fk_call_presence_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_presence")),
    )
    op.create_index(op.f("ix_call_presence_room_id"), "call_presence", ["room_id"], unique=False)
    op.create_index(
        "uq_call_presence_open",
        "call_presence",
        ["participant_id", "device", "room_id"],
        unique=True,
        postgresql_where="to_at IS NULL",
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index("uq_call_presence_open", table_name="call_presence", postgresql_where="to_at IS NULL")
    op.drop_index(op.f("ix_call_presence_room_id"), table_name="call_presence")
    op.drop_table("call_presence")
    op.drop_table("call_device")
    op.drop_index("ix_call_card_open", table_name="call_card", postgresql_where="state = 'OPEN'")
    op.drop_index(op.f("ix_call_card_chat_id_changed_seq"), table_name="call_card")
    op.drop_table("call_card")
    op.drop_index("ix_call_ring_ringing", table_name="call_ring", postgresql_where="state = 'RINGING'")
    op.drop_index(op.f("ix_call_ring_profile_id_changed_seq"), table_name="call_ring")
    op.drop_table("call_ring")
    op.drop_index(
        op.f("ix_call_participant_profile_id"), table_name="call_participant", postgresql_where="state = 'ADMITTED'"
    )
    op.drop_index(
        op.f("ix_call_participant_guest_id"), table_name="call_participant", postgresql_where="guest_id IS NOT NULL"
    )
    op.drop_index(op.f("ix_call_participant_call_id_changed_seq"), table_name="call_participant")
    op.drop_table("call_participant")
    op.drop_index("uq_call_knock_profile", table_name="call_knock", postgresql_where="state = 'WAITING'")
    op.drop_index("uq_call_knock_guest", table_name="call_knock", postgresql_where="state = 'WAITING'")
    op.drop_index(op.f("ix_call_knock_lobby_id_changed_seq"), table_name="call_knock")
    op.drop_table("call_knock")
    op.drop_table("guest_session")
    op.drop_table("call_invite")
    op.drop_index("uq_call_room_main", table_name="call_room", postgresql_where="kind = 'MAIN'")
    op.drop_index("ix_call_room_media_room_open", table_name="call_room", postgresql_where="NOT is_media_room_closed")
    op.drop_table("call_room")
    op.drop_index(op.f("ix_call_chat_id_state"), table_name="call")
    op.drop_table("call")
