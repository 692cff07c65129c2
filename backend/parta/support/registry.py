"""What support declares."""

from parta.core.registry import INSIDE, DomainRegistry, on, perform
from parta.linking.events import LinkMade, LinkRefused, LinkUndone
from parta.school.events import StaffChanged
from parta.support import handlers, service

REGISTRY = DomainRegistry(
    name="support",
    handlers=[
        on(LinkMade, handlers.link_changed, runs=INSIDE),
        on(LinkRefused, handlers.link_refused, runs=INSIDE),
        on(LinkUndone, handlers.link_changed, runs=INSIDE),
        on(StaffChanged, handlers.staff_changed, runs=INSIDE),
    ],
    tasks=[perform(handlers.SYNC_CASE_CHAT, service.sync_case_chat, runs=INSIDE)],
)
