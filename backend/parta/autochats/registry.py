"""What automatic chats declare."""

from parta.autochats import handlers, service
from parta.core.registry import INSIDE, DomainRegistry, on, perform
from parta.linking.events import LinkMade, LinkUndone
from parta.school.events import (
    AccountsChanged,
    ClassChanged,
    CourseChanged,
    SchoolChanged,
    SchoolDayStarted,
    StaffChanged,
)
from parta.timetable.events import SubstitutionChanged

REGISTRY = DomainRegistry(
    name="autochats",
    handlers=[
        on(AccountsChanged, handlers.accounts_changed, runs=INSIDE),
        on(ClassChanged, handlers.class_changed, runs=INSIDE),
        on(CourseChanged, handlers.course_changed, runs=INSIDE),
        on(LinkMade, handlers.link_changed, runs=INSIDE),
        on(LinkUndone, handlers.link_changed, runs=INSIDE),
        on(SchoolChanged, handlers.sync_school_chats, runs=INSIDE),
        on(SchoolChanged, handlers.sync_school_family_links, runs=INSIDE),
        on(SchoolDayStarted, handlers.sync_school_chats, runs=INSIDE),
        on(SchoolDayStarted, handlers.sync_school_family_links, runs=INSIDE),
        on(StaffChanged, handlers.staff_changed, runs=INSIDE),
        on(SubstitutionChanged, handlers.course_changed, runs=INSIDE),
    ],
    tasks=[
        perform(handlers.SYNC_CLASS_CHATS, service.sync_class_chats, runs=INSIDE),
        perform(handlers.SYNC_STAFF_CHAT, service.sync_staff_chat, runs=INSIDE),
        perform(handlers.SYNC_FAMILY_LINKS, service.sync_profile_family_links, runs=INSIDE),
    ],
)
