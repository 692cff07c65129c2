"""Assembly of the web application."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import Route, WebSocketRoute

from parta.adapters.context import Context, open_context
from parta.autochats.routes import routers as autochats
from parta.boards import wire
from parta.calls.queries import get_board_roles
from parta.calls.routes import routers as calls
from parta.calls.routes.limits import ReactionRateLimiter
from parta.calls.routes.visitor import CallHooks
from parta.core import ca_certificate, client_failures, health, metrics
from parta.core.bus import Bus
from parta.core.db import DATABASE_ERRORS
from parta.core.description import MEANING_OF_TIMES, DescribedApp
from parta.core.errors import DomainError
from parta.core.head import HeadMiddleware
from parta.core.http import (
    respond_database_error,
    respond_domain_error,
    respond_http_error,
    respond_validation_error,
)
from parta.core.metrics_middleware import MetricsMiddleware
from parta.core.principals import PrincipalKind
from parta.core.security import SecurityMiddleware
from parta.core.settings import Settings
from parta.core.static_files import SpaStaticFiles
from parta.core.unit_of_work import Sessions
from parta.demo.routes import no_demo_router as no_demo
from parta.demo.routes import router as demo
from parta.files.queries import PROFILE_SCOPE, FileAccess, allow_signed_in
from parta.files.routes import router as files
from parta.files.service.quota import StorageQuotas
from parta.gateway.board_endpoint import BoardWebSocketEndpoint
from parta.gateway.board_relay import BoardFinders, BoardRelay
from parta.gateway.endpoint import WebSocketEndpoint
from parta.gateway.hub import Hub
from parta.gateway.routes import router as streams
from parta.gateway.rtc import RtcProxy
from parta.gradebook.routes import routers as gradebook
from parta.identity.routes import router as identity
from parta.identity.service.confirmation import GuessableWords
from parta.linking.queries import find_file_owner, list_guessable_words, share_school
from parta.linking.routes import routers as linking
from parta.messenger.events import MessagesSent
from parta.messenger.queries import may_see_chat
from parta.messenger.queries.attachments import Attachments
from parta.messenger.routes import first_routes
from parta.messenger.routes import routers as messenger
from parta.messenger.send_queue import ChangeRateLimiter, SendQueue
from parta.notifications.routes import router as notifications
from parta.registry import REGISTRY
from parta.remote_lessons.routes import routers as remote_lessons
from parta.school.routes import routers as school
from parta.support.routes import router as support
from parta.timetable.queries import may_see_lessons
from parta.timetable.routes import routers as timetable


def make_app(settings: Settings, sessions: Sessions, bus: Bus) -> FastAPI:
    """Return the application over this database and this bus."""
    app = DescribedApp(
        title="Parta",
        version="0.1.0",
        description=MEANING_OF_TIMES,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # ours: core.metrics, core.log
        generate_unique_id_function=lambda route: route.name,
        lifespan=_lifespan,
    )
    hub = Hub(sessions, bus, REGISTRY.streams, REGISTRY.sessions)
    signalling = RtcProxy(settings.livekit_url)
    finders = BoardFinders(get_board_roles, REGISTRY.sessions)
    boards = BoardRelay(sessions, bus, finders, wire.get_address(settings), wire.get_key(settings))
    parts = (
        hub,
        signalling,
        boards,
        ChangeRateLimiter(),
        ReactionRateLimiter(),
        SendQueue(settings.database_url, bus, emits=MessagesSent in REGISTRY.wanted),
        REGISTRY.sessions,
        FileAccess(
            {
                PrincipalKind.PROFILE: {"chat": may_see_chat, PROFILE_SCOPE: allow_signed_in},
                PrincipalKind.ACCOUNT: {"lesson": may_see_lessons},
            }
        ),
        StorageQuotas(find_file_owner, settings),
        CallHooks(share_school),
        GuessableWords(list_guessable_words),
        Attachments(REGISTRY.streams["chat"].kinds),
    )
    app.state.context = open_context(settings, sessions, bus, parts, REGISTRY.wanted)
    app.add_exception_handler(DomainError, respond_domain_error)
    for unavailable in DATABASE_ERRORS:
        app.add_exception_handler(unavailable, respond_database_error)
    app.add_exception_handler(RequestValidationError, respond_validation_error)
    app.add_exception_handler(HTTPException, respond_http_error)
    sockets = [
        WebSocketRoute("/ws", WebSocketEndpoint(hub, bus)),
        WebSocketRoute("/api/boards/{board_id:uuid}/socket", BoardWebSocketEndpoint(boards)),
    ]
    app.router.routes[:0] = [*first_routes, *sockets]  # sockets too: a thousand may connect at once
    for router in (
        *messenger,
        *calls,
        health.router,
        metrics.router,
        client_failures.router,
        identity,
        files,
        *school,
        *timetable,
        *gradebook,
        *linking,
        *autochats,
        *remote_lessons,
        notifications,
        support,
        streams,
    ):
        app.include_router(router)
    app.include_router(demo if settings.demo else no_demo)
    app.router.routes += [WebSocketRoute("/rtc{rest:path}", signalling), Route("/rtc{rest:path}", signalling)]
    if settings.tls_ca is not None:
        app.router.routes.append(ca_certificate.certificate_route(settings.tls_ca))
    app.router.default = SpaStaticFiles(settings.web_root, settings)
    app.add_middleware(HeadMiddleware)
    app.add_middleware(MetricsMiddleware)
    app.add_middleware(SecurityMiddleware, settings=settings)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncGenerator[None]:
    """Run the bus, the hub, the send queue, the boards and the proxy while the application runs."""
    context: Context = app.state.context
    hub, boards, sends = context.get(Hub), context.get(BoardRelay), context.get(SendQueue)
    signalling = context.get(RtcProxy)
    async with hub.running(), context.bus.running(), sends.running(), boards.running(), signalling.running():
        yield
    await context.close()
