"""Tables of linking."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, Identified, StreamEntity


class ProviderKind(StrEnum):
    """How a journal is spoken to."""

    OWN = "own"
    """The journal of this installation."""
    ONEROSTER = "oneroster"
    """Another vendor's: OpenID Connect and OneRoster 1.2."""


class Side(StrEnum):
    """Where a person began to link."""

    MESSENGER = "messenger"
    JOURNAL = "journal"


class IntentState(StrEnum):
    """What became of a wish to link. That it has expired follows from the time."""

    OPEN = "open"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Difference(StrEnum):
    """What two accounts of a person do not agree on."""

    LAST_NAME = "last_name"
    FIRST_NAME = "first_name"
    PATRONYMIC = "patronymic"
    BIRTH_ON = "birth_on"


class Reason(StrEnum):
    """Why a child and an adult seem to share a profile."""

    ADULTS_PROFILE = "adults_profile"
    """The profile is of age, the school's student is not."""
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
    """A journal that a region's schools use: ours, or another vendor's."""

    __tablename__ = "journal_provider"
    __table_args__ = (UniqueConstraint("region_id", "title"),)

    region_id: Mapped[UUID] = mapped_column(ForeignKey("region.id"))
    title: Mapped[str]
    schools: Mapped[str]
    """Which schools keep it, in words."""
    kind: Mapped[ProviderKind]
    is_available: Mapped[bool] = mapped_column(default=True)
    """Whether people can link through it now; the catalogue says so before they try."""
    issuer: Mapped[str | None]
    client_id: Mapped[str | None]
    locked_client_secret: Mapped[bytes | None]
    """Opens for this very row, by the lock of `rules.client_secrets`."""
    time_zone: Mapped[str | None]


class LinkIntent(Identified, Base):
    """One wish to link, in one browser, good once and for minutes."""

    __tablename__ = "link_intent"
    __table_args__ = (
        Index(None, "browser_hash", postgresql_where=text("state = 'OPEN'")),
        Index(None, "profile_id", postgresql_where=text("state = 'OPEN'")),
        Index(None, "account_id", postgresql_where=text("state = 'OPEN'")),
    )

    side: Mapped[Side]
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("journal_provider.id"))
    browser_hash: Mapped[bytes]
    """Of the secret that the browser keeps: nobody can be talked into finishing another's wish."""
    profile_id: Mapped[UUID | None] = mapped_column(ForeignKey("profile.id"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("journal_account.id"))
    state: Mapped[IntentState] = mapped_column(default=IntentState.OPEN)
    link_id: Mapped[UUID | None] = mapped_column(ForeignKey("link.id"))
    landing: Mapped[str | None]
    """Where the person was going when linking came in between: a path of this installation."""
    sign_in_url: Mapped[str | None]
    """Where another vendor's journal signs the person in."""
    verifier: Mapped[str | None]
    """What proves to that journal that the answer is for us."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]


class Link(StreamEntity, Base):
    """A learning profile and a journal account are one person. Undoing keeps the row. It is in the profile's stream."""

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
        """Whether it holds."""
        return self.undone_at is None


class RefusedLink(Identified, Base):
    """A link that was refused since a child and an adult seem to share a profile. Its id is the support case's."""

    __tablename__ = "refused_link"
    __table_args__ = (UniqueConstraint("profile_id", "account_id"),)

    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("journal_account.id"))
    school_id: Mapped[UUID] = mapped_column(ForeignKey("school.id"), index=True)
    reasons: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    refused_at: Mapped[datetime] = mapped_column(default=now)
