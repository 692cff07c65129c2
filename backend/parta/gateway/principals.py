"""Who opens a socket."""

from starlette.requests import HTTPConnection

from parta.core.context import CoreContext
from parta.core.http import find_principal
from parta.core.principal_sessions import PrincipalSessions
from parta.core.principals import Principal, PrincipalKind


async def find_named_principal(connection: HTTPConnection) -> Principal | None:
    """Return who is signed in as the kind of principal that the page names by `as`, by default a profile.

    None if it names by `for` whom it was opened for, and that is somebody else.
    """
    context: CoreContext = connection.app.state.context
    sessions = context.get(PrincipalSessions).named(connection.query_params.get("as", PrincipalKind.PROFILE))
    if sessions is None:
        return None
    async with context.transaction() as work:
        found = await find_principal(connection, work, sessions.principal)
    return found if found is not None and connection.query_params.get("for", str(found.id)) == str(found.id) else None
