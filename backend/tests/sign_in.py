"""People of the tests coming in through the door, as a page would let them."""

import re
from typing import Any

from httpx import AsyncClient
from sqlalchemy import select

from parta.adapters.sms.outbox import SmsRow
from tests.cast import Person
from tests.installation import Installation


async def get_code(installation: Installation, phone: str) -> str:
    """Let the worker deliver what waits, and give the last code that reached this phone."""
    await installation.settle()
    async with installation.sessions() as session:
        texts = select(SmsRow.text).where(SmsRow.phone == phone).order_by(SmsRow.at.desc()).limit(1)
        text = (await session.execute(texts)).scalar_one()
    found = re.search(r"\d{6}", text)
    assert found is not None
    return found.group()


async def start_sign_in(installation: Installation, phone: str) -> AsyncClient:
    """Give a browser in which this number was entered."""
    browser = await installation.browser()
    answer = await browser.post("/api/id/sign-in", json={"phone": phone})
    assert answer.status_code == 200, answer.text
    return browser


async def confirm_phone(installation: Installation, phone: str) -> AsyncClient:
    """Give a browser in which the number was entered and the right code too."""
    browser = await start_sign_in(installation, phone)
    answer = await browser.post("/api/id/sign-in/code", json={"code": await get_code(installation, phone)})
    assert answer.status_code == 200, answer.text
    return browser


async def sign_up(installation: Installation, person: Person) -> AsyncClient:
    """Give a browser in which the person has just made a profile."""
    browser = await confirm_phone(installation, person.phone)
    answer = await browser.post("/api/id/sign-in/profile", json=profile_form(person))
    assert answer.status_code == 200, answer.text
    return browser


async def sign_in(installation: Installation, person: Person) -> AsyncClient:
    """Give another browser in which the person, who has a profile, has signed in."""
    return await confirm_phone(installation, person.phone)


def profile_form(person: Person) -> dict[str, Any]:
    """Give what the person says of themselves."""
    return {
        "last_name": person.last_name,
        "first_name": person.first_name,
        "patronymic": person.patronymic,
        "birth_on": person.birth_on.isoformat(),
        "sex": person.sex,
    }
