"""Figures for Prometheus: what this process has done, and what waits in the database."""

import hmac
from typing import Any

from fastapi import APIRouter, Request, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from sqlalchemy import func, select

from parta.core.heartbeats import heartbeat_ages
from parta.core.jobs import count_dead_lettered, count_waiting
from parta.core.loopback import is_loopback_request
from parta.core.outbox import OutboxRow

router = APIRouter(include_in_schema=False)

disable_created_metrics()

REQUESTS = Counter("parta_requests", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "parta_request_seconds",
    "Seconds from a request's head to the end of its answer.",
    ["route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
RUNNING = Gauge("parta_requests_running", "Requests being answered now.")
_WAITING = Gauge("parta_outbox_waiting", "Events that no worker has taken yet.")
_JOBS_WAITING = Gauge("parta_jobs_waiting", "Jobs that are queued or running.")
_JOBS_PARKED = Gauge("parta_jobs_parked", "Jobs that failed so often that they wait for people.")
SOCKETS = Gauge("parta_sockets", "Sockets that are open here.")
_BEAT_AGE = Gauge("parta_beat_age_seconds", "Seconds since a process last said that it is alive.", ["process"])

_REQUEST_COUNTERS: dict[tuple[str, str, int], Counter] = {}
_SECONDS_BY_ROUTE: dict[str, Histogram] = {}


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    key = (method, route, status)
    counter = _REQUEST_COUNTERS.get(key)
    if counter is None:
        counter = _REQUEST_COUNTERS[key] = REQUESTS.labels(method, route, str(status))
    histogram = _SECONDS_BY_ROUTE.get(route)
    if histogram is None:
        histogram = _SECONDS_BY_ROUTE[route] = SECONDS.labels(route)
    counter.inc()
    histogram.observe(seconds)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Tell the figures to whoever sits at this machine or bears the token; to others there is no such page."""
    if not _may_read(request):
        return Response(status_code=404)
    async with request.app.state.sessions() as session:
        _WAITING.set(await session.scalar(select(func.count()).select_from(OutboxRow)) or 0)
        _JOBS_WAITING.set(await count_waiting(session))
        _JOBS_PARKED.set(await count_dead_lettered(session))
        for process, age in (await heartbeat_ages(session)).items():
            _BEAT_AGE.labels(process).set(age)
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)


def _may_read(request: Request) -> bool:
    token: Any = request.app.state.settings.metrics_token
    given = request.headers.get("authorization", "")
    if token is not None and hmac.compare_digest(given.encode(), f"Bearer {token.get_secret_value()}".encode()):
        return True
    return is_loopback_request(request.scope)
