"""HTTP of Parta ID."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from parta.core.cookies import delete_cookie, set_cookie
from parta.core.http import PROFILE_COOKIE, Caller, Transaction, cookie_token
from parta.core.keys import derive_key
from parta.core.rate_limits import RateLimit, RequestRateLimiter
from parta.core.security import client_address
from parta.identity import queries, rules
from parta.identity.schemas import (
    CodeGiven,
    CodeSent,
    ConfirmationGiven,
    Me,
    NoticeRead,
    PasswordGiven,
    PhoneGiven,
    ProfileGiven,
    ProfileRead,
    SessionRead,
    SignInState,
)
from parta.identity.service import confirming, profiles, sessions, sign_in
from parta.identity.service.sign_in import Browser, Outcome

router = APIRouter(prefix="/api/id", tags=["id"])

ATTEMPT_COOKIE = "parta_attempt"
_BY_ADDRESS = RateLimit("sign-in", burst=300, every=timedelta(seconds=2))
"""A school sits behind one address, and on the first of September all of it signs in."""


async def _throttle(throttle: RequestRateLimiter) -> None:
    await throttle.by_address(_BY_ADDRESS)


class Desk:
    """The request as signing in needs it: the browser, and what it keeps afterwards."""

    def __init__(self, request: Request, response: Response) -> None:
        """Serve this request."""
        self._request = request
        self._response = response
        self.key = derive_key(request.app.state.settings, "codes")
        self.browser = Browser(
            attempt=cookie_token(request, ATTEMPT_COOKIE),
            device=rules.device_of(request.headers.get("user-agent", "")),
            address=client_address(request.scope),
        )

    def tell(self, outcome: Outcome) -> SignInState:
        """Let the browser keep what it needs for the next step, and forget what it does not."""
        if outcome.attempt is not None:
            set_cookie(self._request, self._response, ATTEMPT_COOKIE, outcome.attempt, rules.ATTEMPT_LIFE)
        if outcome.session is not None:
            self.keep_session(outcome.session)
            self.forget(ATTEMPT_COOKIE)
        return outcome.state

    def keep_session(self, token: str) -> None:
        """Let the browser keep the session."""
        set_cookie(self._request, self._response, PROFILE_COOKIE, token, rules.SESSION_LIFE)

    def forget(self, name: str) -> None:
        """Let the browser forget this cookie."""
        delete_cookie(self._request, self._response, name)

    def leave(self) -> None:
        """Let the browser forget who was here, pictures in its disk cache included: the next person may be another."""
        self.forget(PROFILE_COOKIE)
        self.clear_cache()

    def clear_cache(self) -> None:
        """Let the browser forget what it keeps on disk of answers."""
        self._response.headers["Clear-Site-Data"] = '"cache"'


AtDesk = Annotated[Desk, Depends(Desk)]
_THROTTLED = [Depends(_throttle)]
"""Comes before everything else: no request holds two connections at once."""


@router.get("/sign-in")
async def read_sign_in(session: Transaction, desk: AtDesk) -> SignInState:
    """Read where this browser's sign-in stands."""
    return await sign_in.read_state(session, desk.browser)


@router.post("/sign-in", dependencies=_THROTTLED)
async def begin_sign_in(session: Transaction, desk: AtDesk, body: PhoneGiven) -> SignInState:
    """Begin to sign in by a number; a code is sent to it."""
    return desk.tell(await sign_in.begin(session, desk.browser, body.phone))


@router.delete("/sign-in", status_code=204)
async def abandon_sign_in(session: Transaction, desk: AtDesk) -> None:
    """Forget this browser's sign-in, so that another number may be given."""
    await sign_in.abandon(session, desk.browser)
    desk.forget(ATTEMPT_COOKIE)


@router.post("/sign-in/resend", dependencies=_THROTTLED)
async def resend_code(session: Transaction, desk: AtDesk) -> SignInState:
    """Send another code in place of the last."""
    return await sign_in.resend(session, desk.browser)


@router.post("/sign-in/code", dependencies=_THROTTLED)
async def give_code(session: Transaction, desk: AtDesk, body: CodeGiven) -> SignInState:
    """Go on with the code from the message."""
    return desk.tell(await sign_in.give_code(session, desk.browser, desk.key, body.code))


@router.post("/sign-in/password", dependencies=_THROTTLED)
async def give_password(session: Transaction, desk: AtDesk, body: PasswordGiven) -> SignInState:
    """Go on with the password instead of a code."""
    outcome = await sign_in.give_password(session, desk.browser, body.password.get_secret_value())
    return desk.tell(outcome)


@router.post("/sign-in/profile")
async def give_profile(session: Transaction, desk: AtDesk, body: ProfileGiven) -> SignInState:
    """Make a profile for a number that has none, and go in."""
    outcome = await sign_in.give_profile(session, desk.browser, body.name, birth_on=body.birth_on, sex=body.sex)
    return desk.tell(outcome)


@router.get("/me")
async def read_me(request: Request, session: Transaction, caller: Caller) -> Me:
    """Read who is signed in."""
    return await queries.read_me(session, caller, is_demo=request.app.state.settings.demo)


@router.patch("/profile")
async def change_profile(session: Transaction, caller: Caller, body: ProfileGiven) -> ProfileRead:
    """Change one's name, birth date and sex, while no school vouches for them."""
    return await profiles.change_profile(session, caller, body.name, birth_on=body.birth_on, sex=body.sex)


@router.put("/password", status_code=204)
async def set_password(session: Transaction, caller: Caller, body: PasswordGiven) -> None:
    """Set the password by which one may sign in instead of a code."""
    await confirming.set_password(session, caller, body.password.get_secret_value())


@router.delete("/password", status_code=204)
async def drop_password(session: Transaction, caller: Caller) -> None:
    """Sign in by code alone from now on."""
    await confirming.drop_password(session, caller)


@router.post("/confirmation/code")
async def request_confirmation(session: Transaction, caller: Caller) -> CodeSent:
    """Send a code to confirm with."""
    return await confirming.request_confirmation(session, caller)


@router.post("/confirmation", status_code=204)
async def confirm(desk: AtDesk, session: Transaction, caller: Caller, body: ConfirmationGiven) -> None:
    """Prove once more who acts, by a code or the password; the session gets a new token."""
    if body.code is not None:
        token = await confirming.confirm_by_code(session, caller, desk.key, body.code)
    else:
        token = await confirming.confirm_by_password(session, caller, body.password_typed)
    desk.keep_session(token)


@router.get("/sessions")
async def list_sessions(session: Transaction, caller: Caller) -> Sequence[SessionRead]:
    """Read the devices on which one is signed in."""
    return await queries.read_sessions(session, caller)


@router.delete("/sessions/{session_id}", status_code=204)
async def end_session(session: Transaction, caller: Caller, session_id: UUID) -> None:
    """Sign out on one device."""
    await sessions.end_session(session, caller, session_id)


@router.post("/sign-out", status_code=204)
async def sign_out(desk: AtDesk, session: Transaction, caller: Caller) -> None:
    """Sign out here."""
    await sessions.end_own_session(session, caller)
    desk.leave()


@router.post("/sign-out-everywhere", status_code=204)
async def sign_out_everywhere(desk: AtDesk, session: Transaction, caller: Caller) -> None:
    """Sign out on all devices, this one too."""
    await sessions.end_own_sessions(session, caller)
    desk.leave()


@router.post("/clear-cache", status_code=204)
async def clear_cache(desk: AtDesk) -> None:
    """Let a browser whose session was ended elsewhere forget the pictures and files that it keeps. For anybody."""
    desk.clear_cache()


@router.get("/notices")
async def list_notices(session: Transaction, caller: Caller) -> Sequence[NoticeRead]:
    """Read what one should know, such as a sign-in on another device."""
    return await queries.list_notices(session, caller)


@router.put("/notices/{notice_id}/read", status_code=204)
async def read_notice(session: Transaction, caller: Caller, notice_id: UUID) -> None:
    """Mark a notice as read."""
    await profiles.read_notice(session, caller, notice_id)
