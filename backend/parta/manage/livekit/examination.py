"""Looking the media server over."""

from urllib.parse import urlparse
from uuid import UUID

from parta.adapters.livekit.choice import open_media
from parta.adapters.livekit.port import MediaSilent
from parta.core.settings import Settings
from parta.manage.addresses import own_addresses
from parta.manage.finding import Finding, State
from parta.manage.livekit.binary import find_built, find_go

_ABOUT = "calls"
_NO_CALL = UUID(int=0)


async def examine_media(settings: Settings) -> list[Finding]:
    """Give what was found of the media server; without one everything but calls works."""
    if settings.livekit_url is None:
        return [_program(settings)]
    media = open_media(settings)
    try:
        await media.list_present(_NO_CALL)
    except MediaSilent as why:
        return [Finding(State.BAD, _ABOUT, f"{why} ({urlparse(settings.livekit_url).netloc})")]
    finally:
        await media.close()
    return [Finding(State.WELL, _ABOUT, "the media server answers"), *_address(settings)]


def _program(settings: Settings) -> Finding:
    built = settings.livekit_binary or find_built()
    if built is not None and built.exists():
        return Finding(State.WELL, _ABOUT, f"`parta up` will run the media server {built}")
    if settings.livekit_binary is not None:
        return Finding(State.BAD, _ABOUT, f"PARTA_LIVEKIT_BINARY={built} is not there")
    if built is not None and find_go() is not None:
        return Finding(State.WELL, _ABOUT, "`parta up` will build the media server, or `make media` now")
    words = "there are none: install Go 1.26 or newer, or set PARTA_LIVEKIT_BINARY or PARTA_LIVEKIT_URL"
    return Finding(State.DOUBTFUL, _ABOUT, words)


def _address(settings: Settings) -> list[Finding]:
    if settings.livekit_node_ip is None or settings.livekit_node_ip in own_addresses():
        return []
    words = f"browsers send media to {settings.livekit_node_ip}, which is not this machine's own: let its ports through"
    return [Finding(State.DOUBTFUL, _ABOUT, words)]
