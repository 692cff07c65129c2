"""Members of chats created by people: inviting, removing, leaving, and roles."""

from collections.abc import Collection
from uuid import UUID

from parta.core.errors import Forbidden, NotFound
from parta.core.principals import Actor
from parta.core.unit_of_work import UnitOfWork
from parta.messenger.models import Member, MemberRole, Right
from parta.messenger.queries import CHAT, MEMBER, get_chat_access
from parta.messenger.queries.chats import find_member, list_member_specs, list_memberships, list_successor_candidates
from parta.messenger.rules import rights
from parta.messenger.rules.errors import ChatFull
from parta.messenger.rules.membership import MAX_MEMBERS, MembershipChange, MemberSpec, choose_successor
from parta.messenger.service.chats import require_contacts, require_profile
from parta.messenger.service.members import add_members, apply_change, remove_members
from parta.messenger.service.service_messages import add_service_message


async def invite_members(work: UnitOfWork, actor: Actor, chat_id: UUID, people: Collection[UUID]) -> None:
    """Add these people; present members stay unchanged.

    Raises NotFound, Forbidden, NotAContact, ChatFull.
    """
    await work.lock_streams(chat_id)
    access = await get_chat_access(work, actor, chat_id)
    if not rights.may(access.permission_context, Right.INVITE):
        raise Forbidden
    present = await list_member_specs(work, chat_id)
    newcomers = sorted(set(people) - present.keys())
    if not newcomers:
        return
    if len(present) + len(newcomers) > MAX_MEMBERS:
        raise ChatFull
    await require_contacts(work, require_profile(actor), newcomers)
    await add_service_message(work, access.chat, "members_added", actor, people=[str(one) for one in newcomers])
    await add_members(work, access.chat, [MemberSpec(one, MemberRole.MEMBER) for one in newcomers])


async def remove_member(work: UnitOfWork, actor: Actor, chat_id: UUID, profile_id: UUID) -> None:
    """Remove this person from the chat. Raises NotFound, Forbidden."""
    await work.lock_streams(chat_id)
    access = await get_chat_access(work, actor, chat_id)
    member = await _get_member(work, chat_id, profile_id)
    if not rights.may_remove(access.permission_context, member.role):
        raise Forbidden
    member.removed_by = actor.id
    await remove_members(work, access.chat, profile_id)
    await add_service_message(work, access.chat, "member_removed", actor, person=str(profile_id))


async def change_role(work: UnitOfWork, actor: Actor, chat_id: UUID, profile_id: UUID, role: MemberRole) -> None:
    """Set the role of this person; `owner` transfers the ownership of the chat.

    Raises NotFound, Forbidden.
    """
    await work.lock_streams(chat_id)
    access = await get_chat_access(work, actor, chat_id)
    member = await _get_member(work, chat_id, profile_id)
    if not rights.may_change_role(access.permission_context, member.role, role):
        raise Forbidden
    if member.role is role:
        return
    specs = [MemberSpec(profile_id, role)]
    if role is MemberRole.OWNER:
        specs.append(MemberSpec(require_profile(actor), MemberRole.ADMIN))
        await add_service_message(work, access.chat, "owner_changed", actor, person=str(profile_id))
    await apply_change(work, access.chat, MembershipChange(specs, frozenset(), frozenset()))


async def leave_chat(work: UnitOfWork, actor: Actor, chat_id: UUID, *, successor: UUID | None = None) -> None:
    """Remove the actor. The ownership passes to `successor`, else to the member who joined first, admins first.

    The chat is archived when the last member leaves. Raises NotFound, Forbidden.
    """
    profile_id = require_profile(actor)
    await work.lock_streams(chat_id)
    access = await get_chat_access(work, actor, chat_id)
    if not rights.may(access.permission_context, Right.LEAVE):
        raise Forbidden
    others = [one for one in await list_successor_candidates(work, chat_id) if one.profile_id != profile_id]
    specs: list[MemberSpec] = []
    if access.permission_context.role is MemberRole.OWNER and others:
        owner = successor or choose_successor(others)
        if owner is None or owner not in {one.profile_id for one in others}:
            raise NotFound
        specs.append(MemberSpec(owner, MemberRole.OWNER))
        await add_service_message(work, access.chat, "owner_changed", actor, person=str(owner))
    await add_service_message(work, access.chat, "member_left", actor)
    await apply_change(work, access.chat, MembershipChange(specs, frozenset({profile_id}), frozenset()))
    if not others:
        access.chat.is_archived = True
        work.publish(chat_id, CHAT, chat_id)


async def republish_memberships(work: UnitOfWork, profile_id: UUID) -> None:
    """Publish all memberships of this person again, after a change of their name, picture or badges."""
    memberships = await list_memberships(work, profile_id)
    await work.lock_streams(*(chat_id for chat_id, _ in memberships))
    for chat_id, member_id in memberships:
        work.publish(chat_id, MEMBER, member_id)


async def _get_member(work: UnitOfWork, chat_id: UUID, profile_id: UUID) -> Member:
    member = await find_member(work, chat_id, profile_id)
    if member is None:
        raise NotFound
    return member
