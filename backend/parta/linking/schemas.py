"""Requests and responses of linking, and its entities of a profile's stream."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, StringConstraints

from parta.core.return_addresses import resolve_own_path
from parta.core.schema import RequestModel, ResponseModel
from parta.identity.models import Sex
from parta.identity.schemas import PersonName
from parta.linking.models import PersonMismatch, Reason, Side
from parta.school.schemas import JournalHome, JournalPerson, Role

ReturnTo = Annotated[
    str,
    StringConstraints(pattern=r"^/lesson/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"),
    AfterValidator(resolve_own_path),
]
"""The page of this installation to return to after linking: a lesson's."""

RefusalCode = Literal["account_linked_elsewhere", "already_linked", "child_on_adults_profile"]
"""Codes of what prevents a link; `finish` fails with the same codes."""


class LinkRequestCreate(RequestModel):
    """The journal to link with, and where to return to."""

    provider_id: UUID
    return_to: ReturnTo | None = None
    """Where the person was going when linking interrupted."""


class LinkRequestFromJournalCreate(RequestModel):
    """Where the person was going when linking interrupted."""

    return_to: ReturnTo | None = None


class LinkRequestFinish(RequestModel):
    """The person's decision about the shown mismatches."""

    accept_mismatches: bool = False


class RegionRead(ResponseModel):
    """A region of the journal providers."""

    id: UUID
    title: str


class ProviderRead(ResponseModel):
    """A journal provider of a region."""

    id: UUID
    title: str
    schools: str
    is_available: bool


class ProviderName(ResponseModel):
    """The title of a journal provider."""

    id: UUID
    title: str


class LinkRequestProfile(ResponseModel):
    """The learning profile to be linked."""

    name: PersonName
    phone: str
    """Masked."""


class LinkRequestAccount(ResponseModel):
    """The journal account to be linked."""

    name: PersonName
    login: str | None
    school: str
    roles: list[Role]
    class_title: str | None
    birth_on: date | None
    """What a new profile begins with, as the sex: only where none is attached yet."""
    sex: Sex | None


class LinkRequestRead(ResponseModel):
    """A link request and its state. In a foreign browser it contains no personal data."""

    id: UUID
    side: Side
    state: Literal["open", "signed_in", "finished", "cancelled", "expired"]
    provider: ProviderName | None
    expires_at: datetime
    """From then on it cannot be finished."""
    next_url: str
    """Where the browser must go next."""
    return_to: str | None
    """Where to return to once the request is finished."""
    profile: LinkRequestProfile | None
    account: LinkRequestAccount | None
    mismatches: list[PersonMismatch]
    refusal: RefusalCode | None
    reasons: list[Reason]
    foreign_browser: bool


class LinkRead(ResponseModel):
    """A link as its owner sees it."""

    id: UUID
    provider: ProviderName
    school: str
    account_name: PersonName
    roles: list[Role]
    linked_at: datetime
    is_active: bool


class AccountLink(ResponseModel):
    """The learning profile that a journal account is linked with, as the journal shows it."""

    profile_id: UUID
    profile_name: PersonName
    linked_at: datetime


class JournalMe(JournalPerson):
    """Who is signed in to the journal, and with which learning profile."""

    link: AccountLink | None
    is_demo: bool


class AdministratorHome(ResponseModel):
    """An administrator's first screen."""

    classes: int
    students: int
    not_linked: int
    """People of the school, of any role, who have not linked a learning profile."""


class Home(JournalHome):
    """The first screen of the journal: a part for each of the person's roles at the school."""

    administrator: AdministratorHome | None
