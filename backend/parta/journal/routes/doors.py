"""HTTP of the journal's own door. Who is signed in, and the first screen, `linking` tells: it knows both sides."""

from fastapi import APIRouter, Request, Response

from parta.core.cookies import delete_cookie, set_cookie
from parta.core.http import JOURNAL_COOKIE, JournalCaller, Transaction
from parta.core.rate_limits import RequestRateLimiter
from parta.journal import rules, service
from parta.journal.schemas import SignIn

router = APIRouter(prefix="/api/journal", tags=["journal"])


@router.post("/sign-in", status_code=204)
async def sign_in_to_journal(
    request: Request, response: Response, throttle: RequestRateLimiter, session: Transaction, body: SignIn
) -> None:
    """Sign in with the login and password that the school issued."""
    login = rules.clean_login(body.login)
    await throttle.by_address(rules.SIGN_INS_FROM_ADDRESS)
    await throttle.by(rules.SIGN_INS_BY_LOGIN, login)
    token = await service.sign_in(session, login, body.password.get_secret_value())
    set_cookie(request, response, JOURNAL_COOKIE, token, rules.SESSION_LIFE)


@router.post("/sign-out", status_code=204)
async def sign_out_of_journal(
    request: Request, response: Response, session: Transaction, caller: JournalCaller
) -> None:
    """End the session in this browser."""
    await service.sign_out(session, caller)
    delete_cookie(request, response, JOURNAL_COOKIE)
