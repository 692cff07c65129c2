"""Who or what would be in two places at once."""

from uuid import UUID, uuid4

import pytest

from parta.identity.schemas import PersonName
from parta.journal.models import Weeks
from parta.journal.rules.conflicts import Busy, Claim, find_clash

ANNA, IGOR, MISHA, LENA, ROOM, HALL, OF_7B, OF_3A = (uuid4() for _ in range(8))
NAME = PersonName(last_name="Белова", first_name="Анна", patronymic=None)


def claim(teacher: UUID, of: UUID, room: UUID | None = None, *students: UUID, weeks: Weeks = Weeks.EVERY) -> Claim:
    return Claim(
        class_id=of,
        class_title="7Б" if of == OF_7B else "3А",
        subject="Алгебра",
        teachers={teacher: NAME},
        students=frozenset(students) or None,
        room_id=room,
        room="201" if room else None,
        weeks=weeks,
        at={"weekday": 1, "number": 2},
    )


CASES = [
    (claim(ANNA, OF_7B, ROOM), claim(IGOR, OF_3A, HALL), None),
    (claim(ANNA, OF_7B, ROOM), claim(ANNA, OF_3A, HALL), Busy.TEACHER),
    (claim(ANNA, OF_7B, ROOM), claim(IGOR, OF_7B, HALL), Busy.CLASS),
    (claim(ANNA, OF_7B, ROOM), claim(IGOR, OF_3A, ROOM), Busy.ROOM),
    (claim(ANNA, OF_7B), claim(IGOR, OF_3A), None),
    (claim(ANNA, OF_7B, ROOM, MISHA), claim(IGOR, OF_7B, HALL, LENA), None),
    (claim(ANNA, OF_7B, ROOM, MISHA), claim(IGOR, OF_7B, HALL, LENA, MISHA), Busy.SUBGROUP),
    (claim(ANNA, OF_7B, ROOM, MISHA), claim(IGOR, OF_7B, HALL), Busy.CLASS),
    (claim(ANNA, OF_7B, ROOM), claim(IGOR, OF_7B, HALL, LENA), Busy.CLASS),
    (claim(ANNA, OF_7B, ROOM, MISHA), claim(ANNA, OF_7B, HALL, LENA), Busy.TEACHER),
    (claim(ANNA, OF_7B, weeks=Weeks.ODD), claim(ANNA, OF_7B, weeks=Weeks.EVEN), None),
    (claim(ANNA, OF_7B, weeks=Weeks.ODD), claim(ANNA, OF_7B, weeks=Weeks.ODD), Busy.TEACHER),
    (claim(ANNA, OF_7B, weeks=Weeks.EVERY), claim(ANNA, OF_7B, weeks=Weeks.EVEN), Busy.TEACHER),
]


@pytest.mark.parametrize(("wanted", "other", "busy"), CASES)
def test_two_claims_at_one_time_collide_or_not(wanted: Claim, other: Claim, busy: Busy | None) -> None:
    for one, two in ((wanted, other), (other, wanted)):
        found = find_clash(one, [two])
        assert (found.busy if found else None) is busy


def test_a_clash_says_who_where_and_when() -> None:
    found = find_clash(claim(ANNA, OF_7B, ROOM), [claim(IGOR, OF_3A, HALL), claim(ANNA, OF_3A, HALL)])
    assert found is not None
    assert found.facts == {
        "who": {"last_name": "Белова", "first_name": "Анна", "patronymic": None},
        "subject": "Алгебра",
        "class_title": "3А",
        "weekday": 1,
        "number": 2,
    }
