"""What linking declares."""

from parta.core.registry import INSIDE, DomainRegistry, on, perform
from parta.linking import events, handlers, service
from parta.linking.queries import LINK
from parta.school.events import AccountsChanged, SchoolChanged, SchoolDayStarted

REGISTRY = DomainRegistry(
    name="linking",
    events=events,
    kinds=[LINK],
    handlers=[
        on(AccountsChanged, handlers.accounts_changed, runs=INSIDE),
        on(SchoolChanged, handlers.sync_school_badges, runs=INSIDE),
        on(SchoolDayStarted, handlers.sync_school_badges, runs=INSIDE),
    ],
    tasks=[perform(handlers.SYNC_BADGES, service.sync_profile_badges, runs=INSIDE)],
)
