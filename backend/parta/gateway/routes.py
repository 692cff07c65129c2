"""Routes of the gateway: differences of streams over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from parta.core.errors import NotFound
from parta.core.http import CallerOutsideTransaction, RequestCoreContext
from parta.gateway.hub import Hub
from parta.gateway.schemas import DifferenceRead, to_difference_read

router = APIRouter(prefix="/api/streams", tags=["streams"])


@router.get("/{key}/difference")
async def read_difference(
    context: RequestCoreContext,
    caller: CallerOutsideTransaction,
    key: Annotated[str, Path(max_length=80)],
    after: Annotated[int, Query(ge=0, le=1 << 62)] = 0,
) -> DifferenceRead:
    """Return what changed in a stream after this seq, to its subscribers."""
    found = await context.get(Hub).reader.read_difference(key, after, caller.id)
    if found is None:
        raise NotFound
    return to_difference_read(found)
