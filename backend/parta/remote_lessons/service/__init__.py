"""What is done with remote lessons. Names first, then the heads of class, chat and call at once, then what is read."""

from parta.remote_lessons.service.ending import close_deserted, end_as_person, end_as_teacher, forget_lesson
from parta.remote_lessons.service.entering import enter_lesson
from parta.remote_lessons.service.following import follow_lesson, tell_forgotten, tell_published
from parta.remote_lessons.service.preparing import create_remote, delete_remote, publish, take_back

__all__ = [
    "close_deserted",
    "create_remote",
    "delete_remote",
    "end_as_person",
    "end_as_teacher",
    "enter_lesson",
    "follow_lesson",
    "forget_lesson",
    "publish",
    "take_back",
    "tell_forgotten",
    "tell_published",
]
