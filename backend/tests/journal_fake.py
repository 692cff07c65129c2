"""A fake external journal: OpenID Connect with PKCE, and OneRoster 1.2. It can lie in whatever it says."""

import asyncio
import time
import warnings
from base64 import b64encode, urlsafe_b64encode
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, Key
from joserfc.jws import JWSRegistry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from parta.adapters.journals import OidcClient
from tests.loopback_server import run_loopback_server

ISSUER = "http://journal.fake"
CLIENT = OidcClient(ISSUER, "parta", "secret of the fake", "Europe/Moscow")

Json = dict[str, Any]


def sign(header: Json, claims: Json, key: Key) -> str:
    """Return the token, signed as its header says."""
    with warnings.catch_warnings(action="ignore"):
        return jwt.encode(header, claims, key, registry=JWSRegistry(None, [header["alg"]], strict_check_header=False))


@dataclass
class JournalFake:
    """Signs in the people that a test chooses, and serves their data."""

    people: dict[str, Json] = field(default_factory=dict[str, Json])
    codes: dict[str, tuple[str, str, str]] = field(default_factory=dict[str, tuple[str, str, str]])
    """Code → person, challenge and nonce."""
    tokens: dict[str, str] = field(default_factory=dict[str, str])
    key: Key = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "first"}))
    """The key that signs ID tokens."""
    keys: list[Key] | None = None
    """The keys that are published, if others than that one."""
    algorithm: str = "ES256"
    asked: list[str] = field(default_factory=list[str])
    """The paths of all requests."""
    discovery: Json = field(default_factory=dict[str, Any])
    """Of this and what follows: what it says otherwise than it should; None leaves it out."""
    header: Json = field(default_factory=dict[str, Any])
    claims: Json = field(default_factory=dict[str, Any])
    userinfo: Json = field(default_factory=dict[str, Any])
    sign: Callable[[Json, Json, Key], str] = sign
    jwks: Response | None = None

    @property
    def app(self) -> Starlette:
        """Return the journal as an application."""
        rostering = "/ims/oneroster/rostering/v1p2"
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/token", self._token, methods=["POST"]),
                Route("/keys", self._keys),
                Route("/moved", self._moved),
                Route("/me", self._me),
                Route(rostering + "/users/{sub}", self._user),
                Route(rostering + "/orgs/{org}", self._org),
            ]
        )

    def sign_in(self, url: str, who: str) -> dict[str, str]:
        """Sign in at the URL that the browser was redirected to; return the query of the redirect back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert url.startswith(f"{ISSUER}/authorize?")
        assert (asked["client_id"], asked["code_challenge_method"]) == (CLIENT.client_id, "S256")
        assert (asked["response_type"], asked["scope"]) == ("code", "openid")
        code = f"code of {who}"
        self.codes[code] = (who, asked["code_challenge"], asked["nonce"])
        return {"code": code, "state": asked["state"]}

    async def _discovery(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        ends = {"authorization": "authorize", "token": "token", "userinfo": "me"}
        endpoints = {f"{name}_endpoint": f"{ISSUER}/{path}" for name, path in ends.items()}
        truth = {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys", **endpoints}
        return JSONResponse(_change(truth, self.discovery))

    async def _token(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        who, challenge, nonce = self.codes.pop(form["code"], ("", "", ""))
        proof = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        us = "Basic " + b64encode(f"{CLIENT.client_id}:{CLIENT.client_secret}".encode()).decode()
        if proof != challenge or request.headers["authorization"] != us:
            return JSONResponse({"error": "invalid_grant"}, 400)
        self.tokens[f"token of {who}"] = who
        at = int(time.time())
        truth = {"iss": ISSUER, "sub": who, "aud": CLIENT.client_id, "iat": at, "exp": at + 300, "nonce": nonce}
        header = _change({"alg": self.algorithm, "kid": self.key.kid}, self.header)
        id_token = self.sign(header, _change(truth, self.claims), self.key)
        return JSONResponse({"access_token": f"token of {who}", "token_type": "Bearer", "id_token": id_token})

    async def _keys(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        keys = [self.key] if self.keys is None else self.keys
        return self.jwks or JSONResponse({"keys": [key.as_dict(private=False) for key in keys]})

    async def _moved(self, _: Request) -> Response:
        return RedirectResponse(f"{ISSUER}/keys")

    async def _me(self, request: Request) -> Response:
        return JSONResponse(_change({"sub": self._get_sub(request)}, self.userinfo))

    async def _user(self, request: Request) -> Response:
        sub = request.path_params["sub"]
        if self._get_sub(request) != sub:
            return JSONResponse({}, 403)
        return JSONResponse({"user": {"sourcedId": sub, **self.people[sub]}})

    async def _org(self, request: Request) -> Response:
        org = {"sourcedId": request.path_params["org"], "name": "Лицей № 2", "metadata": {"city": "Казань"}}
        return JSONResponse({"org": org})

    def _get_sub(self, request: Request) -> str:
        return self.tokens[request.headers["authorization"].removeprefix("Bearer ")]


def _change(truth: Json, lies: Json) -> Json:
    return {name: value for name, value in (truth | lies).items() if value is not None}


@asynccontextmanager
async def silent_server() -> AsyncGenerator[str]:
    """Yield the URL of a server that accepts connections and never responds."""
    ended = asyncio.Event()

    async def listen(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await ended.wait()

    async with run_loopback_server(listen) as port:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            ended.set()
