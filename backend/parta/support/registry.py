"""What support declares."""

from parta.core.registry import INSIDE, OUTSIDE, DomainRegistry, on
from parta.journal.events import StaffChanged
from parta.linking.events import LinkMade, LinkRefused, LinkUndone
from parta.support import handlers

REGISTRY = DomainRegistry(
    name="support",
    handlers=[
        on(LinkMade, handlers.link_changed, runs=OUTSIDE),
        on(LinkRefused, handlers.link_refused, runs=INSIDE),
        on(LinkUndone, handlers.link_changed, runs=OUTSIDE),
        on(StaffChanged, handlers.staff_changed, runs=OUTSIDE),
    ],
)
