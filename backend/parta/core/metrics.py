"""Metrics for Prometheus: counters of this process, and queue lengths in the database."""

import asyncio
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

from parta.core.disk import find_files_disk
from parta.core.heartbeats import get_heartbeat_ages
from parta.core.job_tables import count_dead_lettered, count_waiting
from parta.core.loopback import is_loopback_request
from parta.core.outbox import OutboxRow
from parta.core.rate_limits import CODES, count_spent

router = APIRouter(include_in_schema=False)

disable_created_metrics()

REQUESTS = Counter("parta_requests", "Requests served.", ["method", "route", "status"])
REQUEST_SECONDS = Histogram(
    "parta_request_seconds",
    "Seconds from the start of a request to the end of its response.",
    ["route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
REQUESTS_RUNNING = Gauge("parta_requests_running", "Requests being served now.")
_OUTBOX_WAITING = Gauge("parta_outbox_waiting", "Events that no worker has taken yet.")
_JOBS_WAITING = Gauge("parta_jobs_waiting", "Jobs that are queued or running.")
_JOBS_DEAD_LETTERED = Gauge("parta_jobs_dead_lettered", "Jobs that failed too often and wait for inspection.")
_CODES_TODAY = Gauge("parta_codes_today", "Codes sent by SMS on this day (UTC).")
_CODES_PER_DAY = Gauge("parta_codes_per_day", "Codes that may be sent on a day.")
SOCKETS = Gauge("parta_sockets", "Sockets open in this process.")
_HEARTBEAT_AGE = Gauge("parta_heartbeat_age_seconds", "Seconds since the last heartbeat of a process.", ["process"])
_DISK_FREE = Gauge("parta_files_disk_free_bytes", "Free bytes of the disk of the uploads.")
_DISK_RESERVE = Gauge("parta_files_disk_reserve_bytes", "Below so many free bytes uploads are refused.")

_COUNTERS_BY_REQUEST: dict[tuple[str, str, int], Counter] = {}
_HISTOGRAMS_BY_ROUTE: dict[str, Histogram] = {}


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count one served request."""
    key = (method, route, status)
    counter = _COUNTERS_BY_REQUEST.get(key)
    if counter is None:
        counter = _COUNTERS_BY_REQUEST[key] = REQUESTS.labels(method, route, str(status))
    histogram = _HISTOGRAMS_BY_ROUTE.get(route)
    if histogram is None:
        histogram = _HISTOGRAMS_BY_ROUTE[route] = REQUEST_SECONDS.labels(route)
    counter.inc()
    histogram.observe(seconds)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Return the metrics to requests from this machine or with the token; 404 to others."""
    if not _may_read(request):
        return Response(status_code=404)
    async with request.app.state.context.sessions() as session:
        _OUTBOX_WAITING.set(await session.scalar(select(func.count()).select_from(OutboxRow)) or 0)
        _JOBS_WAITING.set(await count_waiting(session))
        _JOBS_DEAD_LETTERED.set(await count_dead_lettered(session))
        _CODES_TODAY.set(await count_spent(session, CODES))
        _CODES_PER_DAY.set(request.app.state.context.settings.codes_per_day)
        for process, age in (await get_heartbeat_ages(session)).items():
            _HEARTBEAT_AGE.labels(process).set(age)
    space = await asyncio.to_thread(find_files_disk, request.app.state.context.settings)
    if space is not None:
        _DISK_FREE.set(space.free)
        _DISK_RESERVE.set(space.reserve)
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)


def _may_read(request: Request) -> bool:
    token: Any = request.app.state.context.settings.metrics_token
    given = request.headers.get("authorization", "")
    if token is not None and hmac.compare_digest(given.encode(), f"Bearer {token.get_secret_value()}".encode()):
        return True
    return is_loopback_request(request.scope)
