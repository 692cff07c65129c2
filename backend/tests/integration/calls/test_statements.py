"""The number of statements of each act in a call, finding the caller included: the same for few people and many."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.ids import new_id
from parta.identity.schemas import BadgeRole
from parta.messenger.models import SourceKind
from parta.messenger.service import MemberSpec
from tests.cast import MISHA
from tests.integration.calls.scenario import DEVICE, CallScenario
from tests.integration.messenger.school import ADMIN, MEMBER, User, build_badge, sign_in_person
from tests.statements import Statements, check_limits, count_request

pytestmark = pytest.mark.anyio

LIMITS: Mapping[str, int] = {
    "start": 22,
    "join": 12,
    "join again": 8,
    "page": 4,
    "raise a hand": 8,
    "lower all hands": 8,
    "give a right": 11,
    "change all rights": 12,
    "mute all": 13,
    "lock": 10,
    "promote": 11,
    "leave": 11,
    "remove": 12,
    "end": 20,
}


async def sign_in_students(calls: CallScenario, key: str, count: int) -> list[User]:
    """Return so many new students, signed in."""
    people = [replace(MISHA, phone=f"+7902{key}{i:04}") for i in range(count)]
    return [await sign_in_person(calls.installation, person) for person in people]


async def test_acting_in_a_call(calls: CallScenario, engine: AsyncEngine, anna: User, misha: User, igor: User) -> None:
    async def act(key: str, count: int) -> dict[str, Statements]:
        students = await sign_in_students(calls, key, count)
        members = [MemberSpec(one.id, MEMBER, [build_badge(BadgeRole.STUDENT)]) for one in (misha, igor, *students)]
        members.append(MemberSpec(anna.id, ADMIN, [build_badge(BadgeRole.HOMEROOM_TEACHER)]))
        chat = await calls.school.sync_chat(SourceKind.CLASS_STUDENTS, key, f"{key}, класс", members)
        path, seen = f"/api/chats/{chat}/calls", dict[str, Statements]()

        async def ask(what: str, who: User, method: str, path: str, **body: Any) -> None:  # noqa: ANN401 - JSON
            seen[what] = await count_request(engine, who.browser, method, path, **body)
            await calls.deliver_webhooks()

        await ask("start", anna, "POST", path, client_id=str(new_id()), title="Математика")
        call = (await anna.get(path))[0]["id"]
        for one in (anna, igor, *students):
            await calls.join_and_connect(one, call)
        path = f"/api/calls/{call}"
        await ask("join", misha, "POST", f"{path}/join", device=DEVICE)
        await ask("join again", misha, "POST", f"{path}/join", device=DEVICE)
        him = f"{path}/participants/{await calls.participant_id(misha, call)}"
        await ask("page", misha, "GET", path)
        for one in students:
            await one.put(f"{path}/hand", is_raised=True)
        await ask("raise a hand", misha, "PUT", f"{path}/hand", is_raised=True)
        await ask("lower all hands", anna, "DELETE", f"{path}/hands")
        await ask("give a right", anna, "PUT", f"{him}/rights", screen=True)
        await ask("change all rights", anna, "PUT", f"{path}/rights", screen=False)
        await ask("mute all", anna, "POST", f"{path}/mute-all")
        await ask("lock", anna, "PUT", f"{path}/settings", is_locked=True)
        await ask("promote", anna, "PUT", f"{him}/role", role="assistant")
        await ask("leave", misha, "POST", f"{path}/leave", device=DEVICE)
        await ask("remove", anna, "DELETE", f"{path}/participants/{await calls.participant_id(igor, call)}")
        await ask("end", anna, "POST", f"{path}/end")
        return seen

    few, many = await act("101", 3), await act("102", 30)
    check_limits(LIMITS, few, many)
