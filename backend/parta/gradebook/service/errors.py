"""Errors of the gradebook."""

from typing import ClassVar

from parta.core.errors import Conflict, Invalid


class LessonAhead(Conflict):
    """The day of the lesson is in the future."""

    code = "lesson_ahead"


class BadFile(Invalid):
    """The file was not uploaded by this person, or may not be shared."""

    code: ClassVar[str] = "bad_file"


class NotALessonStudent(Invalid):
    """One of the people is not a student of the lesson."""

    code: ClassVar[str] = "not_a_student"
