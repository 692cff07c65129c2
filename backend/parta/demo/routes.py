"""HTTP routes of demo mode."""

from collections.abc import Sequence
from datetime import timedelta

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from parta.adapters.sms.outbox import list_messages
from parta.core.cookies import set_cookie
from parta.core.errors import NotFound, raises
from parta.core.http import (
    JournalCallerOutsideTransaction,
    RequestCoreContext,
    Work,
)
from parta.core.rate_limits import RequestRateLimiter
from parta.core.security import client_address
from parta.demo import outbox, people
from parta.demo.lesson_now import LESSONS, create_lesson_now
from parta.demo.outbox import SmsRead
from parta.demo.people import Choice, PersonOffered
from parta.identity.queries import PROFILE_SESSIONS
from parta.identity.rules import parse_device
from parta.school.queries import ACCOUNT_SESSIONS
from parta.timetable.schemas import LessonRead

router = APIRouter(tags=["demo"])
no_demo_router = APIRouter()
"""The only route outside demo mode: the sign-in pages ask whether there is anybody to offer."""

_SESSION_LIFETIME = timedelta(days=1)


@router.get("/api/demo/people")
async def list_demo_people(work: Work) -> Sequence[PersonOffered]:
    """Read the people of the demo school as whom one may sign in."""
    return await people.list_people(work)


@no_demo_router.get("/api/demo/people", include_in_schema=False)
async def list_nobody() -> Sequence[PersonOffered]:
    """Return nobody."""
    return []


@router.post("/api/demo/sign-in", status_code=204)
@raises(NotFound)
async def sign_in_as_demo_person(request: Request, response: Response, work: Work, body: Choice) -> None:
    """Sign in as a person of the demo school."""
    device = parse_device(request.headers.get("user-agent", ""))
    token = await people.sign_in(work, body, device=device, address=client_address(request.scope))
    sessions = PROFILE_SESSIONS if body.where == "profile" else ACCOUNT_SESSIONS
    set_cookie(request, response, sessions.cookie, token, _SESSION_LIFETIME)


@router.post("/api/demo/lesson-now", status_code=201)
async def make_demo_lesson(
    context: RequestCoreContext, limiter: RequestRateLimiter, caller: JournalCallerOutsideTransaction
) -> LessonRead:
    """Create a lesson that starts now, for a teacher of the demo school."""
    await limiter.hit(LESSONS, caller.id)
    async with context.transaction(caller) as work:
        return await create_lesson_now(work, caller)


@router.get("/api/demo/outbox")
@raises(NotFound)
async def list_demo_messages(request: Request, work: Work, token: str = "") -> Sequence[SmsRead]:
    """Read the SMS with codes; only from this machine, with the token."""
    outbox.require_local_visitor(request, token)
    return [SmsRead.model_validate(message) for message in await list_messages(work)]


@router.get("/demo/outbox", response_class=HTMLResponse, include_in_schema=False)
async def show_demo_messages(request: Request, work: Work, token: str = "") -> HTMLResponse:
    """Show the SMS with codes; only from this machine, with the token."""
    outbox.require_local_visitor(request, token)
    headers = {"Content-Security-Policy": outbox.CONTENT_SECURITY_POLICY, "Cache-Control": "no-store"}
    return HTMLResponse(outbox.render(await list_messages(work)), headers=headers)
