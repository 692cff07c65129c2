"""What remote lessons decline with, each with a stable code that the client words."""

from parta.core.errors import Conflict, NotFound


class NoRemoteLesson(NotFound):
    """The lesson is not held remotely."""

    code = "no_remote_lesson"


class RemoteLessonExists(Conflict):
    """The lesson is held remotely already."""

    code = "remote_lesson_exists"


class NotPublished(Conflict):
    """Only its teacher knows of it yet."""

    code = "not_published"


class LessonPublished(Conflict):
    """People know of it: it is taken back first."""

    code = "lesson_published"


class LessonRunning(Conflict):
    """It goes on: it can only be ended."""

    code = "lesson_running"


class LessonNotRunning(Conflict):
    """It has not begun: there is nothing to end."""

    code = "lesson_not_running"


class LessonEnded(Conflict):
    """It is over."""

    code = "lesson_ended"


class LessonCancelled(Conflict):
    """The school has cancelled it."""

    code = "lesson_cancelled"


class LessonPast(Conflict):
    """Its day is over."""

    code = "lesson_past"


class TooEarly(Conflict):
    """The door opens later; `opens_at` says when."""

    code = "too_early"


class WaitingForTeacher(Conflict):
    """The teacher has not connected yet, or not again."""

    code = "waiting_for_teacher"


class OtherLessonRunning(Conflict):
    """The teacher has not ended another lesson; `lesson_id` and `title` say which."""

    code = "other_lesson_running"
