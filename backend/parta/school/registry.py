"""What the school declares."""

from parta.core.registry import INSIDE, DomainRegistry, at, once, perform
from parta.school import events, handlers, service
from parta.school.queries import ACCOUNT_SESSIONS, CLASS

REGISTRY = DomainRegistry(
    name="school",
    sessions=ACCOUNT_SESSIONS,
    events=events,
    kinds=[CLASS],
    tasks=[perform(handlers.START_SCHOOL_DAY, service.start_school_day, runs=INSIDE)],
    schedule=[
        at("*/15 * * * *", handlers.start_school_days, runs=INSIDE),
        at("52 1 * * *", handlers.delete_ended_sessions, runs=INSIDE),
    ],
    on_start=[once(handlers.start_school_days)],
)
