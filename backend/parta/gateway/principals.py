"""Who opens a socket."""

from starlette.requests import HTTPConnection

from parta.core.context import CoreContext
from parta.core.http import find_principal
from parta.core.principal_sessions import PrincipalSessions
from parta.core.principals import Principal, PrincipalKind


async def find_named_principal(connection: HTTPConnection) -> Principal | None:
    """Return who is signed in as the kind of principal that the page names by `as`, by default a profile."""
    context: CoreContext = connection.app.state.context
    sessions = context.get(PrincipalSessions).named(connection.query_params.get("as", PrincipalKind.PROFILE))
    if sessions is None:
        return None
    async with context.transaction() as work:
        return await find_principal(connection, work, sessions.principal)
