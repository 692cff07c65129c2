"""Errors of remote lessons, each with a stable code that the client translates."""

from parta.core.errors import Conflict, NotFound


class NoRemoteLesson(NotFound):
    """The lesson is not remote."""

    code = "no_remote_lesson"


class RemoteLessonExists(Conflict):
    """The lesson is remote already."""

    code = "remote_lesson_exists"


class NotPublished(Conflict):
    """The lesson is not published yet."""

    code = "not_published"


class LessonPublished(Conflict):
    """The lesson is published; it must be taken back first."""

    code = "lesson_published"


class LessonRunning(Conflict):
    """The lesson is running; it can only be ended."""

    code = "lesson_running"


class LessonNotRunning(Conflict):
    """The lesson is not running; there is nothing to end."""

    code = "lesson_not_running"


class LessonEnded(Conflict):
    """The lesson has ended."""

    code = "lesson_ended"


class LessonCancelled(Conflict):
    """The school has cancelled the lesson."""

    code = "lesson_cancelled"


class LessonPast(Conflict):
    """The day of the lesson is over."""

    code = "lesson_past"


class TooEarly(Conflict):
    """The lesson opens later; `opens_at` says when."""

    code = "too_early"


class WaitingForTeacher(Conflict):
    """No call is open: the teacher has not entered, or the call has ended."""

    code = "waiting_for_teacher"


class OtherLessonRunning(Conflict):
    """The teacher has not ended another lesson; `lesson_id` and `title` say which."""

    code = "other_lesson_running"
