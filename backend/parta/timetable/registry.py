"""What the timetable declares, with the stream of a class: substitutes are subscribed to it, too."""

from parta.core.registry import INSIDE, DomainRegistry, on, perform
from parta.core.streams import StreamKind
from parta.files.events import FileChanged
from parta.school.events import AccountRenamed, ClassChanged, CourseChanged, SchoolDayStarted
from parta.timetable import events, handlers, service
from parta.timetable.events import SubstitutionChanged
from parta.timetable.queries import LESSON, select_class_subscriptions

REGISTRY = DomainRegistry(
    name="timetable",
    events=events,
    streams=[StreamKind("class", select_class_subscriptions)],
    kinds=[LESSON],
    handlers=[
        on(AccountRenamed, handlers.account_renamed, runs=INSIDE),
        on(ClassChanged, handlers.class_changed, runs=INSIDE),
        on(CourseChanged, handlers.course_changed, runs=INSIDE),
        on(FileChanged, handlers.file_changed, runs=INSIDE),
        on(SchoolDayStarted, handlers.school_day_started, runs=INSIDE),
        on(SubstitutionChanged, handlers.course_changed, runs=INSIDE),
    ],
    tasks=[perform(handlers.PUBLISH_CLASS, service.publish_class, runs=INSIDE)],
)
