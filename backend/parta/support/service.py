"""What is done in support: putting a case on record, and opening the chat in which the school answers."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parta.core.actor import Actor
from parta.core.clock import now, today
from parta.core.streams import advisory_lock, lock_streams
from parta.identity import queries as identity
from parta.identity.schemas import PersonName
from parta.journal import queries as journal
from parta.journal.schemas import Role
from parta.linking import queries as linking
from parta.linking.service.badges import badge
from parta.messenger import service as messenger
from parta.messenger.queries import find_chat_of
from parta.messenger.service import ChatSource, MemberRole, Seat, SourceKind
from parta.support import queries
from parta.support.models import SupportCase


async def keep_case(session: AsyncSession, refused_id: UUID) -> None:
    """Put the refused link on record as a case of the same id. Safe to repeat."""
    refused = await linking.get_refused(session, refused_id)
    case = insert(SupportCase).values(
        id=refused.id,
        school_id=refused.school_id,
        profile_id=refused.profile_id,
        account_id=refused.account_id,
        reasons=refused.reasons,
        opened_at=now(),
    )
    again = case.on_conflict_do_update(index_elements=[SupportCase.id], set_={"reasons": refused.reasons})
    await session.execute(again)


async def open_case_chat(session: AsyncSession, actor: Actor, case_id: UUID) -> UUID:
    """Give the chat in which the school answers the actor's case, opened now with the case as its first message.

    Safe to repeat. Raises NotFound.
    """
    case = await _own_case(session, actor, case_id)
    source = _source(case.id)
    await advisory_lock(session, source.name)
    there = await find_chat_of(session, source)
    if there is not None:
        return there.id
    chat = await messenger.keep_chat(session, source, await _title(session, case), await _seats(session, case))
    await messenger.post_notice(session, chat.id, "case_opened", await _facts(session, case))
    return chat.id


async def keep_case_chat(session: AsyncSession, case_id: UUID) -> None:
    """Seat the administrators of today in the chat of the case, if it was opened. Safe to repeat."""
    case = await queries.get_case(session, case_id)
    source = _source(case.id)
    await advisory_lock(session, source.name)
    there = await find_chat_of(session, source)
    if there is None:
        return
    await lock_streams(session, there.id)
    await messenger.keep_chat(session, source, there.title, await _seats(session, case))


async def _own_case(session: AsyncSession, actor: Actor, case_id: UUID) -> SupportCase:
    """Give the actor's case, put on record now if the worker has not come to it."""
    refused = await linking.get_refused(session, case_id)
    if refused.profile_id == actor.profile_id:
        await keep_case(session, case_id)
    return await queries.get_own_case(session, actor, case_id)


def _source(case_id: UUID) -> ChatSource:
    return ChatSource(SourceKind.CASE, str(case_id))


async def _title(session: AsyncSession, case: SupportCase) -> str:
    return f"Поддержка, {(await journal.get_school(session, case.school_id)).title}"


async def _seats(session: AsyncSession, case: SupportCase) -> list[Seat]:
    """Give who belongs there: the person, and the school's administrators who have linked."""
    school = await journal.get_school(session, case.school_id)
    staff = await journal.read_staff(session, school.id, on=today(school.time_zone))
    profiles = await linking.profiles_of(session, list(staff.positions))
    seats = [Seat(case.profile_id, MemberRole.MEMBER)]
    for account_id, capacities in staff.positions.items():
        heads = [badge(one).model_dump(mode="json") for one in capacities if one.role is Role.ADMINISTRATOR]
        if heads and account_id in profiles:
            seats.append(Seat(profiles[account_id], MemberRole.ADMIN, heads))
    return seats


async def _facts(session: AsyncSession, case: SupportCase) -> dict[str, object]:
    profile = (await identity.names_of(session, [case.profile_id]))[case.profile_id]
    account = (await journal.read_accounts(session, [case.account_id]))[case.account_id]
    return {
        "case_id": str(case.id),
        "reasons": case.reasons,
        "profile": _spell(profile.name),
        "account": _spell(account.name),
    }


def _spell(name: PersonName) -> str:
    return " ".join(part for part in (name.last_name, name.first_name, name.patronymic) if part)
