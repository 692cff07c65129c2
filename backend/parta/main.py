"""The web application put together."""

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError

from parta.core import health, metrics
from parta.core.bus import Bus
from parta.core.db import Sessions
from parta.core.errors import Refusal
from parta.core.http import refuse, refuse_payload
from parta.core.observing import Observed
from parta.core.security import Guarded
from parta.core.settings import Settings
from parta.identity.queries import find_actor


def make_app(settings: Settings, sessions: Sessions, bus: Bus) -> FastAPI:
    """Give the application over this database and this bus."""
    app = FastAPI(title="Parta", version="0.1.0", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.settings = settings
    app.state.sessions = sessions
    app.state.bus = bus
    app.state.find_actor = find_actor
    app.add_exception_handler(Refusal, refuse)
    app.add_exception_handler(RequestValidationError, refuse_payload)
    for router in (health.router, metrics.router):
        app.include_router(router)
    app.add_middleware(Observed)
    app.add_middleware(Guarded, settings=settings)
    return app
