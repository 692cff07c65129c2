"""Routes of files."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request, Response, status
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect

from parta.adapters.context import Context
from parta.adapters.storage import Storage
from parta.core.errors import NotFound, Unauthenticated
from parta.core.http import (
    Caller,
    CallerOutsideTransaction,
    JournalCaller,
    JournalCallerOutsideTransaction,
    Transaction,
)
from parta.files import queries
from parta.files.models import File, FileState
from parta.files.rules import disposition, find_range, given_type
from parta.files.schemas import FileName, FileRead, PortraitGiven, UploadCreate, UploadRead
from parta.files.service import portraits, taking

router = APIRouter(prefix="/api/files", tags=["files"])
journal_router = APIRouter(prefix="/api/journal/files", tags=["files"])
routers = (router, journal_router)

_SAFELY = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}
_BYTES = {"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"format": "binary"}}}}}


@router.post("", status_code=status.HTTP_201_CREATED, openapi_extra=_BYTES)
async def upload_file(
    request: Request,
    caller: CallerOutsideTransaction,
    name: Annotated[FileName, Query()],
    x_client_id: Annotated[UUID, Header()],
    content_length: Annotated[int, Header(ge=1)],
) -> FileRead:
    """Take a file in; sent again with the same `X-Client-Id` it is the same file."""
    arrival = taking.Arrival(_who(caller.profile_id), x_client_id, name, content_length)
    return await taking.take_file(request.app.state.outside, arrival, _bytes(request))


@journal_router.post("", status_code=status.HTTP_201_CREATED, openapi_extra=_BYTES)
async def upload_journal_file(
    request: Request,
    caller: JournalCallerOutsideTransaction,
    name: Annotated[FileName, Query()],
    x_client_id: Annotated[UUID, Header()],
    content_length: Annotated[int, Header(ge=1)],
) -> FileRead:
    """Take a file in that a lesson is going to carry; sent again with the same `X-Client-Id` it is the same file."""
    arrival = taking.Arrival(caller.account_id, x_client_id, name, content_length)
    return await taking.take_file(request.app.state.outside, arrival, _bytes(request))


@router.post("/uploads", status_code=status.HTTP_201_CREATED)
async def begin_upload(session: Transaction, caller: Caller, details: UploadCreate) -> UploadRead:
    """Begin a large file that comes in parts, or take it up again."""
    return await taking.begin_upload(session, _who(caller.profile_id), details)


@router.put("/portrait", status_code=status.HTTP_204_NO_CONTENT)
async def set_portrait(session: Transaction, caller: Caller, body: PortraitGiven) -> None:
    """Choose the picture that others see of oneself, among those one uploaded."""
    await portraits.set_portrait(session, _who(caller.profile_id), body.file_id)


@router.get("/uploads/{upload_id}")
async def read_upload(session: Transaction, caller: Caller, upload_id: UUID) -> UploadRead:
    """Say how much of a large file has come."""
    return await taking.get_upload(session, _who(caller.profile_id), upload_id)


@router.patch("/uploads/{upload_id}", openapi_extra=_BYTES)
async def upload_part(
    request: Request, caller: CallerOutsideTransaction, upload_id: UUID, upload_offset: Annotated[int, Header(ge=0)]
) -> UploadRead:
    """Take the stretch of a large file that begins at `Upload-Offset`; with the last one the file is whole."""
    outside: Context = request.app.state.outside
    return await taking.take_part(outside, _who(caller.profile_id), upload_id, upload_offset, _bytes(request))


@router.get("/{file_id}", response_class=Response)
async def download_file(request: Request, session: Transaction, caller: Caller, file_id: UUID) -> Response:
    """Give the bytes of a file, or the asked-for stretch of them."""
    may_see = request.app.state.file_access
    return _give(request, await queries.get_visible_file(session, _who(caller.profile_id), file_id, may_see))


@journal_router.get("/{file_id}", response_class=Response)
async def download_journal_file(
    request: Request, session: Transaction, caller: JournalCaller, file_id: UUID
) -> Response:
    """Give the bytes of a file that a lesson carries, or the asked-for stretch of them."""
    may_see = request.app.state.journal_file_access
    return _give(request, await queries.get_visible_file(session, caller.account_id, file_id, may_see))


@router.get("/{file_id}/preview", response_class=Response)
async def download_preview(request: Request, session: Transaction, caller: Caller, file_id: UUID) -> Response:
    """Give the small picture of a file."""
    may_see = request.app.state.file_access
    file = await queries.get_visible_file(session, _who(caller.profile_id), file_id, may_see)
    if file.state is not FileState.CLEAN or file.preview_key is None:
        raise NotFound
    headers = _SAFELY | {"Content-Disposition": "inline", "Content-Type": "image/webp", "ETag": f'"{file.id}"'}
    if _is_known(request, headers):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    return StreamingResponse(_storage(request).read(file.preview_key), headers=headers)


def _give(request: Request, file: File) -> Response:
    if file.state is not FileState.CLEAN:
        raise NotFound
    headers = _SAFELY | {
        "Content-Disposition": disposition(file.name, file.media_type),
        "Content-Type": given_type(file.media_type),
        "Accept-Ranges": "bytes",
        "ETag": f'"{file.id}"',
    }
    if _is_known(request, headers):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    asked = find_range(request.headers.get("Range"), file.size)
    start, end = asked or (0, file.size)
    headers["Content-Length"] = str(end - start)
    if asked:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
    code = status.HTTP_206_PARTIAL_CONTENT if asked else status.HTTP_200_OK
    return StreamingResponse(_storage(request).read(file.storage_key, start, end), code, headers)


async def _bytes(request: Request) -> AsyncIterator[bytes]:
    """Give the body piece by piece; a client that is gone in the middle of it sent too little."""
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect:
        raise taking.WrongLength from None


def _is_known(request: Request, headers: dict[str, str]) -> bool:
    """Whether the browser has these very bytes; it still had to ask, for leave may have been taken away."""
    return request.headers.get("If-None-Match") == headers["ETag"]


def _storage(request: Request) -> Storage:
    outside: Context = request.app.state.outside
    return outside.storage


def _who(profile_id: UUID | None) -> UUID:
    if profile_id is None:
        raise Unauthenticated
    return profile_id
