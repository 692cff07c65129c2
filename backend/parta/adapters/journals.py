"""Journals of other vendors: sign-in by OpenID Connect, and the person by OneRoster 1.2."""

import asyncio
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from time import monotonic
from typing import Annotated, Any, Literal, Protocol, TypeVar, cast
from urllib.parse import quote

import httpx
from authlib.oauth2 import OAuth2Client
from joserfc.jwk import KeySet
from pydantic import AfterValidator, BaseModel, Field, ValidationError

from parta.adapters.id_tokens import ExpectedToken, IdTokenRefused, UnknownKey, read_keys, verify_id_token
from parta.core.circuit import Circuit
from parta.core.errors import Unavailable
from parta.core.names import tidy_name
from parta.core.return_addresses import require_web_address
from parta.core.text import clean_line
from parta.core.text_fields import StatedName, StatedTitle

_TIMEOUT = httpx.Timeout(4.0, connect=2.0)
"""Short, as a person waits for a journal that may not respond."""
_TOTAL_TIMEOUT_S = 6.0
"""Of one request, however slowly its response arrives."""
_MAX_RESPONSE_BYTES = 1 << 20
_MAX_KEYS = 100
_KEYS_LIFETIME_S = 600.0
"""For how long a journal's keys are kept. An unknown key is looked for at once."""
_ROSTERING = "/ims/oneroster/rostering/v1p2"

ExternalRole = Literal["student", "guardian", "teacher", "employee", "administrator"]
_ROLES: dict[str, ExternalRole] = {
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
"""OneRoster's role → ours."""


class JournalUnavailable(Unavailable):
    """The other journal does not respond, or not in a way that can be understood."""


@dataclass(frozen=True, slots=True)
class ExternalSchool:
    """A school of an external journal."""

    sourced_id: str
    title: str
    city: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class ExternalPerson:
    """A person of an external journal."""

    sourced_id: str
    last_name: str
    first_name: str
    patronymic: str | None
    birth_on: date | None
    sex: Literal["male", "female"] | None
    role: ExternalRole
    school: ExternalSchool


@dataclass(frozen=True, slots=True)
class OidcClient:
    """The OpenID Connect client of one external journal: its issuer and our credentials there."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    time_zone: str


@dataclass(frozen=True, slots=True)
class ExternalSignIn:
    """The URL to sign in at the external journal, with what binds it to this browser."""

    url: str
    state: str
    verifier: str
    nonce: str


@dataclass(frozen=True, slots=True)
class ExternalReturn:
    """What the browser brought back from the external journal, with what it was sent there with."""

    code: str = field(repr=False)
    issuer: str | None
    """By whom the redirect claims to be (RFC 9207)."""
    verifier: str = field(repr=False)
    nonce: str = field(repr=False)


class Journals(Protocol):
    """The port of external journals."""

    async def begin_sign_in(self, client: OidcClient, *, state: str, redirect_uri: str) -> ExternalSignIn:
        """Return where to sign in; the browser comes back to `redirect_uri`. Raises JournalUnavailable."""
        ...

    async def fetch_person(self, client: OidcClient, back: ExternalReturn, *, redirect_uri: str) -> ExternalPerson:
        """Return the person who has signed in, by the code of the redirect. Raises JournalUnavailable."""
        ...


T = TypeVar("T", bound=BaseModel)


WebAddress = Annotated[str, AfterValidator(require_web_address)]
"""An address that another server gave: a browser is sent there, so it may be no script."""


class _Discovery(BaseModel):
    issuer: str
    authorization_endpoint: WebAddress
    token_endpoint: WebAddress
    userinfo_endpoint: WebAddress
    jwks_uri: WebAddress
    names_issuer: bool = Field(default=False, alias="authorization_response_iss_parameter_supported")
    """True if each redirect back carries `iss`."""


class _PublishedKeys(BaseModel):
    keys: list[dict[str, Any]] = Field(max_length=_MAX_KEYS)


@dataclass(frozen=True, slots=True)
class _KeptKeys:
    address: str
    keys: KeySet
    until: float


class _Tokens(BaseModel):
    access_token: str
    id_token: str


class _Claims(BaseModel):
    sub: str


class _Reference(BaseModel):
    sourced_id: str = Field(alias="sourcedId")


class _Role(BaseModel):
    role: str
    org: _Reference


class _User(BaseModel):
    given_name: StatedName = Field(alias="givenName")
    family_name: StatedName = Field(alias="familyName")
    middle_name: Annotated[str, AfterValidator(tidy_name)] | None = Field(default=None, alias="middleName")
    roles: list[_Role] = Field(min_length=1)
    metadata: dict[str, Any] = Field(default_factory=dict[str, Any])


class _Org(BaseModel):
    name: StatedTitle
    metadata: dict[str, Any] = Field(default_factory=dict[str, Any])


class OneRosterJournals:
    """Journals that speak OpenID Connect (authorization code with PKCE) and OneRoster 1.2."""

    def __init__(self, transport: httpx.AsyncBaseTransport | None = None, *, timeout: httpx.Timeout = _TIMEOUT) -> None:
        """Use this transport (default: the network) and timeout."""
        self._transport = transport
        self._timeout = timeout
        self._circuits: dict[str, Circuit] = {}
        self._kept_keys: dict[str, _KeptKeys] = {}
        """By issuer."""

    async def begin_sign_in(self, client: OidcClient, *, state: str, redirect_uri: str) -> ExternalSignIn:
        """Return where to sign in; the browser comes back to `redirect_uri`. Raises JournalUnavailable."""
        discovery = await self._discover(client)
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(32)
        oauth = OAuth2Client(
            None, client.client_id, scope="openid", redirect_uri=redirect_uri, code_challenge_method="S256"
        )
        url, _ = oauth.create_authorization_url(  # pyright: ignore[reportUnknownMemberType] - the library has no types
            discovery.authorization_endpoint, state=state, code_verifier=verifier, nonce=nonce
        )
        return ExternalSignIn(url, state, verifier, nonce)

    async def fetch_person(self, client: OidcClient, back: ExternalReturn, *, redirect_uri: str) -> ExternalPerson:
        """Return the person who has signed in, by the code of the redirect. Raises JournalUnavailable."""
        discovery = await self._discover(client)
        if back.issuer != client.issuer and (back.issuer is not None or discovery.names_issuer):
            raise JournalUnavailable("the redirect is another issuer's")
        form = {
            "grant_type": "authorization_code",
            "code": back.code,
            "redirect_uri": redirect_uri,
            "code_verifier": back.verifier,
        }
        credentials = (client.client_id, client.client_secret)
        response = await self._request_json(client, "POST", discovery.token_endpoint, data=form, auth=credentials)
        tokens = _parse(_Tokens, response)
        sub = await self._verify(client, discovery.jwks_uri, tokens.id_token, back.nonce)
        token = {"Authorization": f"Bearer {tokens.access_token}"}
        claims = _parse(_Claims, await self._request_json(client, "GET", discovery.userinfo_endpoint, headers=token))
        if claims.sub != sub:
            raise JournalUnavailable("userinfo is about another person than the ID token")
        rostering = client.issuer.rstrip("/") + _ROSTERING
        response = await self._request_json(client, "GET", f"{rostering}/users/{quote(sub, safe='')}", headers=token)
        user = _parse(_User, response.get("user"))
        role = user.roles[0]
        school = quote(role.org.sourced_id, safe="")
        response = await self._request_json(client, "GET", f"{rostering}/orgs/{school}", headers=token)
        return _to_external_person(sub, user, role, _parse(_Org, response.get("org")), client)

    async def _discover(self, client: OidcClient) -> _Discovery:
        url = f"{client.issuer.rstrip('/')}/.well-known/openid-configuration"
        discovery = _parse(_Discovery, await self._request_json(client, "GET", url))
        if discovery.issuer != client.issuer:
            raise JournalUnavailable("the discovery is another issuer's")
        return discovery

    async def _verify(self, client: OidcClient, keys_address: str, id_token: str, nonce: str) -> str:
        """Return the `sub` of the ID token; keys that are kept and do not fit are fetched again, once."""
        expected = ExpectedToken(client.issuer, client.client_id, nonce)
        kept = self._kept_keys.get(client.issuer)
        try:
            if kept is not None and kept.address == keys_address and monotonic() < kept.until:
                with suppress(UnknownKey):
                    return verify_id_token(id_token, kept.keys, expected)
            return verify_id_token(id_token, await self._fetch_keys(client, keys_address), expected)
        except IdTokenRefused as error:
            raise JournalUnavailable(f"the ID token is refused: {error}") from None

    async def _fetch_keys(self, client: OidcClient, address: str) -> KeySet:
        published = _parse(_PublishedKeys, await self._request_json(client, "GET", address))
        keys = read_keys(published.keys)
        self._kept_keys[client.issuer] = _KeptKeys(address, keys, monotonic() + _KEYS_LIFETIME_S)
        return keys

    async def _request_json(self, client: OidcClient, method: str, url: str, **options: Any) -> dict[str, Any]:  # noqa: ANN401 - httpx's options
        circuit = self._circuits.setdefault(client.issuer, Circuit(client.issuer, JournalUnavailable))
        with circuit.attempt():
            try:
                async with asyncio.timeout(_TOTAL_TIMEOUT_S):
                    status, content = await self._request(method, url, **options)
                body: object = json.loads(content) if status < HTTPStatus.INTERNAL_SERVER_ERROR else None
            except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, ValueError, RecursionError) as error:
                raise JournalUnavailable(type(error).__name__) from error
            if not isinstance(body, dict):
                raise JournalUnavailable(f"status {status}, not an object")
        if status != HTTPStatus.OK:  # it refuses this person, or this code of theirs
            raise JournalUnavailable(f"status {status}")
        return cast("dict[str, Any]", body)

    async def _request(self, method: str, url: str, **options: Any) -> tuple[int, bytes]:  # noqa: ANN401 - httpx's options
        content = bytearray()
        async with (
            httpx.AsyncClient(timeout=self._timeout, transport=self._transport) as client,
            client.stream(method, url, **options) as response,
        ):
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > _MAX_RESPONSE_BYTES:
                    raise JournalUnavailable("the response is too long")
        return response.status_code, bytes(content)


def _parse(model: type[T], body: object) -> T:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise JournalUnavailable(model.__name__) from error


def _to_external_person(sub: str, user: _User, role: _Role, org: _Org, client: OidcClient) -> ExternalPerson:
    if role.role not in _ROLES:
        raise JournalUnavailable("an unknown role")
    sex = user.metadata.get("sex")
    return ExternalPerson(
        sourced_id=sub,
        last_name=user.family_name,
        first_name=user.given_name,
        patronymic=user.middle_name or None,
        birth_on=_parse_date(user.metadata.get("birthDate")),
        sex=sex if sex in ("male", "female") else None,
        role=_ROLES[role.role],
        school=ExternalSchool(
            sourced_id=role.org.sourced_id,
            title=org.name,
            city=clean_line(str(org.metadata.get("city", ""))),
            time_zone=client.time_zone,
        ),
    )


def _parse_date(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
