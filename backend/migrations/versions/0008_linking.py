"""Tables of linking."""

import sqlalchemy as sa
from alembic import op

revision = "v2_0008_linking"
down_revision = "v2_0007_messenger"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "region",
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
        sa.UniqueConstraint("title", name=op.f("uq_region_title")),
    )
    op.create_table(
        "journal_provider",
        sa.Column("region_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("schools", sa.Text(), nullable=False),
        sa.Column(
            "kind", sa.Enum("OWN", "ONEROSTER", name="providerkind", native_enum=False, length=32), nullable=False
        ),
        sa.Column("is_available", sa.Boolean(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("client_id", sa.Text(), nullable=True),
        sa.Column("encrypted_client_secret", sa.LargeBinary(), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["region_id"], ["region.id"], name=op.f("fk_journal_provider_region_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_provider")),
        sa.UniqueConstraint("region_id", "title", name=op.f("uq_journal_provider_region_id_title")),
    )
    op.create_table(
        "link",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["journal_account.id"], name=op.f("fk_link_account_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_link_profile_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["journal_provider.id"], name=op.f("fk_link_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_profile_id_changed_seq"), "link", ["profile_id", "changed_seq"], unique=False)
    op.create_index(
        "uq_link_account_id", "link", ["account_id"], unique=True, postgresql_where=sa.text("undone_at IS NULL")
    )
    op.create_table(
        "refused_link",
        sa.Column("profile_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("reasons", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["journal_account.id"], name=op.f("fk_refused_link_account_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_refused_link_profile_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_refused_link_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_link")),
        sa.UniqueConstraint("profile_id", "account_id", name=op.f("uq_refused_link_profile_id_account_id")),
    )
    op.create_index(op.f("ix_refused_link_school_id"), "refused_link", ["school_id"], unique=False)
    op.create_table(
        "link_request",
        sa.Column("side", sa.Enum("MESSENGER", "JOURNAL", name="side", native_enum=False, length=32), nullable=False),
        sa.Column("provider_id", sa.Uuid(), nullable=False),
        sa.Column("browser_hash", sa.LargeBinary(), nullable=False),
        sa.Column("profile_id", sa.Uuid(), nullable=True),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("profile_session_id", sa.Uuid(), nullable=True),
        sa.Column("journal_session_id", sa.Uuid(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("OPEN", "FINISHED", "CANCELLED", name="linkrequeststate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("link_id", sa.Uuid(), nullable=True),
        sa.Column("return_to", sa.Text(), nullable=True),
        sa.Column("sign_in_url", sa.Text(), nullable=True),
        sa.Column("verifier", sa.Text(), nullable=True),
        sa.Column("nonce", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["journal_account.id"], name=op.f("fk_link_request_account_id")),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_link_request_link_id")),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name=op.f("fk_link_request_profile_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["journal_provider.id"], name=op.f("fk_link_request_provider_id")),
        sa.ForeignKeyConstraint(
            ["profile_session_id"],
            ["profile_session.id"],
            name=op.f("fk_link_request_profile_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["journal_session_id"],
            ["journal_session.id"],
            name=op.f("fk_link_request_journal_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_request")),
    )
    op.create_index(
        op.f("ix_link_request_account_id"),
        "link_request",
        ["account_id"],
        unique=False,
        postgresql_where=sa.text("state = 'OPEN'"),
    )
    op.create_index(
        op.f("ix_link_request_browser_hash"),
        "link_request",
        ["browser_hash"],
        unique=False,
        postgresql_where=sa.text("state = 'OPEN'"),
    )
    op.create_index(
        op.f("ix_link_request_profile_id"),
        "link_request",
        ["profile_id"],
        unique=False,
        postgresql_where=sa.text("state = 'OPEN'"),
    )
    for column in ("profile_session_id", "journal_session_id"):
        op.create_index(op.f(f"ix_link_request_{column}"), "link_request", [column], unique=False)


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(
        op.f("ix_link_request_profile_id"), table_name="link_request", postgresql_where=sa.text("state = 'OPEN'")
    )
    op.drop_index(
        op.f("ix_link_request_browser_hash"), table_name="link_request", postgresql_where=sa.text("state = 'OPEN'")
    )
    op.drop_index(
        op.f("ix_link_request_account_id"), table_name="link_request", postgresql_where=sa.text("state = 'OPEN'")
    )
    op.drop_table("link_request")
    op.drop_index(op.f("ix_refused_link_school_id"), table_name="refused_link")
    op.drop_table("refused_link")
    op.drop_index("uq_link_account_id", table_name="link", postgresql_where=sa.text("undone_at IS NULL"))
    op.drop_index(op.f("ix_link_profile_id_changed_seq"), table_name="link")
    op.drop_table("link")
    op.drop_table("journal_provider")
    op.drop_table("region")
