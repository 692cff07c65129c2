"""Signing in as a person of the demo school by one click."""

from collections.abc import Sequence
from typing import Literal

from parta.core.errors import NotFound
from parta.core.schema import RequestModel, ResponseModel
from parta.core.unit_of_work import UnitOfWork
from parta.demo.cast import OFFERED, DemoPerson
from parta.identity.queries import find_profile_by_phone
from parta.identity.schemas import PersonName
from parta.identity.service import open_session as open_profile_session
from parta.school.queries import find_account
from parta.school.service import open_session as open_journal_session

Where = Literal["profile", "journal"]


class PersonOffered(ResponseModel):
    """A person as whom one may sign in."""

    key: str
    name: PersonName
    about: str
    kinds: list[Where]
    """Where the person can sign in: some have no profile yet."""


class Choice(RequestModel):
    """As whom to sign in, and where."""

    key: str
    where: Where


async def list_people(work: UnitOfWork) -> Sequence[PersonOffered]:
    """Return the people whom the sign-in pages offer."""
    offered: list[PersonOffered] = []
    for person in OFFERED:
        kinds: list[Where] = []
        if await find_profile_by_phone(work, person.phone) is not None:
            kinds.append("profile")
        if person.login and await find_account(work, person.login) is not None:
            kinds.append("journal")
        if kinds:
            offered.append(PersonOffered(key=person.key, name=person.name, about=person.about, kinds=kinds))
    return offered


async def sign_in(work: UnitOfWork, choice: Choice, *, device: str, address: str | None) -> str:
    """Open a session of the chosen person and return its token. Raises NotFound."""
    person = _get(choice.key)
    if choice.where == "profile":
        profile = await find_profile_by_phone(work, person.phone)
        if profile is None:
            raise NotFound
        return await open_profile_session(work, profile.id, device=device, address=address, is_verified=False)
    account = await find_account(work, person.login)
    if account is None:
        raise NotFound
    return await open_journal_session(work, account)


def _get(key: str) -> DemoPerson:
    found = next((person for person in OFFERED if person.key == key), None)
    if found is None:
        raise NotFound
    return found
