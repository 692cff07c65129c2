"""What notifications declare."""

from parta.core.registry import INSIDE, DomainRegistry, at, on, perform
from parta.core.streams import StreamKind
from parta.identity.events import NewSignIn, PasswordChanged
from parta.linking.events import LinkRefused
from parta.notifications import handlers, service
from parta.notifications.queries import INBOX, NOTIFICATION, select_inbox_subscriptions
from parta.remote_lessons.events import RemoteLessonAutoEnded, RemoteLessonPublished
from parta.timetable.events import LessonChanged

REGISTRY = DomainRegistry(
    name="notifications",
    streams=[StreamKind("inbox", select_inbox_subscriptions)],
    kinds=[INBOX, NOTIFICATION],
    handlers=[
        on(LessonChanged, handlers.lesson_changed, runs=INSIDE),
        on(LinkRefused, handlers.link_refused, runs=INSIDE),
        on(NewSignIn, handlers.new_sign_in, runs=INSIDE),
        on(PasswordChanged, handlers.password_changed, runs=INSIDE),
        on(RemoteLessonAutoEnded, handlers.lesson_auto_ended, runs=INSIDE),
        on(RemoteLessonPublished, handlers.lesson_published, runs=INSIDE),
    ],
    tasks=[perform(handlers.DELETE_OLD_UNREAD, service.delete_old_unread, runs=INSIDE)],
    schedule=[at("57 1 * * *", handlers.sweep, runs=INSIDE)],
)
