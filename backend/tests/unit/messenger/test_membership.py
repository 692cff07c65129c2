"""Who comes, who goes, who inherits."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from parta.messenger.models import MemberRole
from parta.messenger.rules.membership import Heir, Seat, by_person, membership_change, successor

ANNA, MISHA, LENA = UUID(int=1), UUID(int=2), UUID(int=3)
OWNER, ADMIN, MEMBER, READER = MemberRole
TEACHER = {"role": "teacher", "school": "Школа № 7", "detail": "математика"}
GUARDIAN = {"role": "guardian", "school": "Школа № 7", "detail": "Миша"}
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def seated(*seats: Seat) -> dict[UUID, Seat]:
    return {seat.profile_id: seat for seat in seats}


def test_what_is_as_wanted_needs_no_change() -> None:
    company = seated(Seat(ANNA, ADMIN, [TEACHER]), Seat(MISHA, MEMBER))
    assert membership_change(company, dict(company)).is_empty


def test_who_is_wanted_comes_who_is_not_goes_and_who_differs_changes() -> None:
    present = seated(Seat(ANNA, MEMBER), Seat(MISHA, MEMBER))
    wanted = seated(Seat(ANNA, ADMIN), Seat(LENA, MEMBER))
    change = membership_change(present, wanted)
    assert {seat.profile_id: seat.role for seat in change.seat} == {ANNA: ADMIN, LENA: MEMBER}
    assert change.unseat == {MISHA}
    assert change.newcomers == {LENA}


def test_another_capacity_is_a_change_and_nobody_is_new() -> None:
    change = membership_change(seated(Seat(ANNA, ADMIN, [TEACHER])), seated(Seat(ANNA, ADMIN, [TEACHER, GUARDIAN])))
    assert [seat.profile_id for seat in change.seat] == [ANNA]
    assert not change.newcomers


def test_who_is_there_in_two_capacities_is_there_once_with_the_higher_role_and_both_shown() -> None:
    merged = by_person([Seat(ANNA, READER, [GUARDIAN]), Seat(ANNA, ADMIN, [TEACHER]), Seat(ANNA, READER, [GUARDIAN])])
    assert merged == {ANNA: Seat(ANNA, ADMIN, [GUARDIAN, TEACHER])}


@pytest.mark.parametrize(
    ("others", "heir"),
    [
        ([], None),
        ([(MISHA, MEMBER, 0)], MISHA),
        ([(MISHA, MEMBER, 0), (LENA, ADMIN, 5)], LENA),
        ([(MISHA, ADMIN, 3), (LENA, ADMIN, 1)], LENA),
        ([(MISHA, MEMBER, 1), (LENA, MEMBER, 2)], MISHA),
        ([(MISHA, READER, 1), (LENA, MEMBER, 2)], LENA),
    ],
)
def test_the_oldest_admin_inherits_else_the_oldest_member(
    others: list[tuple[UUID, MemberRole, int]], heir: UUID | None
) -> None:
    assert successor([Heir(who, role, MONDAY + timedelta(days=day)) for who, role, day in others]) == heir
