"""What the journal declares."""

from parta.core.registry import INSIDE, DomainRegistry, at, on, once, perform
from parta.core.streams import StreamKind
from parta.files.events import FileChanged
from parta.journal import events, handlers, service
from parta.journal.events import ClassChanged, CourseChanged, SchoolDayStarted, SubstitutionChanged
from parta.journal.queries import ACCOUNT_SESSIONS, CLASS, LESSON, select_class_subscriptions

REGISTRY = DomainRegistry(
    name="journal",
    sessions=ACCOUNT_SESSIONS,
    events=events,
    streams=[StreamKind("class", select_class_subscriptions)],
    kinds=[CLASS, LESSON],
    handlers=[
        on(ClassChanged, handlers.class_changed, runs=INSIDE),
        on(CourseChanged, handlers.course_changed, runs=INSIDE),
        on(FileChanged, handlers.file_changed, runs=INSIDE),
        on(SchoolDayStarted, handlers.school_day_started, runs=INSIDE),
        on(SubstitutionChanged, handlers.course_changed, runs=INSIDE),
    ],
    tasks=[
        perform(handlers.PUBLISH_CLASS, service.publish_class, runs=INSIDE),
        perform(handlers.START_SCHOOL_DAY, service.start_school_day, runs=INSIDE),
    ],
    schedule=[at("*/15 * * * *", handlers.start_school_days, runs=INSIDE)],
    on_start=[once(handlers.start_school_days)],
)
