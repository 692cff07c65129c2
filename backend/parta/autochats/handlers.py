"""Answers of the school's chats to what happens in the journal, to links, and to the calendar."""

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.context import Context
from parta.autochats import service
from parta.core.clock import now, today
from parta.core.outbox import emit
from parta.core.transaction import transaction
from parta.journal import queries as journal
from parta.journal.events import (
    AccountsChanged,
    ClassChanged,
    CourseChanged,
    SchoolChanged,
    SchoolDayBegan,
    StaffChanged,
    SubstitutionChanged,
)
from parta.linking import queries as linking
from parta.linking import service as links
from parta.linking.events import LinkMade, LinkUndone

EVERY = timedelta(minutes=15)
"""How often it is looked where a new day begins; time zones differ by quarters of an hour."""
_REMEMBERED = timedelta(days=30)
"""How long a class that has ended is still brought into line each day."""
_AT_ONCE = 500


async def class_changed(session: AsyncSession, event: ClassChanged) -> None:
    """Bring the chats of the class into line."""
    await service.keep_class(session, event.class_id)


async def course_changed(session: AsyncSession, event: CourseChanged | SubstitutionChanged) -> None:
    """Bring the chats of the course's class into line, its own among them."""
    await service.keep_class(session, (await journal.get_course(session, event.course_id)).class_id)


async def staff_changed(session: AsyncSession, event: StaffChanged) -> None:
    """Bring the chat of the staff into line."""
    await service.keep_staff(session, event.school_id)


async def link_changed(outside: Context, event: LinkMade | LinkUndone) -> None:
    """Bring every chat into line that this person belongs to, or belonged to: class after class, then the staff."""
    async with transaction(outside.sessions, outside.bus) as session:
        school_id = (await journal.get_account(session, event.account_id)).school_id
        classes = await journal.classes_of(session, [event.account_id])
    for class_id in sorted(classes):
        async with transaction(outside.sessions, outside.bus) as session:
            await service.keep_class(session, class_id)
    async with transaction(outside.sessions, outside.bus) as session:
        await service.keep_staff(session, school_id)
    async with transaction(outside.sessions, outside.bus) as session:
        await service.keep_kin(session, [event.profile_id])


async def accounts_changed(session: AsyncSession, event: AccountsChanged) -> None:
    """Bring into line whose kin the people behind these accounts are."""
    profiles = await linking.profiles_of(session, event.account_ids)
    await service.keep_kin(session, set(profiles.values()))


async def school_day_began(outside: Context, event: SchoolDayBegan) -> None:
    """Bring a whole school into line with the date: every class, the staff, everybody's badges and kin."""
    await keep_school(outside, event.school_id)


async def school_changed(outside: Context, event: SchoolChanged) -> None:
    """Bring a whole school into line with what it has settled."""
    await keep_school(outside, event.school_id)


async def keep_school(outside: Context, school_id: UUID) -> None:
    """Bring a whole school into line, in short transactions, so that nobody waits long to write."""
    async with transaction(outside.sessions, outside.bus) as session:
        school = await journal.get_school(session, school_id)
        since = today(school.time_zone) - _REMEMBERED
        classes = await journal.list_classes(session, school_id, since=since)
        people = await linking.profiles_of(session, await journal.list_people(session, school_id))
    for class_id in classes:
        async with transaction(outside.sessions, outside.bus) as session:
            await service.keep_class(session, class_id)
    async with transaction(outside.sessions, outside.bus) as session:
        await service.keep_staff(session, school_id)
    profiles = sorted(set(people.values()))
    for begin in range(0, len(profiles), _AT_ONCE):
        async with transaction(outside.sessions, outside.bus) as session:
            await links.keep_badges(session, profiles[begin : begin + _AT_ONCE])
        async with transaction(outside.sessions, outside.bus) as session:
            await service.keep_kin(session, profiles[begin : begin + _AT_ONCE])


async def begin_days(outside: Context) -> None:
    """Say of each school whose midnight has just passed that its day began."""
    async with transaction(outside.sessions, outside.bus) as session:
        for school in await journal.list_schools(session):
            local = now().astimezone(ZoneInfo(school.time_zone))
            if timedelta(hours=local.hour, minutes=local.minute) < EVERY:
                emit(session, SchoolDayBegan(school_id=school.id))


async def begin_all(outside: Context) -> None:
    """Say of every school that its day began: nobody knows how long Parta was not running."""
    async with transaction(outside.sessions, outside.bus) as session:
        for school in await journal.list_schools(session):
            emit(session, SchoolDayBegan(school_id=school.id))
