"""The checks of `parta doctor` of what runs outside of Parta: the storage, the antivirus, the SMS gateway."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from urllib.parse import urlsplit

from parta.adapters.antivirus import AntivirusUnavailable, open_antivirus
from parta.adapters.storage import NoSpace, StorageUnavailable, open_storage
from parta.core.settings import Settings
from parta.manage.findings import Finding, Severity

_TIMEOUT_S = 5
_PORTS = {"http": 80, "https": 443}


async def diagnose_outside_parts(settings: Settings) -> AsyncGenerator[Finding]:
    """Yield whether each part that the settings name responds. Nothing is sent to anybody."""
    if settings.files_url is not None and settings.files_folder is None:
        yield await _check_storage(settings)
    if settings.clamd is not None:
        yield await _check_antivirus(settings.clamd)
    if settings.sms == "http" and settings.sms_url is not None:
        yield await _check_sms_gateway(settings.sms_url)


async def _check_storage(settings: Settings) -> Finding:
    try:
        await open_storage(settings.files_url, settings.folder).check_upload(0)
    except (StorageUnavailable, NoSpace) as error:
        message = f"{settings.files_url}: {error}; uploads and downloads are refused until it responds"
        return Finding(Severity.BAD, "files", message)
    return Finding(Severity.OK, "files", f"{settings.files_url} responds")


async def _check_antivirus(address: str) -> Finding:
    try:
        await open_antivirus(address).find_threat(_nothing())
    except AntivirusUnavailable as error:
        message = f"{address}: {error}; what is uploaded waits until it responds"
        return Finding(Severity.BAD, "antivirus", message)
    return Finding(Severity.OK, "antivirus", f"{address} responds")


async def _check_sms_gateway(url: str) -> Finding:
    address = urlsplit(url)
    port = address.port or _PORTS.get(address.scheme)
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            _, writer = await asyncio.open_connection(address.hostname, port)
        writer.close()
    except OSError:
        message = f"nothing answers at {address.hostname}:{port}: codes wait until it does"
        return Finding(Severity.WARNING, "sms", message)
    return Finding(Severity.OK, "sms", f"{address.hostname}:{port} can be reached")


async def _nothing() -> AsyncIterator[bytes]:
    for _ in range(0):
        yield b""
