"""Routes of files: a page names the profile or the journal account that uploads or downloads."""

from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

import structlog
from fastapi import APIRouter, Header, Query, Request, Response, status
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect

from parta.adapters.context import Context
from parta.adapters.http import RequestContext
from parta.adapters.storage import NoSpace, Storage
from parta.core.errors import NotFound, Unauthenticated, raises
from parta.core.http import (
    Caller,
    NamedPrincipal,
    PersonCaller,
    PersonCallerOutsideTransaction,
    Work,
    require_person,
)
from parta.files import queries
from parta.files.models import File, FileState
from parta.files.rules import (
    RangeNotSatisfiable,
    TypeNotAllowed,
    build_content_disposition,
    get_served_type,
    parse_range,
)
from parta.files.schemas import FileName, FileRead, PortraitUpdate, UploadCreate, UploadRead, UsageRead
from parta.files.service import portraits
from parta.files.service import upload as uploads
from parta.files.service.quota import StorageQuotas

log = structlog.get_logger()
router = APIRouter(prefix="/api/files", tags=["files"])

_SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}
_BINARY_BODY = {
    "requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"format": "binary"}}}}
}

_BYTES: dict[str, Any] = {"*/*": {"schema": {"type": "string", "format": "binary"}}}
PREVIEW_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/webp": {"schema": {"type": "string", "format": "binary"}}}},
    304: {"description": "The browser has these bytes cached."},
}
_FILE_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"content": _BYTES},
    206: {"description": "The requested range.", "content": _BYTES},
    304: {"description": "The browser has these bytes cached."},
}


@router.post("", status_code=status.HTTP_201_CREATED, openapi_extra=_BINARY_BODY)
@raises(TypeNotAllowed, NoSpace)
async def upload_file(
    request: Request,
    caller: PersonCallerOutsideTransaction,
    name: Annotated[FileName, Query()],
    x_client_id: Annotated[UUID, Header()],
    content_length: Annotated[int, Header(ge=1)],
) -> FileRead:
    """Upload a file; a retry with the same `X-Client-Id` returns the same file."""
    upload = uploads.IncomingFile(caller.id, x_client_id, name, content_length)
    return await uploads.store_file(request.app.state.context, upload, _read_body(request))


@router.post("/uploads", status_code=status.HTTP_201_CREATED)
async def begin_upload(context: RequestContext, work: Work, caller: PersonCaller, details: UploadCreate) -> UploadRead:
    """Begin or resume the upload of a large file in parts."""
    quotas = context.get(StorageQuotas)
    return await uploads.begin_upload(work, quotas, caller.id, details)


@router.get("/usage")
async def read_usage(context: RequestContext, work: Work, caller: PersonCaller) -> UsageRead:
    """Return how much the caller stores, and how much they may."""
    return await context.get(StorageQuotas).read_usage(work, caller.id)


@router.put("/portrait", status_code=status.HTTP_204_NO_CONTENT)
async def set_portrait(work: Work, caller: Caller, body: PortraitUpdate) -> None:
    """Set the caller's portrait to a picture that the caller uploaded."""
    await portraits.set_portrait(work, caller.id, body.file_id)


@router.get("/uploads/{upload_id}")
async def read_upload(work: Work, caller: PersonCaller, upload_id: UUID) -> UploadRead:
    """Return the progress of an upload in parts."""
    return await uploads.get_upload(work, caller.id, upload_id)


@router.patch("/uploads/{upload_id}", openapi_extra=_BINARY_BODY)
@raises(TypeNotAllowed, NoSpace)
async def upload_part(
    request: Request,
    caller: PersonCallerOutsideTransaction,
    upload_id: UUID,
    upload_offset: Annotated[int, Header(ge=0)],
) -> UploadRead:
    """Upload the part that begins at `Upload-Offset`; the last part completes the file."""
    context: Context = request.app.state.context
    return await uploads.store_part(context, caller.id, upload_id, upload_offset, _read_body(request))


@router.delete("/uploads/{upload_id}", status_code=status.HTTP_204_NO_CONTENT)
async def give_up_upload(context: RequestContext, caller: PersonCallerOutsideTransaction, upload_id: UUID) -> None:
    """Delete an upload in parts that will not be completed, with the parts received so far."""
    await uploads.give_up_upload(context, caller.id, upload_id)


async def _get_visible_file(request: Request, context: Context, file_id: UUID, named: str) -> File:
    """Return the file if the caller may see it; no transaction stays open while the storage is asked."""
    async with context.transaction() as work:
        caller = await require_person(request, work, named)
        file = await queries.get_visible_file(work, caller, file_id, context.get(queries.FileAccess))
    if file.state is not FileState.CLEAN:
        raise NotFound
    return file


@router.get("/{file_id}", response_class=Response, responses=_FILE_RESPONSES)
@raises(RangeNotSatisfiable, Unauthenticated)
async def download_file(
    request: Request, context: RequestContext, file_id: UUID, named: NamedPrincipal = "profile"
) -> Response:
    """Download a file or the requested range of it."""
    file = await _get_visible_file(request, context, file_id, named)
    headers = _SECURITY_HEADERS | {
        "Content-Disposition": build_content_disposition(file.name, file.media_type),
        "Content-Type": get_served_type(file.media_type),
        "Accept-Ranges": "bytes",
        "ETag": f'"{file.id}"',
    }
    if _is_cached(request, headers):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    byte_range = parse_range(request.headers.get("Range"), file.size)
    start, end = byte_range or (0, file.size)
    headers["Content-Length"] = str(end - start)
    if byte_range:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
    code = status.HTTP_206_PARTIAL_CONTENT if byte_range else status.HTTP_200_OK
    return StreamingResponse(await _open_stream(context.storage, file.storage_key, start, end), code, headers)


@router.get("/{file_id}/preview", response_class=Response, responses=PREVIEW_RESPONSES)
@raises(Unauthenticated)
async def download_preview(
    request: Request, context: RequestContext, file_id: UUID, named: NamedPrincipal = "profile"
) -> Response:
    """Download the preview of a file."""
    return await send_preview(request, context, await _get_visible_file(request, context, file_id, named))


async def send_preview(request: Request, context: Context, file: File) -> Response:
    """Return the response with the preview of a file that the caller may see. Raises NotFound if it has none."""
    if file.preview_key is None:
        raise NotFound
    headers = _SECURITY_HEADERS | {
        "Content-Disposition": "inline",
        "Content-Type": "image/webp",
        "ETag": f'"{file.id}"',
    }
    if _is_cached(request, headers):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    return StreamingResponse(await _open_stream(context.storage, file.preview_key), headers=headers)


async def _open_stream(storage: Storage, key: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
    """Return the stored bytes once the first have come: a storage that fails is told before the response begins."""
    chunks = storage.read(key, start, end)
    try:
        first = await anext(chunks, b"")
    except FileNotFoundError:
        log.error("stored bytes are missing", key=key)  # noqa: TRY400 - the trace adds nothing
        raise NotFound from None

    async def stream() -> AsyncIterator[bytes]:
        yield first
        async for chunk in chunks:
            yield chunk

    return stream()


async def _read_body(request: Request) -> AsyncIterator[bytes]:
    """Yield the body in chunks; a client that disconnects in the middle has sent too few bytes."""
    try:
        async for chunk in request.stream():
            yield chunk
    except ClientDisconnect:
        raise uploads.WrongLength from None


def _is_cached(request: Request, headers: dict[str, str]) -> bool:
    """Return True if the browser has these bytes cached; access is checked on every request all the same."""
    return request.headers.get("If-None-Match") == headers["ETag"]
