"""A fake external journal: OpenID Connect with PKCE, and OneRoster 1.2."""

import asyncio
from base64 import b64encode, urlsafe_b64encode
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from parta.adapters.journals import OidcClient

ISSUER = "http://journal.fake"
CLIENT = OidcClient(ISSUER, "parta", "secret of the fake", "Europe/Moscow")


@dataclass
class JournalFake:
    """Signs in the people that a test chooses, and serves their data."""

    people: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    codes: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    """Code → person and challenge."""
    tokens: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def app(self) -> Starlette:
        """Return the journal as an application."""
        rostering = "/ims/oneroster/rostering/v1p2"
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/token", self._token, methods=["POST"]),
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
        code = f"code of {who}"
        self.codes[code] = (who, asked["code_challenge"])
        return {"code": code, "state": asked["state"]}

    async def _discovery(self, _: Request) -> Response:
        ends = {"authorization": "authorize", "token": "token", "userinfo": "me"}
        return JSONResponse({f"{name}_endpoint": f"{ISSUER}/{path}" for name, path in ends.items()})

    async def _token(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        who, challenge = self.codes.pop(form["code"], ("", ""))
        proof = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        us = "Basic " + b64encode(f"{CLIENT.client_id}:{CLIENT.client_secret}".encode()).decode()
        if proof != challenge or request.headers["authorization"] != us:
            return JSONResponse({"error": "invalid_grant"}, 400)
        self.tokens[f"token of {who}"] = who
        return JSONResponse({"access_token": f"token of {who}", "token_type": "Bearer"})

    async def _me(self, request: Request) -> Response:
        return JSONResponse({"sub": self._get_sub(request)})

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


@asynccontextmanager
async def silent_server() -> AsyncGenerator[str]:
    """Yield the URL of a server that accepts connections and never responds."""
    ended = asyncio.Event()

    async def listen(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await ended.wait()
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        ended.set()
        server.close()
        await server.wait_closed()
