"""The installation's own certificate authority, to be downloaded by devices that do not trust it yet."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

PATH = "/parta-ca.crt"


def certificate_route(authority: Path) -> Route:
    """Return the route that serves this certificate."""

    async def show(_: Request) -> Response:
        return FileResponse(authority, media_type="application/x-x509-ca-cert", filename="parta-ca.crt")

    return Route(PATH, show)
