"""Tables of linking."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, Identified, StreamEntity


class ProviderKind(StrEnum):
    """The protocol of a journal."""

    OWN = "own"
    """The journal of this installation."""
    ONEROSTER = "oneroster"
    """Another vendor's: OpenID Connect and OneRoster 1.2."""


class Side(StrEnum):
    """Where a link request was created."""

    MESSENGER = "messenger"
    JOURNAL = "journal"


class LinkRequestState(StrEnum):
    """The stored state of a link request. Expiry follows from `expires_at`."""

    OPEN = "open"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class PersonMismatch(StrEnum):
    """A field on which the profile and the journal account disagree."""

    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    PATRONYMIC = "patronymic"
    BIRTH_ON = "birth_on"


class Reason(StrEnum):
    """Why a child and an adult seem to share a profile."""

    ADULTS_PROFILE = "adults_profile"
    """The profile is an adult's, the school's student is not an adult."""
    BIRTH_DATES_CONTRADICT = "birth_dates_contradict"
    LINKED_AS_ADULT = "linked_as_adult"
    """The profile is linked as a guardian or staff already, and this is a student's account."""
    LINKED_AS_STUDENT = "linked_as_student"
    """The profile is linked as a student already, and this is an adult's account."""


class Region(Identified, Base):
    """A region, by which people find their journal."""

    __tablename__ = "region"

    title: Mapped[str] = mapped_column(unique=True)


class JournalProvider(Identified, Base):
    """A journal that a region's schools use: this installation's or another vendor's."""

    __tablename__ = "journal_provider"
    __table_args__ = (UniqueConstraint("region_id", "title"),)

    region_id: Mapped[UUID] = mapped_column(ForeignKey("region.id"))
    title: Mapped[str]
    schools: Mapped[str]
    """Which schools use it, as text."""
    kind: Mapped[ProviderKind]
    is_available: Mapped[bool] = mapped_column(default=True)
    """True if people can link through it now."""
    issuer: Mapped[str | None]
    client_id: Mapped[str | None]
    encrypted_client_secret: Mapped[bytes | None]
    """Encrypted by `rules.get_client_secret_encryption`, bound to this row."""
    time_zone: Mapped[str | None]


class LinkRequest(Identified, Base):
    """A request to link, valid once, for minutes, in one browser."""

    __tablename__ = "link_request"
    __table_args__ = (
        Index(None, "browser_hash", postgresql_where=text("state = 'OPEN'")),
        Index(None, "profile_id", postgresql_where=text("state = 'OPEN'")),
        Index(None, "account_id", postgresql_where=text("state = 'OPEN'")),
    )

    side: Mapped[Side]
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("journal_provider.id"))
    browser_hash: Mapped[bytes]
    """The hash of the browser's secret: nobody can be tricked into finishing another person's request."""
    profile_id: Mapped[UUID | None] = mapped_column(ForeignKey("profile.id"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("journal_account.id"))
    profile_session_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("profile_session.id", ondelete="CASCADE"), index=True
    )
    journal_session_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("journal_session.id", ondelete="CASCADE"), index=True
    )
    """The session that created it, on either side: with its end the request is deleted."""
    state: Mapped[LinkRequestState] = mapped_column(default=LinkRequestState.OPEN)
    link_id: Mapped[UUID | None] = mapped_column(ForeignKey("link.id"))
    return_to: Mapped[str | None]
    """The page that the person returns to after linking: a path of this installation."""
    sign_in_url: Mapped[str | None]
    """The sign-in page of another vendor's journal."""
    verifier: Mapped[str | None]
    """The PKCE code verifier for that journal."""
    nonce: Mapped[str | None]
    """What that journal's ID token must repeat."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]


class Link(StreamEntity, Base):
    """A learning profile and a journal account are one person. Undoing leaves the row. In the profile's stream."""

    __tablename__ = "link"
    __table_args__ = (
        Index("uq_link_account_id", "account_id", unique=True, postgresql_where=text("undone_at IS NULL")),
        Index(None, "profile_id", "changed_seq"),
    )

    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"))
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("journal_provider.id"))
    linked_at: Mapped[datetime] = mapped_column(default=now)
    undone_at: Mapped[datetime | None]

    @property
    def is_active(self) -> bool:
        """True if the link has not been undone."""
        return self.undone_at is None


class RefusedLink(Identified, Base):
    """A link that was refused because a child and an adult seem to share a profile. Its id is the support case's."""

    __tablename__ = "refused_link"
    __table_args__ = (UniqueConstraint("profile_id", "account_id"),)

    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"))
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)
    reasons: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    refused_at: Mapped[datetime] = mapped_column(default=now)
