"""HTTP route of sending: the hot path, so one thin function without dependencies."""

from uuid import UUID

from fastapi import APIRouter, HTTPException, Request, Response, status
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import ValidationError
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from parta.core.context import CoreContext
from parta.core.errors import Unauthenticated, raises
from parta.core.http import cookie_token, opened_for
from parta.core.principals import PrincipalKind
from parta.identity.queries import PROFILE_SESSIONS
from parta.messenger.queries.messages import read_message
from parta.messenger.rules.errors import SendQueueBusy
from parta.messenger.rules.messages import SendRequest
from parta.messenger.schemas import MessageCreate, MessageRead
from parta.messenger.send_queue import SendQueue


class _SendRoute(APIRoute):
    """A route that FastAPI describes, and that serves what our clients send by itself: half of a request was FastAPI's.

    Everything else (another method, another media type, an id that is none) gets the answer of FastAPI.
    """

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request."""
        request = Request(scope, receive)
        chat_id = _parse_id(request.path_params["chat_id"])
        if chat_id is None or request.method != "POST" or request.headers.get("content-type") != "application/json":
            await super().handle(scope, receive, send)
            return
        try:
            body = MessageCreate.model_validate_json(await request.body())
        except ClientDisconnect:
            raise HTTPException(status.HTTP_400_BAD_REQUEST) from None
        except ValidationError as error:
            raise RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in error.errors()]) from None
        response = await send_message(request, chat_id, body)
        await response(scope, receive, send)


def _parse_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


router = APIRouter(tags=["messages"], route_class=_SendRoute)


@router.post(
    "/api/chats/{chat_id}/messages",
    operation_id="send_message",
    status_code=status.HTTP_201_CREATED,
    response_class=Response,
    response_model=None,
    responses={200: {"model": MessageRead}, 201: {"model": MessageRead}},
)
@raises(Unauthenticated, SendQueueBusy)
async def send_message(request: Request, chat_id: UUID, body: MessageCreate) -> Response:
    """Send a message. A retry with the same `client_id` returns the stored message, with 200."""
    token = cookie_token(request, PROFILE_SESSIONS.cookie)
    if token is None:
        raise Unauthenticated
    send = SendRequest(
        chat_id=chat_id,
        client_id=body.client_id,
        text=body.text,
        entities=tuple(body.entities),
        reply_to=body.reply_to,
        mentions=tuple(body.mentions),
        mentions_all=body.mentions_all,
        files=tuple(body.files),
    )
    context: CoreContext = request.app.state.context
    sent = await context.get(SendQueue).send(token, send, opened_for=opened_for(request, PrincipalKind.PROFILE))
    if sent.payload is not None:
        return _respond(sent.payload, status.HTTP_201_CREATED)
    async with context.transaction() as work:
        message = await read_message(work, sent.message_id)
    return _respond(message.model_dump_json().encode(), status.HTTP_200_OK)


def _respond(body: bytes, code: int) -> Response:
    return Response(body, code, media_type="application/json")
