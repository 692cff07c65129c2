"""Who may write to whom: every pair of roles, in every kind of shared chat."""

from itertools import combinations_with_replacement

import pytest

from parta.identity.schemas import BadgeRole
from parta.messenger.models import SourceKind
from parta.messenger.rules.contact import SharedChat, may_contact

TEACHER, HOMEROOM = BadgeRole.TEACHER, BadgeRole.HOMEROOM_TEACHER
STUDENT, GUARDIAN = BadgeRole.STUDENT, BadgeRole.GUARDIAN
EMPLOYEE, ADMINISTRATOR = BadgeRole.EMPLOYEE, BadgeRole.ADMINISTRATOR

CLASS: set[SourceKind | None] = {SourceKind.CLASS_STUDENTS, SourceKind.SUBJECT}
PARENTS: set[SourceKind | None] = {SourceKind.CLASS_PARENTS, SourceKind.SUBJECT}
WORK: set[SourceKind | None] = {SourceKind.CLASS_COLLEAGUES, SourceKind.STAFF, SourceKind.SUBJECT, None}
NEVER: set[SourceKind | None] = set()

PAIRS: dict[frozenset[BadgeRole], set[SourceKind | None]] = {
    frozenset({TEACHER}): WORK,
    frozenset({TEACHER, HOMEROOM}): WORK,
    frozenset({TEACHER, STUDENT}): CLASS,
    frozenset({TEACHER, GUARDIAN}): PARENTS,
    frozenset({TEACHER, EMPLOYEE}): WORK,
    frozenset({TEACHER, ADMINISTRATOR}): WORK,
    frozenset({HOMEROOM}): WORK,
    frozenset({HOMEROOM, STUDENT}): CLASS,
    frozenset({HOMEROOM, GUARDIAN}): PARENTS,
    frozenset({HOMEROOM, EMPLOYEE}): WORK,
    frozenset({HOMEROOM, ADMINISTRATOR}): WORK,
    frozenset({STUDENT}): CLASS,
    frozenset({STUDENT, GUARDIAN}): NEVER,
    frozenset({STUDENT, EMPLOYEE}): NEVER,
    frozenset({STUDENT, ADMINISTRATOR}): NEVER,
    frozenset({GUARDIAN}): PARENTS,
    frozenset({GUARDIAN, EMPLOYEE}): NEVER,
    frozenset({GUARDIAN, ADMINISTRATOR}): NEVER,
    frozenset({EMPLOYEE}): WORK,
    frozenset({EMPLOYEE, ADMINISTRATOR}): WORK,
    frozenset({ADMINISTRATOR}): WORK,
}


@pytest.mark.parametrize("source", [*SourceKind, None])
@pytest.mark.parametrize(("one", "other"), list(combinations_with_replacement(BadgeRole, 2)))
def test_each_pair_may_write_where_the_matrix_says_and_nowhere_else(
    one: BadgeRole, other: BadgeRole, source: SourceKind | None
) -> None:
    expected = source in PAIRS[frozenset({one, other})]
    assert may_contact([SharedChat(source, frozenset({one}), frozenset({other}))]) is expected
    assert may_contact([SharedChat(source, frozenset({other}), frozenset({one}))]) is expected


def test_without_a_common_chat_nobody_writes_to_anybody() -> None:
    assert not may_contact([])


def test_who_is_nothing_at_a_school_writes_to_nobody() -> None:
    assert not may_contact([SharedChat(None, frozenset(), frozenset({TEACHER}))])


def test_a_teacher_who_is_there_as_a_guardian_too_may_write_to_the_students_they_teach() -> None:
    both = frozenset({TEACHER, GUARDIAN})
    assert may_contact([SharedChat(SourceKind.SUBJECT, both, frozenset({STUDENT}))])


def test_a_teacher_who_is_there_only_as_a_guardian_may_not_write_to_the_students() -> None:
    assert not may_contact([SharedChat(SourceKind.SUBJECT, frozenset({GUARDIAN}), frozenset({STUDENT}))])


def test_one_chat_that_allows_it_is_enough() -> None:
    by_hand = SharedChat(None, frozenset({TEACHER}), frozenset({STUDENT}))
    in_class = SharedChat(SourceKind.CLASS_STUDENTS, frozenset({TEACHER}), frozenset({STUDENT}))
    assert not may_contact([by_hand])
    assert may_contact([by_hand, in_class])


@pytest.mark.parametrize("source", [*SourceKind, None])
@pytest.mark.parametrize(("one", "other"), list(combinations_with_replacement(BadgeRole, 2)))
def test_where_the_school_forbids_it_students_do_not_write_to_each_other_and_nothing_else_changes(
    one: BadgeRole, other: BadgeRole, source: SourceKind | None
) -> None:
    pair = frozenset({one, other})
    expected = source in PAIRS[pair] and pair != frozenset({STUDENT})
    for first, second in ((one, other), (other, one)):
        shared_chat = SharedChat(source, frozenset({first}), frozenset({second}), classmates_may_write=False)
        assert may_contact([shared_chat]) is expected


def test_where_one_of_two_schools_forbids_it_students_of_both_write_as_the_other_lets_them() -> None:
    student = frozenset({STUDENT})
    forbidden = SharedChat(SourceKind.CLASS_STUDENTS, student, student, classmates_may_write=False)
    assert may_contact([forbidden, SharedChat(SourceKind.CLASS_STUDENTS, student, student)])


@pytest.mark.parametrize("source", [*SourceKind, None])
@pytest.mark.parametrize(("one", "other"), list(combinations_with_replacement(BadgeRole, 2)))
def test_own_family_may_always_write(one: BadgeRole, other: BadgeRole, source: SourceKind | None) -> None:
    shared_chat = SharedChat(source, frozenset({one}), frozenset({other}), classmates_may_write=False)
    assert may_contact([shared_chat], are_family=True)
    assert may_contact([], are_family=True)
