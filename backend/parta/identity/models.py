"""Tables of Parta ID."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Base, Identified, StreamEntity
from parta.core.names import UNSEARCHED
from parta.core.principal_sessions import SessionColumns


class Sex(StrEnum):
    """A person's sex as in their documents."""

    MALE = "male"
    FEMALE = "female"


class Step(StrEnum):
    """The step of a sign-in."""

    CODE = "code"
    PROFILE = "profile"
    DONE = "done"


class Delivery(StrEnum):
    """The delivery state of a code's SMS."""

    SENDING = "sending"
    SENT = "sent"
    DELAYED = "delayed"
    """The carrier has not accepted it yet; it is retried until the code expires."""
    FAILED = "failed"


class Account(Identified, Base):
    """A phone number with which a person signs in. One number has one account and one profile."""

    __tablename__ = "account"

    phone: Mapped[str] = mapped_column(unique=True)
    """E.164, such as +79000000000."""
    password_hash: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)


_SORT_NAME = "translate(lower(last_name || ' ' || first_name), 'ё', 'е')"
PART_MARKS = "/;,&"
"""Before words of a searched name: of the first and last name, of a patronymic that one is called by, of others."""
_FIRST, _LAST, _CALLED, _OTHER = PART_MARKS
_UNSEARCHED = f"[{PART_MARKS}{UNSEARCHED}]".replace("'", "''")


def _searched(part: str, mark: str) -> str:
    """Return the SQL of the words of this part of a name, as `split_words` splits them, each after the mark."""
    plain = f"translate(lower(regexp_replace(normalize({part}, NFKD), '{_UNSEARCHED}', '', 'g')), 'ς', 'σ')"
    return f"{mark} || regexp_replace({plain}, '[-.\\s]+', {mark}, 'g')"


_IS_CALLED_BY_PATRONYMIC = """jsonb_path_exists(badges, '$[*] ? (@.role != "student" && @.role != "guardian")')"""
_PATRONYMIC_MARK = f"CASE WHEN {_IS_CALLED_BY_PATRONYMIC} THEN '{_CALLED}' ELSE '{_OTHER}' END"
_SEARCH_NAME = " || ".join(
    (
        _searched("first_name", f"'{_FIRST}'"),
        _searched("last_name", f"'{_LAST}'"),
        f"coalesce({_searched('patronymic', _PATRONYMIC_MARK)}, '')",
    )
)


class Profile(StreamEntity, Base):
    """A person as others see them. It has its own stream: `profile.id` is the stream's id."""

    __tablename__ = "profile"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), unique=True)
    last_name: Mapped[str]
    first_name: Mapped[str]
    patronymic: Mapped[str | None]
    birth_on: Mapped[date]
    sex: Mapped[Sex]
    badges: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    """The person's roles at schools, as `schemas.Badge`; set only by `linking`."""
    picture: Mapped[UUID | None]
    is_confirmed: Mapped[bool] = mapped_column(default=False)
    """True if a school confirms who this is."""
    created_at: Mapped[datetime] = mapped_column(default=now)
    sort_name: Mapped[str] = mapped_column(Computed(_SORT_NAME, persisted=True), deferred=True, deferred_raiseload=True)
    """By which lists of people are sorted."""
    search_name: Mapped[str] = mapped_column(
        Computed(_SEARCH_NAME, persisted=True), deferred=True, deferred_raiseload=True
    )
    """The words of the name, by which people are found: «/анна/мария;белова,сергеевна».

    Each follows the number of its part: 1 first name, 2 last name, 3 patronymic by which the person is called, 4 one by
    which they are not.
    """


class PhoneCode(Identified, Base):
    """A code sent to a phone. The code itself is not stored: it is derived from the row and the secret key."""

    __tablename__ = "phone_code"
    __table_args__ = (Index(None, "delivery", "next_try_at"),)

    phone: Mapped[str]
    nonce: Mapped[bytes]
    """New with every SMS, so that each carries a different code."""
    send_count: Mapped[int] = mapped_column(default=1)
    tries_left: Mapped[int]
    sent_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    delivery: Mapped[Delivery] = mapped_column(default=Delivery.SENDING)
    delivery_tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]


class PhoneAttempt(Identified, Base):
    """A sign-in in progress in one browser, which stores the token of this row."""

    __tablename__ = "phone_attempt"

    token_hash: Mapped[bytes] = mapped_column(unique=True)
    phone: Mapped[str] = mapped_column(index=True)
    step: Mapped[Step] = mapped_column(default=Step.CODE)
    code_id: Mapped[UUID] = mapped_column(ForeignKey("phone_code.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    proved_at: Mapped[datetime | None]
    """When the code was entered, where there is no profile yet."""
    expires_at: Mapped[datetime] = mapped_column(index=True)
    """After it only the number is kept, so that it need not be typed again."""


class ProfileSession(SessionColumns, Base):
    """A device on which the person is signed in."""

    __tablename__ = "profile_session"

    profile_id: Mapped[UUID] = mapped_column(ForeignKey("profile.id"), index=True)
    device: Mapped[str]
    location: Mapped[str | None]
    """The IP address it was opened from, its end masked."""
    confirmed_until: Mapped[datetime | None]
    code_id: Mapped[UUID | None] = mapped_column(ForeignKey("phone_code.id"))
    """The code that was sent for a confirmation."""
