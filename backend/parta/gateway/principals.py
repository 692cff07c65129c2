"""For whom a socket stands: a person by the learning profile, by the journal's account, or a guest in a call."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from parta.core.http import FindActor, FindJournalActor, cookie_token
from parta.core.transaction import transaction


@dataclass(frozen=True, slots=True)
class Principal:
    """Who hears by a socket, and the session whose end closes it."""

    subscriber: UUID
    session_id: UUID
    may_type: bool
    """Whether others are told that this hearer is typing: only those who write by their profile."""
    is_guest: bool = False
    """Whether they are here for one stream alone: losing it ends their session."""


FindPrincipal = Callable[[AsyncSession, str], Awaitable[Principal | None]]
"""Give for whom the holder of this token stands, if the token is good."""

FindGuest = Callable[[AsyncSession, str], Awaitable[UUID | None]]
"""Give as whom the holder of this token was let in to a call."""


def by_profile(find: FindActor) -> FindPrincipal:
    """Let the person stand for their learning profile."""

    async def find_principal(session: AsyncSession, token: str) -> Principal | None:
        actor = await find(session, token)
        if actor is None or actor.profile_id is None or actor.session_id is None:
            return None
        return Principal(actor.profile_id, actor.session_id, may_type=True)

    return find_principal


def by_journal_account(find: FindJournalActor) -> FindPrincipal:
    """Let the person stand for the account that their school issued."""

    async def find_principal(session: AsyncSession, token: str) -> Principal | None:
        actor = await find(session, token)
        return Principal(actor.account_id, actor.session_id, may_type=False) if actor else None

    return find_principal


def by_guest(find: FindGuest) -> FindPrincipal:
    """Let somebody without a profile stand for what they are in the call that let them in, as long as it does."""

    async def find_principal(session: AsyncSession, token: str) -> Principal | None:
        participant_id = await find(session, token)
        return Principal(participant_id, participant_id, may_type=False, is_guest=True) if participant_id else None

    return find_principal


def by_any(finders: Mapping[str, FindPrincipal]) -> Callable[[HTTPConnection], Awaitable[Sequence[Principal]]]:
    """Let somebody stand for all that the cookies of the request open: cookie → how its holder is found."""

    async def find_principals(connection: HTTPConnection) -> Sequence[Principal]:
        tokens = {cookie: token for cookie in finders if (token := cookie_token(connection, cookie))}
        state = connection.app.state
        async with transaction(state.sessions, state.bus) as session:
            found = [await finders[cookie](session, token) for cookie, token in tokens.items()]
        return [principal for principal in found if principal is not None]

    return find_principals
