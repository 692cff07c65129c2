"""The context of a process: settings, database sessions, bus and adapters."""

from dataclasses import dataclass, field

from parta.adapters.antivirus import Antivirus, open_antivirus
from parta.adapters.livekit.factory import open_media
from parta.adapters.livekit.port import Media
from parta.adapters.sms.factory import open_sms
from parta.adapters.sms.port import SmsGateway
from parta.adapters.storage import Storage, open_storage
from parta.core.bus import Bus
from parta.core.db import Sessions
from parta.core.settings import Settings
from parta.core.single_flight import SingleFlight


@dataclass(frozen=True, slots=True)
class Context:
    """What tasks work with: they open short transactions themselves, so that none waits for an outside service."""

    settings: Settings
    sessions: Sessions
    bus: Bus
    storage: Storage
    antivirus: Antivirus
    sms: SmsGateway
    media: Media
    single_flight: SingleFlight = field(default_factory=SingleFlight)
    """Shares reads of outside services among concurrent callers, by key."""

    async def close(self) -> None:
        """Close open connections."""
        await self.media.close()


def open_context(settings: Settings, sessions: Sessions, bus: Bus) -> Context:
    """Return the context with the adapters that the settings select."""
    storage = open_storage(settings.files_url, settings.folder / "files")
    antivirus, sms = open_antivirus(settings.clamd), open_sms(settings, sessions)
    return Context(settings, sessions, bus, storage, antivirus, sms, open_media(settings))
