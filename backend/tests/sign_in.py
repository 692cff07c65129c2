"""Sign-in of the people of the tests, as a page does it."""

import re
from typing import Any

from httpx import AsyncClient
from sqlalchemy import select

from parta.adapters.sms.outbox import SmsRow
from tests.cast import Person
from tests.installation import Installation


async def get_code(installation: Installation, phone: str) -> str:
    """Deliver what is queued, and return the last code sent to this phone."""
    await installation.settle()
    async with installation.sessions() as session:
        texts = select(SmsRow.text).where(SmsRow.phone == phone).order_by(SmsRow.at.desc()).limit(1)
        text = (await session.execute(texts)).scalar_one()
    found = re.search(r"\d{6}", text)
    assert found is not None
    return found.group()


async def start_sign_in(installation: Installation, phone: str) -> AsyncClient:
    """Return a browser in which this number was entered."""
    browser = await installation.browser()
    answer = await browser.post("/api/id/sign-in", json={"phone": phone})
    assert answer.status_code == 200, answer.text
    return browser


async def confirm_phone(installation: Installation, phone: str) -> AsyncClient:
    """Return a browser in which the number and the right code were entered."""
    browser = await start_sign_in(installation, phone)
    answer = await browser.post("/api/id/sign-in/code", json={"code": await get_code(installation, phone)})
    assert answer.status_code == 200, answer.text
    return browser


async def sign_up(installation: Installation, person: Person) -> AsyncClient:
    """Return a browser in which the person has just created a profile."""
    browser = await confirm_phone(installation, person.phone)
    answer = await browser.post("/api/id/sign-in/profile", json=profile_form(person))
    assert answer.status_code == 200, answer.text
    return browser


async def sign_in(installation: Installation, person: Person) -> AsyncClient:
    """Return a new browser in which the person, who has a profile, has signed in."""
    return await confirm_phone(installation, person.phone)


def profile_form(person: Person) -> dict[str, Any]:
    """Return the form of the person's profile."""
    return {
        "last_name": person.last_name,
        "first_name": person.first_name,
        "patronymic": person.patronymic,
        "birth_on": person.birth_on.isoformat(),
        "sex": person.sex,
    }
