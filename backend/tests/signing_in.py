"""People of the tests coming in through the door, as a page would let them."""

import re
from typing import Any

from httpx import AsyncClient
from sqlalchemy import select

from parta.adapters.sms.outbox import SmsRow
from tests.cast import Person
from tests.world import World


async def code_for(world: World, phone: str) -> str:
    """Let the worker deliver what waits, and give the last code that reached this phone."""
    await world.settle()
    async with world.sessions() as session:
        texts = select(SmsRow.text).where(SmsRow.phone == phone).order_by(SmsRow.at.desc()).limit(1)
        text = (await session.execute(texts)).scalar_one()
    found = re.search(r"\d{6}", text)
    assert found is not None
    return found.group()


async def begin(world: World, phone: str) -> AsyncClient:
    """Give a browser in which this number was entered."""
    browser = await world.browser()
    answer = await browser.post("/api/id/sign-in", json={"phone": phone})
    assert answer.status_code == 200, answer.text
    return browser


async def prove(world: World, phone: str) -> AsyncClient:
    """Give a browser in which the number was entered and the right code too."""
    browser = await begin(world, phone)
    answer = await browser.post("/api/id/sign-in/code", json={"code": await code_for(world, phone)})
    assert answer.status_code == 200, answer.text
    return browser


async def sign_up(world: World, person: Person) -> AsyncClient:
    """Give a browser in which the person has just made a profile."""
    browser = await prove(world, person.phone)
    answer = await browser.post("/api/id/sign-in/profile", json=about(person))
    assert answer.status_code == 200, answer.text
    return browser


async def sign_in(world: World, person: Person) -> AsyncClient:
    """Give another browser in which the person, who has a profile, has signed in."""
    return await prove(world, person.phone)


def about(person: Person) -> dict[str, Any]:
    """Give what the person says of themselves."""
    return {
        "last_name": person.last_name,
        "first_name": person.first_name,
        "patronymic": person.patronymic,
        "birth_on": person.birth_on.isoformat(),
        "sex": person.sex,
    }
