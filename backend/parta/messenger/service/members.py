"""Who is in a chat made by hand: coming, going, and what they are there."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.core.errors import Forbidden, NotFound
from parta.core.streams import lock_streams, publish
from parta.messenger.models import Chat, Member, MemberRole
from parta.messenger.queries import CHAT, MEMBER, get_standing
from parta.messenger.queries.chats import find_member, list_heirs, list_seats, list_seats_of
from parta.messenger.rules import rights
from parta.messenger.rules.membership import MembershipChange, Seat, successor
from parta.messenger.rules.refusals import ChatFull
from parta.messenger.service.chats import check_contacts, person
from parta.messenger.service.notices import note
from parta.messenger.service.seating import bring_in, let_go, seat

MOST = 1000
"""Members that a chat made by hand takes."""


async def add_members(session: AsyncSession, actor: Actor, chat_id: UUID, people: Collection[UUID]) -> None:
    """Bring these people in; who is there already stays as they are.

    Raises NotFound, Forbidden, NotAContact, ChatFull.
    """
    await lock_streams(session, chat_id)
    standing = await get_standing(session, actor, chat_id)
    if not rights.may_invite(standing.place):
        raise Forbidden
    present = await list_seats(session, chat_id)
    newcomers = sorted(set(people) - present.keys())
    if not newcomers:
        return
    if len(present) + len(newcomers) > MOST:
        raise ChatFull
    await check_contacts(session, person(actor), newcomers)
    _note(session, standing.chat, "members_added", actor, people=[str(one) for one in newcomers])
    await bring_in(session, standing.chat, [Seat(one, MemberRole.MEMBER) for one in newcomers])


async def remove_member(session: AsyncSession, actor: Actor, chat_id: UUID, profile_id: UUID) -> None:
    """Let this person go from the chat. Raises NotFound, Forbidden."""
    await lock_streams(session, chat_id)
    standing = await get_standing(session, actor, chat_id)
    member = await _get_member(session, chat_id, profile_id)
    if not rights.may_remove(standing.place, member.role):
        raise Forbidden
    await let_go(session, standing.chat, profile_id)
    _note(session, standing.chat, "member_removed", actor, person=str(profile_id))


async def give_role(session: AsyncSession, actor: Actor, chat_id: UUID, profile_id: UUID, role: MemberRole) -> None:
    """Make this person an admin, a member, a reader; or the owner, which hands the chat over.

    Raises NotFound, Forbidden.
    """
    await lock_streams(session, chat_id)
    standing = await get_standing(session, actor, chat_id)
    member = await _get_member(session, chat_id, profile_id)
    if not rights.may_give_role(standing.place, member.role, role):
        raise Forbidden
    if member.role is role:
        return
    seats = [Seat(profile_id, role)]
    if role is MemberRole.OWNER:
        seats.append(Seat(person(actor), MemberRole.ADMIN))
        _note(session, standing.chat, "owner_changed", actor, person=str(profile_id))
    await seat(session, standing.chat, MembershipChange(seats, frozenset(), frozenset()))


async def leave_chat(session: AsyncSession, actor: Actor, chat_id: UUID, *, heir: UUID | None = None) -> None:
    """Let the actor go. An owner hands over to `heir`, else to who was there longest, admins first.

    The last to leave closes the chat. Raises NotFound, Forbidden.
    """
    leaving = person(actor)
    await lock_streams(session, chat_id)
    standing = await get_standing(session, actor, chat_id)
    if not rights.may_leave(standing.place):
        raise Forbidden
    others = [one for one in await list_heirs(session, chat_id) if one.profile_id != leaving]
    seats: list[Seat] = []
    if standing.place.role is MemberRole.OWNER and others:
        owner = heir or successor(others)
        if owner is None or owner not in {one.profile_id for one in others}:
            raise NotFound
        seats.append(Seat(owner, MemberRole.OWNER))
        _note(session, standing.chat, "owner_changed", actor, person=str(owner))
    _note(session, standing.chat, "member_left", actor)
    await seat(session, standing.chat, MembershipChange(seats, frozenset({leaving}), frozenset()))
    if not others:
        standing.chat.is_archived = True
        publish(session, chat_id, CHAT, chat_id)


async def show_person_anew(session: AsyncSession, profile_id: UUID) -> None:
    """Tell all seats of this person once more: their name, picture or badges are not what they were."""
    seats = await list_seats_of(session, profile_id)
    await lock_streams(session, *(chat_id for chat_id, _ in seats))
    for chat_id, member_id in seats:
        publish(session, chat_id, MEMBER, member_id)


async def _get_member(session: AsyncSession, chat_id: UUID, profile_id: UUID) -> Member:
    member = await find_member(session, chat_id, profile_id)
    if member is None:
        raise NotFound
    return member


def _note(session: AsyncSession, chat: Chat, code: str, actor: Actor, **facts: object) -> None:
    note(session, chat, code, {"actor": str(actor.profile_id) if actor.profile_id else None, **facts})
