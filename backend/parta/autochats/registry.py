"""What automatic chats declare."""

from parta.autochats import handlers
from parta.core.registry import INSIDE, OUTSIDE, DomainRegistry, at, on, once
from parta.journal.events import (
    AccountsChanged,
    ClassChanged,
    CourseChanged,
    SchoolChanged,
    SchoolDayStarted,
    StaffChanged,
    SubstitutionChanged,
)
from parta.linking.events import LinkMade, LinkUndone

REGISTRY = DomainRegistry(
    name="autochats",
    handlers=[
        on(AccountsChanged, handlers.accounts_changed, runs=INSIDE),
        on(ClassChanged, handlers.class_changed, runs=INSIDE),
        on(CourseChanged, handlers.course_changed, runs=INSIDE),
        on(LinkMade, handlers.link_changed, runs=OUTSIDE),
        on(LinkUndone, handlers.link_changed, runs=OUTSIDE),
        on(SchoolChanged, handlers.school_changed, runs=OUTSIDE),
        on(SchoolDayStarted, handlers.school_day_started, runs=OUTSIDE),
        on(StaffChanged, handlers.staff_changed, runs=INSIDE),
        on(SubstitutionChanged, handlers.course_changed, runs=INSIDE),
    ],
    schedule=[at("*/15 * * * *", handlers.start_school_days)],
    on_start=[once(handlers.start_all_school_days)],
)
