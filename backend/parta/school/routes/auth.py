"""HTTP routes of signing in to the journal. The signed-in person and the home page belong to `linking`."""

from fastapi import APIRouter, Request, Response

from parta.core.cookies import delete_cookie, set_session_cookie
from parta.core.http import JournalCaller, Work
from parta.core.known_devices import remember_device
from parta.core.rate_limits import RequestRateLimiter
from parta.school import rules, service
from parta.school.queries import ACCOUNT_SESSIONS
from parta.school.schemas import JournalSignInRequest

router = APIRouter(prefix="/api/journal", tags=["journal"])


@router.post("/sign-in", status_code=204)
async def sign_in_to_journal(
    request: Request,
    response: Response,
    rate_limiter: RequestRateLimiter,
    work: Work,
    body: JournalSignInRequest,
) -> None:
    """Sign in with the login and password issued by the school."""
    login = rules.normalize_login(body.login)
    await rate_limiter.hit_by_address(rules.SIGN_INS_FROM_ADDRESS)
    await rate_limiter.hit_by_owner([rules.SIGN_INS_BY_LOGIN], f"login:{login}")
    token = await service.sign_in(work, login, body.password.get_secret_value())
    set_session_cookie(request, response, ACCOUNT_SESSIONS, token)
    remember_device(request, response, f"login:{login}")


@router.post("/sign-out", status_code=204)
async def sign_out_of_journal(request: Request, response: Response, work: Work, caller: JournalCaller) -> None:
    """End the session of this browser."""
    await service.sign_out(work, caller)
    delete_cookie(request, response, ACCOUNT_SESSIONS.cookie)
