"""Conflicts between lessons at one time."""

from uuid import UUID, uuid4

import pytest

from parta.identity.schemas import PersonName
from parta.timetable.models import Weeks
from parta.timetable.rules.conflicts import Booking, ConflictKind, find_conflicts

ANNA, IGOR, MISHA, LENA, CLASSROOM, HALL, OF_7B, OF_3A = (uuid4() for _ in range(8))
NAME = PersonName(last_name="Белова", first_name="Анна", patronymic=None)


def booking(
    teacher: UUID, of: UUID, classroom: UUID | None = None, *students: UUID, weeks: Weeks = Weeks.EVERY
) -> Booking:
    return Booking(
        class_id=of,
        class_title="7Б" if of == OF_7B else "3А",
        subject="Алгебра",
        teachers={teacher: NAME},
        students=frozenset(students) or None,
        classroom_id=classroom,
        classroom="201" if classroom else None,
        weeks=weeks,
        when={"weekday": 1, "number": 2},
    )


CASES = [
    (booking(ANNA, OF_7B, CLASSROOM), booking(IGOR, OF_3A, HALL), None),
    (booking(ANNA, OF_7B, CLASSROOM), booking(ANNA, OF_3A, HALL), ConflictKind.TEACHER),
    (booking(ANNA, OF_7B, CLASSROOM), booking(IGOR, OF_7B, HALL), ConflictKind.CLASS),
    (booking(ANNA, OF_7B, CLASSROOM), booking(IGOR, OF_3A, CLASSROOM), ConflictKind.CLASSROOM),
    (booking(ANNA, OF_7B), booking(IGOR, OF_3A), None),
    (booking(ANNA, OF_7B, CLASSROOM, MISHA), booking(IGOR, OF_7B, HALL, LENA), None),
    (booking(ANNA, OF_7B, CLASSROOM, MISHA), booking(IGOR, OF_7B, HALL, LENA, MISHA), ConflictKind.SUBGROUP),
    (booking(ANNA, OF_7B, CLASSROOM, MISHA), booking(IGOR, OF_7B, HALL), ConflictKind.CLASS),
    (booking(ANNA, OF_7B, CLASSROOM), booking(IGOR, OF_7B, HALL, LENA), ConflictKind.CLASS),
    (booking(ANNA, OF_7B, CLASSROOM, MISHA), booking(ANNA, OF_7B, HALL, LENA), ConflictKind.TEACHER),
    (booking(ANNA, OF_7B, weeks=Weeks.ODD), booking(ANNA, OF_7B, weeks=Weeks.EVEN), None),
    (booking(ANNA, OF_7B, weeks=Weeks.ODD), booking(ANNA, OF_7B, weeks=Weeks.ODD), ConflictKind.TEACHER),
    (booking(ANNA, OF_7B, weeks=Weeks.EVERY), booking(ANNA, OF_7B, weeks=Weeks.EVEN), ConflictKind.TEACHER),
]


@pytest.mark.parametrize(("one", "other", "kind"), CASES)
def test_two_bookings_at_one_time_conflict_or_not(one: Booking, other: Booking, kind: ConflictKind | None) -> None:
    for first, second in ((one, other), (other, one)):
        found = find_conflicts(first, [second])
        assert (found[0].kind if found else None) is kind


def test_a_conflict_says_who_where_and_when() -> None:
    (found,) = find_conflicts(booking(ANNA, OF_7B, CLASSROOM), [booking(IGOR, OF_3A, HALL), booking(ANNA, OF_3A, HALL)])
    assert found.extra == {
        "who": {"last_name": "Белова", "first_name": "Анна", "patronymic": None},
        "subject": "Алгебра",
        "class_title": "3А",
        "weekday": 1,
        "number": 2,
    }


def test_all_conflicts_are_found() -> None:
    wanted = booking(ANNA, OF_7B, CLASSROOM)
    others = [booking(ANNA, OF_3A, HALL), booking(IGOR, OF_7B, HALL), booking(LENA, OF_3A, CLASSROOM)]
    kinds = [one.kind for one in find_conflicts(wanted, others)]
    assert kinds == [ConflictKind.TEACHER, ConflictKind.CLASS, ConflictKind.CLASSROOM]
