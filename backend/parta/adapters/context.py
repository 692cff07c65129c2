"""The context of a process with its adapters to outside services, as the settings select them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from parta.adapters.antivirus import Antivirus, open_antivirus
from parta.adapters.journals import Journals, OneRosterJournals
from parta.adapters.livekit.factory import open_media
from parta.adapters.livekit.port import Media
from parta.adapters.pictures.examiner import PictureExaminer
from parta.adapters.sms.factory import open_sms
from parta.adapters.sms.port import SmsGateway
from parta.adapters.storage import Storage, open_storage
from parta.core.bus import Bus
from parta.core.context import CoreContext, by_type
from parta.core.outbox import Event
from parta.core.settings import Settings
from parta.core.single_flight import SingleFlight
from parta.core.unit_of_work import Sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Context(CoreContext):
    """The one context of a process. What calls outside services opens short transactions by it."""

    storage: Storage
    pictures: PictureExaminer
    antivirus: Antivirus
    sms: SmsGateway
    media: Media
    journals: Journals
    single_flight: SingleFlight = field(default_factory=SingleFlight)
    """Coalesces reads of outside services by key."""

    async def close(self) -> None:
        """Close the adapters."""
        await self.media.close()


def open_context(
    settings: Settings,
    sessions: Sessions,
    bus: Bus,
    parts: Iterable[object] = (),
    wanted: Collection[type[Event]] | None = None,
) -> Context:
    """Return the context of a process with these parts; `wanted` are the events that some handler handles."""
    return Context(
        settings,
        sessions,
        bus,
        by_type(parts),
        wanted,
        storage=open_storage(settings.files_url, settings.folder / "files", settings.disk_reserve_gb),
        pictures=PictureExaminer(),
        antivirus=open_antivirus(settings.clamd),
        sms=open_sms(settings, sessions),
        media=open_media(settings),
        journals=OneRosterJournals(),
    )
