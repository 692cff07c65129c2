"""The principal of a socket: a learning profile, a journal account, or a guest in a call."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import HTTPConnection

from parta.core.context import CoreContext
from parta.core.http import FindActor, FindJournalActor, cookie_token
from parta.core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Principal:
    """The subscriber of a socket, and the session whose end closes it."""

    subscriber: UUID
    session_id: UUID
    may_type: bool
    """True if others see that this subscriber is typing: only for profiles."""
    is_guest: bool = False
    """True if the principal has only one stream: losing it ends the session."""


FindPrincipal = Callable[[UnitOfWork, str], Awaitable[Principal | None]]
"""Returns the principal of this token, if it is valid."""

FindGuest = Callable[[UnitOfWork, str], Awaitable[UUID | None]]
"""Returns the participant of the guest with this token, if it is valid."""


def by_profile(find: FindActor) -> FindPrincipal:
    """Return a finder of principals by the profile's token."""

    async def find_principal(work: UnitOfWork, token: str) -> Principal | None:
        actor = await find(work, token)
        if actor is None or actor.profile_id is None or actor.session_id is None:
            return None
        return Principal(actor.profile_id, actor.session_id, may_type=True)

    return find_principal


def by_journal_account(find: FindJournalActor) -> FindPrincipal:
    """Return a finder of principals by the journal account's token."""

    async def find_principal(work: UnitOfWork, token: str) -> Principal | None:
        actor = await find(work, token)
        return Principal(actor.account_id, actor.session_id, may_type=False) if actor else None

    return find_principal


def by_guest(find: FindGuest) -> FindPrincipal:
    """Return a finder of principals by a guest's token, valid as long as the guest is admitted to the call."""

    async def find_principal(work: UnitOfWork, token: str) -> Principal | None:
        participant_id = await find(work, token)
        return Principal(participant_id, participant_id, may_type=False, is_guest=True) if participant_id else None

    return find_principal


def by_any(finders: Mapping[str, FindPrincipal]) -> Callable[[HTTPConnection], Awaitable[Sequence[Principal]]]:
    """Return a finder of all principals of a request: cookie → finder by its token."""

    async def find_principals(connection: HTTPConnection) -> Sequence[Principal]:
        tokens = {cookie: token for cookie in finders if (token := cookie_token(connection, cookie))}
        context: CoreContext = connection.app.state.context
        async with context.transaction() as work:
            found = [await finders[cookie](work, token) for cookie, token in tokens.items()]
        return [principal for principal in found if principal is not None]

    return find_principals
