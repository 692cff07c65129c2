"""Reads of the automatic chats for the pages of the journal."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from parta.autochats.rules import class_sources, course_source
from parta.autochats.schemas import SchoolChat, SchoolChats, TeacherContact
from parta.core.clock import today
from parta.core.principals import AccountPrincipal
from parta.linking import queries as linking
from parta.messenger.queries.chats import list_dialogs
from parta.messenger.queries.managed_chats import find_managed_chats
from parta.messenger.queries.people import contact_permissions
from parta.messenger.queries.views import count_unread
from parta.school import queries as schools
from parta.school.queries.accounts import get_school
from parta.school.queries.participation import HOMEROOM_TEACHERS, TEACHERS


async def read_school_chats(
    session: AsyncSession, actor: AccountPrincipal, class_id: UUID, course_id: UUID | None
) -> SchoolChats:
    """Return the chats of the class and of this course, else of all its courses, of which the actor is a member.

    With them the teachers to whom the actor may write: the course's, else the homeroom teacher. None without a link.
    """
    link = await linking.find_active_link(session, actor.id)
    if link is None:
        return SchoolChats(chats=[], teachers=[])
    courses = [course_id] if course_id else await schools.list_courses(session, class_id)
    sources = [*(course_source(one) for one in courses), *class_sources(class_id)]
    managed = await find_managed_chats(session, sources)
    unread = await count_unread(session, link.profile_id, [one.id for one in managed.values()])
    chats = [
        SchoolChat(id=chat.id, source=source.kind, title=chat.title, unread=unread[chat.id])
        for source in sources
        if (chat := managed.get(source)) is not None and chat.id in unread
    ]
    return SchoolChats(chats=chats, teachers=await _list_teachers(session, actor, link.profile_id, class_id, course_id))


async def _list_teachers(
    session: AsyncSession, actor: AccountPrincipal, profile_id: UUID, class_id: UUID, course_id: UUID | None
) -> list[TeacherContact]:
    on = today((await get_school(session, actor.school_id)).time_zone)
    if course_id:
        teaching = TEACHERS.select(TEACHERS.account_id)
        teaching = teaching.where(TEACHERS.course_id == course_id, TEACHERS.is_valid_on(on))
    else:
        teaching = HOMEROOM_TEACHERS.select(HOMEROOM_TEACHERS.account_id)
        teaching = teaching.where(HOMEROOM_TEACHERS.class_id == class_id, HOMEROOM_TEACHERS.is_valid_on(on))
    accounts = await schools.read_accounts(session, set((await session.execute(teaching)).scalars()))
    profiles = await linking.get_profile_ids(session, accounts)
    may_write = await contact_permissions(session, profile_id, set(profiles.values()) - {profile_id})
    dialogs = await _find_dialogs(session, profile_id, set(profiles.values()))
    unread = await count_unread(session, profile_id, dialogs.values())
    return [
        TeacherContact(
            profile_id=other,
            name=accounts[account_id].name,
            chat_id=dialogs.get(other),
            unread=unread.get(dialogs[other], 0) if other in dialogs else 0,
        )
        for account_id, other in sorted(profiles.items(), key=lambda one: (accounts[one[0]].name.last_name, one[1]))
        if may_write.get(other, False)
    ]


async def _find_dialogs(session: AsyncSession, profile_id: UUID, others: Collection[UUID]) -> Mapping[UUID, UUID]:
    """Return the dialogs of this person with these others, by the other one."""
    dialogs = {
        other if one == profile_id else one: chat.id for chat, one, other in await list_dialogs(session, [profile_id])
    }
    return {other: dialogs[other] for other in others if other in dialogs}
