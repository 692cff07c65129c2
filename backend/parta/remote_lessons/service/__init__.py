"""Use cases of remote lessons. Advisory locks first, then the streams of class, chat and call at once, then reads."""

from parta.remote_lessons.service.draft import create_draft, delete_draft, publish_lesson, take_back_lesson
from parta.remote_lessons.service.lesson_sync import sync_with_lesson
from parta.remote_lessons.service.session import (
    auto_end_lesson,
    close_abandoned_call,
    end_from_journal,
    end_from_messenger,
    enter_lesson,
    sync_closing_time,
)

__all__ = [
    "auto_end_lesson",
    "close_abandoned_call",
    "create_draft",
    "delete_draft",
    "end_from_journal",
    "end_from_messenger",
    "enter_lesson",
    "publish_lesson",
    "sync_closing_time",
    "sync_with_lesson",
    "take_back_lesson",
]
