"""Use cases of notifications. Inboxes are created first, then all their streams locked at once, then reads."""

from parta.notifications.service.lessons import notify_auto_ended, notify_lesson_changed, notify_published
from parta.notifications.service.notify import notify
from parta.notifications.service.people import notify_link_refused, notify_new_sign_in, notify_password_changed
from parta.notifications.service.read_marks import mark_all_read, mark_read
from parta.notifications.service.retention import delete_old, delete_old_unread

__all__ = [
    "delete_old",
    "delete_old_unread",
    "mark_all_read",
    "mark_read",
    "notify",
    "notify_auto_ended",
    "notify_lesson_changed",
    "notify_link_refused",
    "notify_new_sign_in",
    "notify_password_changed",
    "notify_published",
]
