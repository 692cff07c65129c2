"""Whether this process lives, and whether it can serve people."""

import asyncio

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import AsyncEngine

from parta.core.migrations import is_current

_PATIENCE_S = 3

log = structlog.get_logger()
router = APIRouter(include_in_schema=False)


async def find_problem(engine: AsyncEngine) -> str | None:
    """Give the code of what keeps this process from serving: `database_unreachable`, `database_not_migrated`, none."""
    try:
        async with asyncio.timeout(_PATIENCE_S):
            return None if await is_current(engine) else "database_not_migrated"
    except Exception as error:
        log.warning("not ready", exc_info=error)
        return "database_unreachable"


@router.get("/healthz")
async def healthz(_: Request) -> JSONResponse:
    """Say that this process answers at all."""
    return JSONResponse({"status": "alive"})


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """Say whether people may be sent here."""
    hindrance = await find_problem(request.app.state.sessions.kw["bind"])
    return JSONResponse({"status": hindrance or "ready"}, 503 if hindrance else 200)
