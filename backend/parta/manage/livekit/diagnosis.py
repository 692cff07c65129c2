"""The checks of the media server."""

from urllib.parse import urlparse
from uuid import UUID

from parta.adapters.livekit.factory import open_media
from parta.adapters.livekit.port import MediaUnavailable
from parta.core.settings import Settings
from parta.manage.addresses import list_own_addresses
from parta.manage.findings import Finding, Severity
from parta.manage.livekit.binary import find_go, get_built_path

_SUBJECT = "calls"
_NO_CALL = UUID(int=0)


async def diagnose_media(settings: Settings) -> list[Finding]:
    """Return the findings about the media server; without one everything but calls works."""
    if settings.livekit_url is None:
        return [_check_binary(settings)]
    media = open_media(settings)
    try:
        await media.list_participants(_NO_CALL)
    except MediaUnavailable as why:
        return [Finding(Severity.BAD, _SUBJECT, f"{why} ({urlparse(settings.livekit_url).netloc})")]
    finally:
        await media.close()
    return [Finding(Severity.OK, _SUBJECT, "the media server answers"), *_check_address(settings)]


def _check_binary(settings: Settings) -> Finding:
    built = settings.livekit_binary or get_built_path()
    if built is not None and built.exists():
        return Finding(Severity.OK, _SUBJECT, f"`parta up` will run the media server {built}")
    if settings.livekit_binary is not None:
        return Finding(Severity.BAD, _SUBJECT, f"PARTA_LIVEKIT_BINARY={built} does not exist")
    if built is not None and find_go() is not None:
        return Finding(Severity.OK, _SUBJECT, "`parta up` will build the media server; `make media` builds it now")
    message = "calls are not available: install Go 1.26 or newer, or set PARTA_LIVEKIT_BINARY or PARTA_LIVEKIT_URL"
    return Finding(Severity.WARNING, _SUBJECT, message)


def _check_address(settings: Settings) -> list[Finding]:
    if settings.livekit_node_ip is None or settings.livekit_node_ip in list_own_addresses():
        return []
    message = (
        f"browsers send media to {settings.livekit_node_ip}, which is not an address of this machine: forward its ports"
    )
    return [Finding(Severity.WARNING, _SUBJECT, message)]
