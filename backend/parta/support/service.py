"""Use cases of support: recording a case, and the chat in which the school answers it."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from parta.core.clock import now, today
from parta.core.principals import Actor
from parta.core.unit_of_work import UnitOfWork
from parta.identity import queries as identity
from parta.identity.schemas import PersonName
from parta.linking import queries as linking
from parta.linking.service.badges import build_badge
from parta.messenger import service as messenger
from parta.messenger.service import ChatSource, MemberRole, MemberSpec, SourceKind
from parta.school import queries as schools
from parta.school.schemas import Role
from parta.support import queries
from parta.support.models import SupportCase


async def upsert_case(work: UnitOfWork, refused_id: UUID) -> None:
    """Record the refused link as a case of the same id. Idempotent."""
    refused = await linking.get_refused_link(work, refused_id)
    case = insert(SupportCase).values(
        id=refused.id,
        school_id=refused.school_id,
        profile_id=refused.profile_id,
        account_id=refused.account_id,
        reasons=refused.reasons,
        opened_at=now(),
    )
    upsert = case.on_conflict_do_update(index_elements=[SupportCase.id], set_={"reasons": refused.reasons})
    await work.execute(upsert)


async def open_case_chat(work: UnitOfWork, actor: Actor, case_id: UUID) -> UUID:
    """Return the chat about the actor's case; create it with the case as its first message if needed.

    Idempotent. Raises NotFound.
    """
    case = await _get_own_case(work, actor, case_id)
    source = _build_source(case.id)
    locked = (await messenger.lock_sources(work, source))[source]
    if locked.chat is not None:
        return locked.chat.id
    name = _format_name((await identity.get_names(work, [case.profile_id]))[case.profile_id].name)
    # The title names the person, so that the school tells its cases apart.
    chat = await messenger.sync_chat(work, locked, f"Обращение: {name}", await _build_members(work, case))
    await messenger.post_service_message(work, chat.id, "case_opened", await _build_params(work, case, name))
    return chat.id


async def sync_case_chat(work: UnitOfWork, case_id: UUID) -> None:
    """Sync the members of the case's chat with today's administrators, if the chat exists. Idempotent."""
    case = await queries.get_case(work, case_id)
    source = _build_source(case.id)
    locked = (await messenger.lock_sources(work, source))[source]
    if locked.chat is not None:
        await messenger.sync_chat(work, locked, locked.chat.title, await _build_members(work, case))


async def _get_own_case(work: UnitOfWork, actor: Actor, case_id: UUID) -> SupportCase:
    """Return the actor's case; record it now if the worker has not done so yet."""
    refused = await linking.get_refused_link(work, case_id)
    if refused.profile_id == actor.id:
        await upsert_case(work, case_id)
    return await queries.get_own_case(work, actor, case_id)


def _build_source(case_id: UUID) -> ChatSource:
    return ChatSource(SourceKind.CASE, str(case_id))


async def _build_members(work: UnitOfWork, case: SupportCase) -> list[MemberSpec]:
    """Return the members: the person, and the school's administrators who have linked."""
    school = await schools.get_school(work, case.school_id)
    staff = await schools.read_staff(work, school.id, on=today(school.time_zone))
    profiles = await linking.get_profile_ids(work, list(staff.positions))
    members = [MemberSpec(case.profile_id, MemberRole.MEMBER)]
    for account_id, capacities in staff.positions.items():
        badges = [build_badge(one).model_dump(mode="json") for one in capacities if one.role is Role.ADMINISTRATOR]
        if badges and account_id in profiles:
            members.append(MemberSpec(profiles[account_id], MemberRole.ADMIN, badges))
    return members


async def _build_params(work: UnitOfWork, case: SupportCase, name: str) -> dict[str, object]:
    account = (await schools.read_accounts(work, [case.account_id]))[case.account_id]
    return {
        "case_id": str(case.id),
        "reasons": case.reasons,
        "profile": name,
        "account": _format_name(account.name),
        "login": account.login,
        "school": account.school,
    }


def _format_name(name: PersonName) -> str:
    return " ".join(part for part in (name.last_name, name.first_name, name.patronymic) if part)
