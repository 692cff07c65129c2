"""Changes of members, and the succession of the owner."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from parta.messenger.models import MemberRole
from parta.messenger.rules.membership import (
    MemberSpec,
    SuccessorCandidate,
    choose_successor,
    membership_change,
    merge_by_person,
)

ANNA, MISHA, LENA = UUID(int=1), UUID(int=2), UUID(int=3)
OWNER, ADMIN, MEMBER, READER = MemberRole
TEACHER = {"role": "teacher", "school": "Школа № 7", "detail": "математика"}
GUARDIAN = {"role": "guardian", "school": "Школа № 7", "detail": "Миша"}
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


def by_profile(*specs: MemberSpec) -> dict[UUID, MemberSpec]:
    return {spec.profile_id: spec for spec in specs}


def test_what_is_as_wanted_needs_no_change() -> None:
    company = by_profile(MemberSpec(ANNA, ADMIN, [TEACHER]), MemberSpec(MISHA, MEMBER))
    assert membership_change(company, dict(company)).is_empty


def test_who_is_wanted_comes_who_is_not_goes_and_who_differs_changes() -> None:
    present = by_profile(MemberSpec(ANNA, MEMBER), MemberSpec(MISHA, MEMBER))
    wanted = by_profile(MemberSpec(ANNA, ADMIN), MemberSpec(LENA, MEMBER))
    change = membership_change(present, wanted)
    assert {spec.profile_id: spec.role for spec in change.upserts} == {ANNA: ADMIN, LENA: MEMBER}
    assert change.removals == {MISHA}
    assert change.newcomers == {LENA}


def test_another_capacity_is_a_change_and_nobody_is_new() -> None:
    change = membership_change(
        by_profile(MemberSpec(ANNA, ADMIN, [TEACHER])), by_profile(MemberSpec(ANNA, ADMIN, [TEACHER, GUARDIAN]))
    )
    assert [spec.profile_id for spec in change.upserts] == [ANNA]
    assert not change.newcomers


def test_who_is_there_in_two_capacities_is_there_once_with_the_higher_role_and_both_shown() -> None:
    merged = merge_by_person(
        [MemberSpec(ANNA, READER, [GUARDIAN]), MemberSpec(ANNA, ADMIN, [TEACHER]), MemberSpec(ANNA, READER, [GUARDIAN])]
    )
    assert merged == {ANNA: MemberSpec(ANNA, ADMIN, [GUARDIAN, TEACHER])}


@pytest.mark.parametrize(
    ("others", "expected"),
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
    others: list[tuple[UUID, MemberRole, int]], expected: UUID | None
) -> None:
    assert (
        choose_successor([SuccessorCandidate(who, role, MONDAY + timedelta(days=day)) for who, role, day in others])
        == expected
    )
