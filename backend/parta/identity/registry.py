"""What Parta ID declares."""

from parta.core.registry import INSIDE, OUTSIDE, DomainRegistry, at, on, perform
from parta.core.streams import StreamKind
from parta.identity import events, handlers
from parta.identity.events import CodeRequested
from parta.identity.queries import PROFILE, PROFILE_SESSIONS, select_profile_subscriptions

REGISTRY = DomainRegistry(
    name="identity",
    sessions=PROFILE_SESSIONS,
    events=events,
    streams=[StreamKind("profile", select_profile_subscriptions)],
    kinds=[PROFILE],
    handlers=[on(CodeRequested, handlers.code_requested, runs=OUTSIDE)],
    tasks=[perform(handlers.DELIVER_CODE, handlers.deliver_code, runs=OUTSIDE)],
    schedule=[
        at("* * * * * */5", handlers.deliver_late_codes, runs=INSIDE),
        at("47 1 * * *", handlers.sweep, runs=INSIDE),
    ],
)
