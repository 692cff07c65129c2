"""What linking's routes take and give, and what a profile's stream carries of links."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import StringConstraints

from parta.core.schema import RequestModel, ResponseModel
from parta.identity.schemas import PersonName
from parta.journal.schemas import JournalHome, JournalPerson, Role
from parta.linking.models import Difference, Reason, Side

Landing = Annotated[str, StringConstraints(pattern=r"^/lesson/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
"""A path of our own that linking may lead on to; anything else would let a stranger choose where people go."""

RegionQuery = Annotated[str, StringConstraints(max_length=100)]

Refused = Literal["account_linked_elsewhere", "already_linked", "child_on_adults_profile"]
"""Codes of what stands in the way of a link, as `finish` would refuse."""


class IntentGiven(RequestModel):
    """Which journal to link with, and what for."""

    provider_id: UUID
    landing: Landing | None = None
    """Where the person was going when linking came in between."""


class FromJournalGiven(RequestModel):
    """Where the person was going when linking came in between."""

    landing: Landing | None = None


class FinishGiven(RequestModel):
    """The person's answer to what the review shows."""

    accept_differences: bool = False


class RegionRead(ResponseModel):
    """A region of the catalogue."""

    id: UUID
    title: str


class ProviderRead(ResponseModel):
    """A journal of the catalogue."""

    id: UUID
    title: str
    schools: str
    is_available: bool


class ProviderName(ResponseModel):
    """A journal by name."""

    id: UUID
    title: str


class IntentProfile(ResponseModel):
    """The learning profile that is to be linked."""

    name: PersonName
    phone: str
    """Masked."""


class IntentAccount(ResponseModel):
    """The journal account that is to be linked."""

    name: PersonName
    login: str | None
    school: str
    roles: list[Role]
    class_title: str | None


class Intent(ResponseModel):
    """A wish to link as it stands. In a foreign browser it names nobody."""

    id: UUID
    side: Side
    state: Literal["open", "signed_in", "finished", "cancelled", "expired"]
    provider: ProviderName | None
    expires_at: datetime
    go_to: str
    """Where the browser goes next."""
    landing: str | None
    """Where the person was going when linking came in between, to go on to once it is finished."""
    profile: IntentProfile | None
    account: IntentAccount | None
    differences: list[Difference]
    refusal: Refused | None
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
    """The first screen of the journal: a part for everything that the person is at the school."""

    administrator: AdministratorHome | None
