"""What linking declares."""

from parta.core.registry import INSIDE, DomainRegistry, on
from parta.journal.events import AccountsChanged
from parta.linking import events, handlers
from parta.linking.queries import LINK

REGISTRY = DomainRegistry(
    name="linking",
    events=events,
    kinds=[LINK],
    handlers=[on(AccountsChanged, handlers.accounts_changed, runs=INSIDE)],
)
