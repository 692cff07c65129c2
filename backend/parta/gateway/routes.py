"""Routes of the gateway: what is asked over HTTP of what is told by sockets."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from parta.core.errors import NotFound
from parta.core.http import CallerOutsideTransaction
from parta.gateway.hub import Hub
from parta.gateway.schemas import DifferenceRead, difference_read

router = APIRouter(prefix="/api/streams", tags=["streams"])


@router.get("/{key}/difference")
async def read_difference(
    request: Request,
    caller: CallerOutsideTransaction,
    key: Annotated[str, Path(max_length=80)],
    after: Annotated[int, Query(ge=0, le=1 << 62)] = 0,
) -> DifferenceRead:
    """Tell what changed in a stream after this seq, to those who hear the stream."""
    hub: Hub = request.app.state.hub
    found = await hub.reader.difference(key, after, caller.profile_id)
    if found is None:
        raise NotFound
    return difference_read(found)
