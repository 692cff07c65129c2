"""Who may do what in a chat."""

from dataclasses import replace
from typing import Any

import pytest

from parta.messenger.models import MATRIX_RIGHTS, ChatKind, Level, MemberRole, Right, SourceKind
from parta.messenger.rules import rights
from parta.messenger.rules.rights import PermissionContext

OWNER, ADMIN, MEMBER, READER = MemberRole
ROLES = list(MemberRole)


def build_context(
    role: MemberRole, levels: rights.Levels = rights.CLOSED, source: SourceKind | None = None
) -> PermissionContext:
    return PermissionContext(ChatKind.GROUP, source, levels, is_archived=False, members_count=5, role=role)


def build_managed_context(role: MemberRole) -> PermissionContext:
    return build_context(role, rights.MANAGED, SourceKind.CLASS_STUDENTS)


def build_dialog_context() -> PermissionContext:
    return replace(build_context(MEMBER, rights.DIALOG), kind=ChatKind.DIALOG, members_count=2)


@pytest.mark.parametrize(
    ("level", "allowed"),
    [(Level.OWNER, [OWNER]), (Level.ADMINS, [OWNER, ADMIN]), (Level.ALL, [OWNER, ADMIN, MEMBER])],
)
def test_a_level_means_those_from_it_upwards_and_never_readers(level: Level, allowed: list[MemberRole]) -> None:
    assert [role for role in ROLES if rights.allows(level, role)] == allowed


@pytest.mark.parametrize("right", MATRIX_RIGHTS)
@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("role", ROLES)
def test_the_rights_decide_in_a_chat_created_by_a_person(right: Right, level: Level, role: MemberRole) -> None:
    context = build_context(role, {**rights.OPEN, right: level})
    assert rights.may(context, right) is rights.allows(level, role)


@pytest.mark.parametrize("preset", [rights.CLOSED, rights.OPEN, rights.MANAGED, rights.DIALOG])
def test_each_preset_has_a_level_for_each_right_of_the_matrix(preset: rights.Levels) -> None:
    assert list(preset) == list(MATRIX_RIGHTS)


@pytest.mark.parametrize(
    ("kind", "source", "is_closed", "preset"),
    [
        (ChatKind.DIALOG, None, True, rights.DIALOG),
        (ChatKind.GROUP, SourceKind.STAFF, True, rights.MANAGED),
        (ChatKind.GROUP, None, True, rights.CLOSED),
        (ChatKind.GROUP, None, False, rights.OPEN),
    ],
)
def test_each_chat_has_a_preset(
    kind: ChatKind, source: SourceKind | None, preset: rights.Levels, *, is_closed: bool
) -> None:
    assert rights.get_preset(kind, source, is_closed=is_closed) is preset


def test_what_people_have_set_overrides_the_preset_and_the_rest_follows_it() -> None:
    stored: dict[Any, str] = {"write": "admins", "unknown": "all"}
    assert rights.merge_levels(rights.OPEN, stored) == {**rights.OPEN, Right.WRITE: Level.ADMINS}


@pytest.mark.parametrize("role", ROLES)
def test_in_a_managed_chat_nobody_touches_members_title_or_rights(role: MemberRole) -> None:
    changing = {
        Right.INVITE,
        Right.CHANGE,
        Right.SEE_LINK,
        Right.CHANGE_RIGHTS,
        Right.PROMOTE,
        Right.REMOVE_MEMBERS,
        Right.LEAVE,
    }
    assert not rights.allowed(build_managed_context(role)) & changing


@pytest.mark.parametrize("role", ROLES)
def test_in_an_archived_chat_one_reads_and_no_more(role: MemberRole) -> None:
    context = replace(build_context(role, rights.OPEN), is_archived=True)
    assert rights.allowed(context) == {Right.LEAVE, Right.SEE_READERS}


@pytest.mark.parametrize("role", ROLES)
def test_a_call_suspends_writing_and_nothing_else(role: MemberRole) -> None:
    context = build_context(role, rights.OPEN)
    suspended = replace(context, is_writing_suspended=True)
    assert rights.allowed(suspended) == rights.allowed(context) - {Right.WRITE, Right.MENTION_ALL}


def test_a_reader_reacts_leaves_and_sees_who_has_read() -> None:
    context = build_context(READER, dict.fromkeys(MATRIX_RIGHTS, Level.ALL))
    assert rights.allowed(context) == {Right.REACT, Right.LEAVE, Right.SEE_READERS}


def test_in_a_dialog_both_write_and_neither_rules() -> None:
    assert rights.allowed(build_dialog_context()) == {
        Right.WRITE,
        Right.PIN,
        Right.CALL,
        Right.REACT,
        Right.SEE_READERS,
    }


@pytest.mark.parametrize(
    ("role", "removable"),
    [(OWNER, [ADMIN, MEMBER, READER]), (ADMIN, [MEMBER, READER]), (MEMBER, []), (READER, [])],
)
def test_one_removes_only_lower_roles(role: MemberRole, removable: list[MemberRole]) -> None:
    assert [other for other in ROLES if rights.may_remove(build_context(role), other)] == removable


@pytest.mark.parametrize(
    ("role", "present", "wanted"),
    [
        (OWNER, ADMIN, [OWNER, ADMIN, MEMBER, READER]),
        (OWNER, MEMBER, [OWNER, ADMIN, MEMBER, READER]),
        (OWNER, OWNER, []),
        (ADMIN, MEMBER, [ADMIN, MEMBER, READER]),
        (ADMIN, ADMIN, []),
        (ADMIN, OWNER, []),
        (MEMBER, READER, []),
        (READER, MEMBER, []),
    ],
)
def test_roles_are_given_below_oneself_and_the_chat_only_by_its_owner(
    role: MemberRole, present: MemberRole, wanted: list[MemberRole]
) -> None:
    context = build_context(role, {**rights.CLOSED, Right.PROMOTE: Level.ALL})
    assert [given for given in ROLES if rights.may_change_role(context, present, given)] == wanted


def test_in_a_dialog_one_pins_while_one_may_write() -> None:
    assert not rights.may(replace(build_dialog_context(), is_writing_suspended=True), Right.PIN)


def test_a_groups_admins_delete_what_others_said_in_chats_of_the_school_too() -> None:
    assert [role for role in ROLES if rights.may(build_managed_context(role), Right.DELETE_OTHERS)] == [OWNER, ADMIN]
    assert not rights.may(build_dialog_context(), Right.DELETE_OTHERS)


@pytest.mark.parametrize(("members", "allowed"), [(2, True), (100, True), (101, False)])
def test_only_a_small_chat_shows_who_has_read(members: int, allowed: bool) -> None:  # noqa: FBT001 - a table's column
    context = replace(build_managed_context(MEMBER), members_count=members)
    assert rights.may(context, Right.SEE_READERS) is allowed
