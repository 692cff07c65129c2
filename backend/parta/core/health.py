"""Liveness and readiness of this process."""

import asyncio

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.schema_version import is_current

_TIMEOUT_S = 3

log = structlog.get_logger()
router = APIRouter(include_in_schema=False)


async def find_problem(engine: AsyncEngine) -> str | None:
    """Return why this process cannot serve: `database_unreachable`, `database_not_migrated`, or None."""
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            return None if await is_current(engine) else "database_not_migrated"
    except Exception as error:
        log.warning("not ready", exc_info=error)
        return "database_unreachable"


@router.get("/healthz")
async def healthz(_: Request) -> JSONResponse:
    """Return that this process is alive."""
    return JSONResponse({"status": "alive"})


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """Return whether this process is ready to serve."""
    problem = await find_problem(request.app.state.context.sessions.kw["bind"])
    return JSONResponse({"status": problem or "ready"}, 503 if problem else 200)
