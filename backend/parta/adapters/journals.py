"""Journals of other vendors: signing in there (OpenID Connect), and who has signed in (OneRoster 1.2)."""

import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any, Literal, Protocol, TypeVar, cast
from urllib.parse import urlencode

import httpx
from pydantic import BaseModel, Field, ValidationError

_PATIENCE = httpx.Timeout(4.0, connect=2.0)
"""How long a person is let wait for a journal that may be silent."""
_ROSTERING = "/ims/oneroster/rostering/v1p2"

OutsideRole = Literal["student", "guardian", "teacher", "employee", "administrator"]
_ROLES: dict[str, OutsideRole] = {
    "student": "student",
    "guardian": "guardian",
    "parent": "guardian",
    "relative": "guardian",
    "teacher": "teacher",
    "aide": "employee",
    "proctor": "employee",
    "counselor": "employee",
    "principal": "administrator",
    "siteAdministrator": "administrator",
    "districtAdministrator": "administrator",
}
"""OneRoster's roles → ours."""


class JournalSilent(Exception):  # noqa: N818 - it is what the journal is
    """The other journal does not answer, or not in a way that can be understood."""


@dataclass(frozen=True, slots=True)
class OutsideSchool:
    """A school as another journal tells of it."""

    sourced_id: str
    title: str
    city: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class OutsidePerson:
    """A person as another journal tells of them."""

    sourced_id: str
    last_name: str
    first_name: str
    patronymic: str | None
    birth_on: date | None
    sex: Literal["male", "female"] | None
    role: OutsideRole
    school: OutsideSchool


@dataclass(frozen=True, slots=True)
class Door:
    """Where a journal is reached, and how it knows us."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    time_zone: str


@dataclass(frozen=True, slots=True)
class SignInThere:
    """Where the browser goes to sign in there, and what proves afterwards that it was this browser's own wish."""

    url: str
    state: str
    verifier: str


class Journals(Protocol):
    """The way to journals of other vendors."""

    async def begin(self, door: Door, *, state: str, back: str) -> SignInThere:
        """Give where to sign in; the browser comes back to `back` with a code and the state. Raises JournalSilent."""
        ...

    async def who(self, door: Door, *, code: str, verifier: str, back: str) -> OutsidePerson:
        """Give who has signed in there, for the code that the browser brought. Raises JournalSilent."""
        ...


T = TypeVar("T", bound=BaseModel)


class _Discovery(BaseModel):
    authorization_endpoint: str
    token_endpoint: str
    userinfo_endpoint: str


class _Tokens(BaseModel):
    access_token: str


class _Claims(BaseModel):
    sub: str


class _Reference(BaseModel):
    sourced_id: str = Field(alias="sourcedId")


class _Role(BaseModel):
    role: str
    org: _Reference


class _User(BaseModel):
    given_name: str = Field(alias="givenName")
    family_name: str = Field(alias="familyName")
    middle_name: str | None = Field(default=None, alias="middleName")
    roles: list[_Role] = Field(min_length=1)
    metadata: dict[str, Any] = Field(default_factory=dict[str, Any])


class _Org(BaseModel):
    name: str
    metadata: dict[str, Any] = Field(default_factory=dict[str, Any])


class OneRosterJournals:
    """Journals that speak OpenID Connect (authorization code with PKCE) and OneRoster 1.2."""

    def __init__(
        self, transport: httpx.AsyncBaseTransport | None = None, *, patience: httpx.Timeout = _PATIENCE
    ) -> None:
        """Speak through this transport, or the network's; wait for an answer as long as `patience` says."""
        self._transport = transport
        self._patience = patience

    async def begin(self, door: Door, *, state: str, back: str) -> SignInThere:
        """Give where to sign in; the browser comes back to `back` with a code and the state. Raises JournalSilent."""
        found = await self._discover(door)
        verifier = secrets.token_urlsafe(48)
        challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": door.client_id,
            "redirect_uri": back,
            "scope": "openid",
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return SignInThere(url=f"{found.authorization_endpoint}?{urlencode(asked)}", state=state, verifier=verifier)

    async def who(self, door: Door, *, code: str, verifier: str, back: str) -> OutsidePerson:
        """Give who has signed in there, for the code that the browser brought. Raises JournalSilent."""
        found = await self._discover(door)
        brought = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
        us = (door.client_id, door.client_secret)
        answer = await self._ask("POST", found.token_endpoint, data=brought, auth=us)
        tokens = _read(_Tokens, answer)
        token = {"Authorization": f"Bearer {tokens.access_token}"}
        claims = _read(_Claims, await self._ask("GET", found.userinfo_endpoint, headers=token))
        rostering = door.issuer.rstrip("/") + _ROSTERING
        answer = await self._ask("GET", f"{rostering}/users/{claims.sub}", headers=token)
        user = _read(_User, answer.get("user"))
        role = user.roles[0]
        answer = await self._ask("GET", f"{rostering}/orgs/{role.org.sourced_id}", headers=token)
        return _person(claims.sub, user, role, _read(_Org, answer.get("org")), door)

    async def _discover(self, door: Door) -> _Discovery:
        url = f"{door.issuer.rstrip('/')}/.well-known/openid-configuration"
        return _read(_Discovery, await self._ask("GET", url))

    async def _ask(self, method: str, url: str, **how: Any) -> dict[str, Any]:  # noqa: ANN401 - as httpx takes it
        try:
            async with httpx.AsyncClient(timeout=self._patience, transport=self._transport) as client:
                answer = await client.request(method, url, **how)
            answer.raise_for_status()
            told: object = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise JournalSilent(type(error).__name__) from error
        if not isinstance(told, dict):
            raise JournalSilent("not an object")
        return cast("dict[str, Any]", told)


def _read(shape: type[T], told: object) -> T:
    try:
        return shape.model_validate(told)
    except ValidationError as error:
        raise JournalSilent(shape.__name__) from error


def _person(sub: str, user: _User, role: _Role, org: _Org, door: Door) -> OutsidePerson:
    if role.role not in _ROLES:
        raise JournalSilent(f"role {role.role}")
    sex = user.metadata.get("sex")
    return OutsidePerson(
        sourced_id=sub,
        last_name=user.family_name,
        first_name=user.given_name,
        patronymic=user.middle_name or None,
        birth_on=_date(user.metadata.get("birthDate")),
        sex=sex if sex in ("male", "female") else None,
        role=_ROLES[role.role],
        school=OutsideSchool(
            sourced_id=role.org.sourced_id,
            title=org.name,
            city=str(org.metadata.get("city", "")),
            time_zone=door.time_zone,
        ),
    )


def _date(told: object) -> date | None:
    try:
        return date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
