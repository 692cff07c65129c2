"""What the messenger declares."""

from parta.core.registry import INSIDE, DomainRegistry, at, on, perform
from parta.core.streams import StreamKind
from parta.files.events import FileChanged
from parta.identity.events import ProfileChanged
from parta.messenger import events, handlers, service
from parta.messenger.events import FamilyLinksChanged, MembersChanged
from parta.messenger.queries import CHAT, CHAT_STATE, MEMBER, MESSAGE, select_chat_subscriptions
from parta.messenger.queries.pins import PIN

REGISTRY = DomainRegistry(
    name="messenger",
    events=events,
    streams=[StreamKind("chat", select_chat_subscriptions)],
    kinds=[CHAT, MEMBER, MESSAGE, PIN, CHAT_STATE],
    handlers=[
        on(FamilyLinksChanged, handlers.family_links_changed, runs=INSIDE),
        on(FileChanged, handlers.file_changed, runs=INSIDE),
        on(MembersChanged, handlers.members_changed, runs=INSIDE),
        on(ProfileChanged, handlers.profile_changed, runs=INSIDE),
    ],
    tasks=[perform(handlers.REMOVE_ENDED_SUSPENSIONS, service.remove_ended_suspensions, runs=INSIDE)],
    schedule=[at("* * * * *", handlers.end_suspensions, runs=INSIDE)],
)
