"""What remote lessons declare."""

from parta.calls.events import CallChanged, PresenceChanged
from parta.core.registry import INSIDE, DomainRegistry, at, on, perform
from parta.remote_lessons import events, handlers, service
from parta.remote_lessons.queries import REMOTE_LESSON
from parta.school.events import SchoolDayStarted
from parta.timetable.events import LessonChanged

REGISTRY = DomainRegistry(
    name="remote_lessons",
    events=events,
    kinds=[REMOTE_LESSON],
    handlers=[
        on(LessonChanged, handlers.lesson_changed, runs=INSIDE),
        on(PresenceChanged, handlers.presence_changed, runs=INSIDE),
        on(CallChanged, handlers.presence_changed, runs=INSIDE),
        on(SchoolDayStarted, handlers.school_day_started, runs=INSIDE),
    ],
    tasks=[
        perform(handlers.END_LESSON, service.auto_end_lesson, runs=INSIDE),
        perform(handlers.CLOSE_ABANDONED_CALL, service.close_abandoned_call, runs=INSIDE),
    ],
    schedule=[at("* * * * * */30", handlers.close_abandoned_calls, runs=INSIDE)],
)
