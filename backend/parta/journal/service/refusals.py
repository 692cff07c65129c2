"""What the journal refuses about lessons and the timetable."""

from typing import ClassVar

from parta.core.errors import Conflict, Invalid
from parta.journal.rules.conflicts import Busy, Clash


class TeacherBusy(Conflict):
    """A teacher would be in two places: who, with which lesson."""

    code = "teacher_busy"


class ClassBusy(Conflict):
    """The class has a lesson then: which."""

    code = "class_busy"


class SubgroupBusy(Conflict):
    """Students of the subgroup have a lesson then: which."""

    code = "subgroup_busy"


class RoomBusy(Conflict):
    """The room is taken then: by which lesson."""

    code = "room_busy"


class LessonCancelled(Conflict):
    """The lesson does not take place."""

    code = "lesson_cancelled"


class LessonAhead(Conflict):
    """The day of the lesson has not come."""

    code = "lesson_ahead"


class BadFile(Invalid):
    """No file that this person uploaded, or one that may not be given on."""

    code: ClassVar[str] = "bad_file"


class NotAtTheLesson(Invalid):
    """Somebody is named who is no student of the lesson."""

    code: ClassVar[str] = "not_a_student"


class NotATeacher(Invalid):
    """Who is to stand in is no teacher of the school on that day, or teaches the lesson anyway."""

    code: ClassVar[str] = "not_a_teacher"


class NoBell(Invalid):
    """No lesson of this number rings on that day."""

    code: ClassVar[str] = "no_bell"


class OutsideTheYear(Invalid):
    """The day lies outside of the class's year, or no timetable holds then."""

    code: ClassVar[str] = "outside_year"


class PastDay(Invalid):
    """The week is changed from today on at the earliest."""

    code: ClassVar[str] = "past_day"


_BUSY: dict[Busy, type[Conflict]] = {
    Busy.TEACHER: TeacherBusy,
    Busy.CLASS: ClassBusy,
    Busy.SUBGROUP: SubgroupBusy,
    Busy.ROOM: RoomBusy,
}


def refuse_clash(found: Clash | None) -> None:
    """Refuse what would be in two places at once. Raises TeacherBusy, ClassBusy, SubgroupBusy, RoomBusy."""
    if found is not None:
        raise _BUSY[found.busy](**found.facts)
