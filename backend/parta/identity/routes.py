"""Routes of Parta ID."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from parta.core.context import CoreContext
from parta.core.cookies import delete_cookie, set_cookie, set_session_cookie
from parta.core.http import Caller, CallerOutsideTransaction, OptionalCaller, RequestCoreContext, Work, cookie_token
from parta.core.keys import derive_key
from parta.core.known_devices import remember_device
from parta.core.rate_limits import CODES, RateLimit, RateLimiter, RequestRateLimiter, hit_budget
from parta.core.security import client_address
from parta.identity import queries, rules
from parta.identity.queries import PROFILE_SESSIONS
from parta.identity.schemas import (
    CodeSent,
    ConfirmationRequest,
    Me,
    PasswordRequest,
    ProfileRead,
    ProfileRequest,
    SessionRead,
    SignInRequest,
    SignInState,
    VerifyCodeRequest,
)
from parta.identity.service import codes, confirmation, profiles, sessions, sign_in
from parta.identity.service.sign_in import Browser, Outcome

router = APIRouter(prefix="/api/id", tags=["id"])

ATTEMPT_COOKIE = "parta_attempt"
_BY_ADDRESS = RateLimit("sign-in", burst=300, interval=timedelta(seconds=2))
"""A whole school shares one address, and everybody signs in on the first of September."""


async def _limit_by_address(limiter: RequestRateLimiter) -> None:
    await limiter.hit_by_address(_BY_ADDRESS)


async def _hit_code_limits(
    context: CoreContext, limiter: RateLimiter, phone: str | None, *, is_signed_in: bool = False
) -> None:
    """Hit the limits of codes sent to this number, if one will be sent. Raises PhoneNotServed.

    A tenth of the day's budget is kept for browsers in which this number is signed in, or was before.
    """
    if phone is None:
        return
    settings = context.settings
    if not rules.is_served(phone, settings.code_countries):
        raise codes.PhoneNotServed
    await limiter.hit_by_owner([codes.CODES_BURST, codes.CODES_PER_DAY], phone, is_signed_in=is_signed_in)
    await limiter.hit_by_address(codes.CODES_BY_ADDRESS)
    kept = 0 if is_signed_in or limiter.is_known_to(phone) else settings.codes_per_day // 10
    await hit_budget(context, CODES, settings.codes_per_day - kept)


class BrowserClient:
    """The browser that sent the request, and its cookies."""

    def __init__(self, request: Request, response: Response) -> None:
        """Bind to this request and its response."""
        self._request = request
        self._response = response
        self.key = derive_key(request.app.state.context.settings, "codes")
        self.browser = Browser(
            attempt=cookie_token(request, ATTEMPT_COOKIE),
            device=rules.parse_device(request.headers.get("user-agent", "")),
            address=client_address(request.scope),
        )

    def apply_outcome(self, outcome: Outcome) -> SignInState:
        """Set and delete cookies as the outcome requires, return the state."""
        if outcome.attempt is not None:
            set_cookie(self._request, self._response, ATTEMPT_COOKIE, outcome.attempt, rules.NUMBER_RETENTION)
        if outcome.session is not None:
            self.set_session_cookie(outcome.session)
            if outcome.phone is not None:
                remember_device(self._request, self._response, outcome.phone)
            self.delete_cookie(ATTEMPT_COOKIE)
        return outcome.state

    def set_session_cookie(self, token: str) -> None:
        """Set the session cookie."""
        set_session_cookie(self._request, self._response, PROFILE_SESSIONS, token)

    def delete_cookie(self, name: str) -> None:
        """Delete this cookie."""
        delete_cookie(self._request, self._response, name)

    def clear_session(self) -> None:
        """Delete the session cookie and clear the disk cache: the next user may be somebody else."""
        self.delete_cookie(PROFILE_SESSIONS.cookie)
        self.clear_cache()

    def clear_cache(self) -> None:
        """Clear the browser's HTTP cache."""
        self._response.headers["Clear-Site-Data"] = '"cache"'


async def _get_client(request: Request, response: Response) -> BrowserClient:
    return BrowserClient(request, response)


Client = Annotated[BrowserClient, Depends(_get_client)]
_LIMITED_BY_ADDRESS = [Depends(_limit_by_address)]
"""Runs before everything else: no request holds two connections at once."""


@router.get("/sign-in")
async def read_sign_in(work: Work, client: Client, caller: OptionalCaller) -> SignInState:
    """Return the state of this browser's sign-in."""
    return await sign_in.read_state(work, client.browser, is_signed_in=caller is not None)


@router.post("/sign-in", dependencies=_LIMITED_BY_ADDRESS)
async def begin_sign_in(
    context: RequestCoreContext, limiter: RequestRateLimiter, client: Client, body: SignInRequest
) -> SignInState:
    """Begin to sign in by a phone number; a code is sent to it."""
    async with context.transaction() as work:
        phone = await sign_in.find_code_recipient(work, client.browser, body.phone)
    await _hit_code_limits(context, limiter, phone)
    async with context.transaction() as work:
        outcome = await sign_in.begin(work, client.browser, body.phone)
    return client.apply_outcome(outcome)


@router.delete("/sign-in", status_code=204)
async def abandon_sign_in(work: Work, client: Client) -> None:
    """Delete this browser's sign-in, so that another number can be entered."""
    await sign_in.abandon(work, client.browser)
    client.delete_cookie(ATTEMPT_COOKIE)


@router.post("/sign-in/resend", dependencies=_LIMITED_BY_ADDRESS)
async def resend_code(context: RequestCoreContext, limiter: RequestRateLimiter, client: Client) -> SignInState:
    """Send another code; it replaces the last one."""
    async with context.transaction() as work:
        phone = await sign_in.find_resend_recipient(work, client.browser)
    await _hit_code_limits(context, limiter, phone)
    async with context.transaction() as work:
        return await sign_in.resend(work, client.browser)


@router.post("/sign-in/code", dependencies=_LIMITED_BY_ADDRESS)
async def submit_code(work: Work, client: Client, body: VerifyCodeRequest) -> SignInState:
    """Continue the sign-in with the code from the SMS."""
    return client.apply_outcome(await sign_in.submit_code(work, client.browser, client.key, body.code))


@router.post("/sign-in/password", dependencies=_LIMITED_BY_ADDRESS)
async def submit_password(
    context: RequestCoreContext, limiter: RequestRateLimiter, client: Client, body: PasswordRequest
) -> SignInState:
    """Continue the sign-in with the password instead of a code."""
    async with context.transaction() as work:
        phone = await sign_in.find_attempt_phone(work, client.browser)
    if phone is not None:
        await limiter.hit_by_owner([sign_in.PASSWORDS], phone)
    async with context.transaction() as work:
        outcome = await sign_in.submit_password(work, client.browser, body.password.get_secret_value())
    return client.apply_outcome(outcome)


@router.post("/sign-in/profile")
async def submit_profile(work: Work, client: Client, body: ProfileRequest) -> SignInState:
    """Create a profile for a number that has none, and complete the sign-in."""
    outcome = await sign_in.submit_profile(work, client.browser, body.name, birth_on=body.birth_on, sex=body.sex)
    return client.apply_outcome(outcome)


@router.get("/me")
async def read_me(request: Request, work: Work, caller: OptionalCaller) -> Me | None:
    """Return who is signed in, or null."""
    return caller and await queries.read_me(work, caller, is_demo=request.app.state.context.settings.demo)


@router.patch("/profile")
async def change_profile(work: Work, caller: Caller, body: ProfileRequest) -> ProfileRead:
    """Change the caller's name, birth date and sex while no school confirms them."""
    return await profiles.change_profile(work, caller, body.name, birth_on=body.birth_on, sex=body.sex)


@router.put("/password", status_code=204)
async def set_password(context: RequestCoreContext, work: Work, caller: Caller, body: PasswordRequest) -> None:
    """Set the password that can be used instead of a code."""
    profile_id = (await queries.get_own_profile(work, caller)).id
    words = await context.get(confirmation.GuessableWords).list_words(work, profile_id)
    await confirmation.set_password(work, caller, body.password.get_secret_value(), words)


@router.delete("/password", status_code=204)
async def remove_password(work: Work, caller: Caller) -> None:
    """Remove the password; only codes sign in afterwards."""
    await confirmation.remove_password(work, caller)


@router.post("/confirmation/code")
async def request_confirmation(
    context: RequestCoreContext, limiter: RequestRateLimiter, caller: CallerOutsideTransaction
) -> CodeSent:
    """Send a code for a confirmation."""
    async with context.transaction(caller) as work:
        phone = await confirmation.find_code_recipient(work, caller)
    await _hit_code_limits(context, limiter, phone, is_signed_in=True)
    async with context.transaction(caller) as work:
        return await confirmation.request_confirmation(work, caller)


@router.post("/confirmation", status_code=204)
async def confirm(
    client: Client,
    context: RequestCoreContext,
    limiter: RequestRateLimiter,
    caller: CallerOutsideTransaction,
    body: ConfirmationRequest,
) -> None:
    """Confirm who acts by a code or the password; the session gets a new token."""
    if body.code is None:
        await limiter.hit(confirmation.CONFIRMATIONS, caller.id)
    async with context.transaction(caller) as work:
        if body.code is not None:
            token = await confirmation.confirm_by_code(work, caller, client.key, body.code)
        else:
            token = await confirmation.confirm_by_password(work, caller, body.password_text)
    client.set_session_cookie(token)


@router.get("/sessions")
async def list_sessions(work: Work, caller: Caller) -> Sequence[SessionRead]:
    """Return the caller's sessions."""
    return await queries.read_sessions(work, caller)


@router.delete("/sessions/{session_id}", status_code=204)
async def end_session(work: Work, caller: Caller, session_id: UUID) -> None:
    """End one session of the caller."""
    await sessions.end_session(work, caller, session_id)


@router.post("/sign-out", status_code=204)
async def sign_out(client: Client, work: Work, caller: Caller) -> None:
    """End the current session."""
    await sessions.end_own_session(work, caller)
    client.clear_session()


@router.post("/sign-out-everywhere", status_code=204)
async def sign_out_everywhere(client: Client, work: Work, caller: Caller) -> None:
    """End all sessions of the caller, the current one too."""
    await sessions.end_own_sessions(work, caller)
    client.clear_session()


@router.post("/clear-cache", status_code=204)
async def clear_cache(client: Client) -> None:
    """Clear the cache of a browser whose session was ended elsewhere. Needs no session."""
    client.clear_cache()
