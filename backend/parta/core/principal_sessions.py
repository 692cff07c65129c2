"""Sessions of principals: a table for each kind with the same columns, and the one way from a token to who holds it."""

import secrets
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Generic, TypeVar, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    bindparam,
    delete,
    exists,
    or_,
    select,
    true,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from parta.core.clock import now
from parta.core.db import Identified
from parta.core.principals import Principal, PrincipalKind

_SEEN_UPDATE_INTERVAL = timedelta(minutes=5)
"""The precision of the last use; avoids a write on every request."""

P = TypeVar("P", bound=Principal)
S = TypeVar("S", bound="SessionColumns")


class SessionColumns(Identified):
    """Mixin: a session of one browser. Only a hash of its token is stored."""

    token_hash: Mapped[bytes] = mapped_column(unique=True)
    signed_in_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]


def create_token() -> str:
    """Return a new token for a browser: 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> bytes:
    """Return the hash that is stored of a token. The token is 256 random bits: no slower hash is needed."""
    return sha256(token.encode()).digest()


class SessionKind(Generic[P]):
    """How the principals of one kind are recognised: their cookie, and the table of their sessions."""

    def __init__(  # noqa: PLR0913 - what a kind consists of
        self,
        principal: type[P],
        table: type[SessionColumns],
        columns: Mapping[str, SQLColumnExpression[UUID]],
        *,
        cookie: str,
        lifetime: timedelta,
        max_idle_time: timedelta,
        is_kept: bool = True,
        condition: ColumnElement[bool] | None = None,
    ) -> None:
        """Make principals of these columns by name, from sessions for which the condition holds."""
        self.principal = principal
        self.cookie = cookie
        self.lifetime = lifetime
        """Of a session, and of the cookie with its token."""
        self.is_kept = is_kept
        """False if the browser forgets it when it is closed: the next person at it is somebody else."""
        self.max_idle_time = max_idle_time
        self._table = table
        self._names = tuple(columns)
        self._condition = true() if condition is None else condition
        by_token = select(table.id, table.seen_at, *columns.values()).where(table.token_hash == bindparam("token_hash"))
        self._by_token = by_token.where(*self.is_active(bindparam("at"), bindparam("not_before")))
        """Built once: every request asks it."""

    @property
    def kind(self) -> PrincipalKind:
        """Return the kind of its principals."""
        return self.principal.kind

    def is_active(
        self, at: datetime | ColumnElement[datetime], not_before: datetime | ColumnElement[datetime]
    ) -> Collection[ColumnElement[bool]]:
        """Return the conditions that a session is active at this time, and was used since the other one."""
        return self._table.expires_at > at, self._table.seen_at > not_before, self._condition

    async def find(self, session: AsyncSession, token: str) -> P | None:
        """Return who holds the token of an active session; from time to time update when it was last used."""
        at = now()
        asked = {"token_hash": hash_token(token), "at": at, "not_before": at - self.max_idle_time}
        found = (await session.execute(self._by_token, asked)).one_or_none()
        if found is None:
            return None
        session_id, seen_at, *values = found
        if seen_at < at - _SEEN_UPDATE_INTERVAL:
            await self._update_seen_at(session, session_id, at)
        return self.principal(session_id=session_id, **dict(zip(self._names, values, strict=True)))

    def select_active(self, ids: Collection[UUID]) -> Select[UUID]:
        """Return the select of those of these sessions that have not ended."""
        at = now()
        return select(self._table.id).where(self._table.id.in_(ids), *self.is_active(at, at - self.max_idle_time))

    def has_active(self, session_id: SQLColumnExpression[UUID]) -> ColumnElement[bool]:
        """Return the condition that the session with the id in this column, if it is of this kind, has not ended."""
        at = now()
        return exists().where(self._table.id == session_id, *self.is_active(at, at - self.max_idle_time))

    async def delete_ended(self, session: AsyncSession) -> None:
        """Delete the sessions that have run out, or were not used for too long."""
        at = now()
        is_idle = self._table.seen_at <= at - self.max_idle_time
        await session.execute(delete(self._table).where(or_(self._table.expires_at <= at, is_idle)))

    async def _update_seen_at(self, session: AsyncSession, session_id: UUID, at: datetime) -> None:
        """Skip the update if another request holds the row: of many concurrent requests none waits for another."""
        unlocked = select(self._table.id).where(self._table.id == session_id).with_for_update(skip_locked=True)
        used = update(self._table).where(self._table.id == unlocked.scalar_subquery()).values(seen_at=at)
        await session.execute(used.execution_options(synchronize_session=False))


class PrincipalSessions:
    """The sessions of all kinds of principals."""

    def __init__(self, kinds: Iterable[SessionKind[Principal]]) -> None:
        """Know these kinds."""
        self._kinds: Mapping[PrincipalKind, SessionKind[Principal]] = {one.kind: one for one in kinds}

    def of(self, principal: type[P]) -> SessionKind[P]:
        """Return the sessions of this type of principals. Raises KeyError."""
        return cast("SessionKind[P]", self._kinds[principal.kind])

    def named(self, name: str) -> SessionKind[Principal] | None:
        """Return the sessions of the kind that a page names, or None."""
        return next((one for one in self._kinds.values() if one.kind == name), None)

    async def list_active(self, session: AsyncSession, ids: Collection[UUID]) -> Collection[UUID]:
        """Return those of these sessions, of whatever kind, that have not ended."""
        active = union_all(*(one.select_active(ids) for one in self._kinds.values()))
        return set((await session.execute(active)).scalars())
