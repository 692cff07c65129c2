"""Reports of browsers: a part of a page failed, and was replaced by a wall."""

from datetime import timedelta
from typing import Annotated, Literal

import structlog
from fastapi import APIRouter
from prometheus_client import Counter
from pydantic import StringConstraints

from parta.core.rate_limits import RateLimit, RequestRateLimiter
from parta.core.schema import RequestModel

_REPORTS = RateLimit("client failures", burst=20, interval=timedelta(minutes=1))
"""A page reports each kind of failure once; what fails for a whole school is known after the first reports."""

_FAILURES = Counter("parta_client_failures", "Parts of pages that failed in a browser.", ["page", "place"])

log = structlog.get_logger()
router = APIRouter(prefix="/api/client-failures", tags=["health"])


class ClientFailure(RequestModel):
    """What failed in a browser: where and of which type, never with which text."""

    page: Literal["id", "journal", "messenger"]
    place: Literal[
        "page",
        "list",
        "conversation",
        "stage",
        "panel",
        "board",
        "message",
        "chat",
        "tile",
        "card",
        "lesson",
        "student",
        "file",
        "notification",
        "late",
        "data",
    ]
    """The wall that held; `late` is a part that did not load, `data` an update that could not be read."""
    type: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{1,40}$")]
    """The name of the error's class."""


@router.post("", status_code=204)
async def report_client_failure(limiter: RequestRateLimiter, body: ClientFailure) -> None:
    """Count and log a failure in a browser, whoever is signed in there; nothing of the person is logged."""
    await limiter.hit_by_address(_REPORTS)
    _FAILURES.labels(body.page, body.place).inc()
    log.warning("client failure", page=body.page, place=body.place, type=body.type)
