"""The life of a remote lesson: what may be done to it when, and what it is then."""

from collections.abc import Mapping
from enum import StrEnum

from parta.core.errors import DomainError
from parta.remote_lessons.models import RemoteState
from parta.remote_lessons.rules.refusals import (
    LessonEnded,
    LessonNotRunning,
    LessonPublished,
    LessonRunning,
    NoRemoteLesson,
    NotPublished,
    RemoteLessonExists,
)


class Move(StrEnum):
    """What is done to a remote lesson."""

    CREATE = "create"
    DELETE = "delete"
    PUBLISH = "publish"
    TAKE_BACK = "take_back"
    OPEN = "open"
    """The teacher enters."""
    END = "end"
    FORGET = "forget"
    """The school's day is over."""
    CANCEL = "cancel"
    """The school cancels the lesson."""


NONE, DRAFT, PUBLISHED, RUNNING, ENDED = RemoteState

MOVES: Mapping[RemoteState, Mapping[Move, RemoteState | type[DomainError]]] = {
    NONE: {
        Move.CREATE: DRAFT,
        Move.DELETE: NoRemoteLesson,
        Move.PUBLISH: NoRemoteLesson,
        Move.TAKE_BACK: NoRemoteLesson,
        Move.OPEN: NotPublished,
        Move.END: NoRemoteLesson,
        Move.FORGET: NONE,
        Move.CANCEL: NONE,
    },
    DRAFT: {
        Move.CREATE: RemoteLessonExists,
        Move.DELETE: NONE,
        Move.PUBLISH: PUBLISHED,
        Move.TAKE_BACK: DRAFT,
        Move.OPEN: NotPublished,
        Move.END: NotPublished,
        Move.FORGET: DRAFT,
        Move.CANCEL: DRAFT,
    },
    PUBLISHED: {
        Move.CREATE: RemoteLessonExists,
        Move.DELETE: LessonPublished,
        Move.PUBLISH: PUBLISHED,
        Move.TAKE_BACK: DRAFT,
        Move.OPEN: RUNNING,
        Move.END: LessonNotRunning,
        Move.FORGET: ENDED,
        Move.CANCEL: DRAFT,
    },
    RUNNING: {
        Move.CREATE: RemoteLessonExists,
        Move.DELETE: LessonRunning,
        Move.PUBLISH: LessonRunning,
        Move.TAKE_BACK: LessonRunning,
        Move.OPEN: RUNNING,
        Move.END: ENDED,
        Move.FORGET: ENDED,
        Move.CANCEL: ENDED,
    },
    ENDED: {
        Move.CREATE: LessonEnded,
        Move.DELETE: LessonEnded,
        Move.PUBLISH: LessonEnded,
        Move.TAKE_BACK: LessonEnded,
        Move.OPEN: LessonEnded,
        Move.END: ENDED,
        Move.FORGET: ENDED,
        Move.CANCEL: ENDED,
    },
}
"""What a move leads to, or why it is declined. Doing the same twice, as two tabs do, does no harm."""


def after(state: RemoteState, move: Move) -> RemoteState:
    """Give what the lesson is after the move. Raises what stands in the way."""
    outcome = MOVES[state][move]
    if isinstance(outcome, RemoteState):
        return outcome
    raise outcome
