"""The state machine of remote lessons."""

from enum import StrEnum

from parta.core.state_machine import StateMachine
from parta.remote_lessons.models import RemoteState
from parta.remote_lessons.rules.errors import (
    LessonEnded,
    LessonNotRunning,
    LessonPublished,
    LessonRunning,
    NoRemoteLesson,
    NotPublished,
    RemoteLessonExists,
)


class LessonAction(StrEnum):
    """Action on a remote lesson."""

    CREATE = "create"
    DELETE = "delete"
    PUBLISH = "publish"
    TAKE_BACK = "take_back"
    OPEN = "open"
    """The teacher enters."""
    END = "end"
    AUTO_END = "auto_end"
    """The school day is over."""
    CANCEL = "cancel"
    """The school cancels the lesson."""


NONE, DRAFT, PUBLISHED, RUNNING, ENDED = RemoteState

LESSON_STATES = StateMachine(
    RemoteState,
    LessonAction,
    {
        NONE: {
            LessonAction.CREATE: DRAFT,
            LessonAction.DELETE: NoRemoteLesson,
            LessonAction.PUBLISH: NoRemoteLesson,
            LessonAction.TAKE_BACK: NoRemoteLesson,
            LessonAction.OPEN: NotPublished,
            LessonAction.END: NoRemoteLesson,
            LessonAction.AUTO_END: NONE,
            LessonAction.CANCEL: NONE,
        },
        DRAFT: {
            LessonAction.CREATE: RemoteLessonExists,
            LessonAction.DELETE: NONE,
            LessonAction.PUBLISH: PUBLISHED,
            LessonAction.TAKE_BACK: DRAFT,
            LessonAction.OPEN: NotPublished,
            LessonAction.END: NotPublished,
            LessonAction.AUTO_END: DRAFT,
            LessonAction.CANCEL: DRAFT,
        },
        PUBLISHED: {
            LessonAction.CREATE: RemoteLessonExists,
            LessonAction.DELETE: LessonPublished,
            LessonAction.PUBLISH: PUBLISHED,
            LessonAction.TAKE_BACK: DRAFT,
            LessonAction.OPEN: RUNNING,
            LessonAction.END: LessonNotRunning,
            LessonAction.AUTO_END: ENDED,
            LessonAction.CANCEL: DRAFT,
        },
        RUNNING: {
            LessonAction.CREATE: RemoteLessonExists,
            LessonAction.DELETE: LessonRunning,
            LessonAction.PUBLISH: LessonRunning,
            LessonAction.TAKE_BACK: LessonRunning,
            LessonAction.OPEN: RUNNING,
            LessonAction.END: ENDED,
            LessonAction.AUTO_END: ENDED,
            LessonAction.CANCEL: ENDED,
        },
        ENDED: {
            LessonAction.CREATE: LessonEnded,
            LessonAction.DELETE: LessonEnded,
            LessonAction.PUBLISH: LessonEnded,
            LessonAction.TAKE_BACK: LessonEnded,
            LessonAction.OPEN: LessonEnded,
            LessonAction.END: ENDED,
            LessonAction.AUTO_END: ENDED,
            LessonAction.CANCEL: ENDED,
        },
    },
)
