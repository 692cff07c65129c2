"""Who may do what in a chat."""

from dataclasses import replace

import pytest

from parta.messenger.models import ChatKind, Level, MemberRole, Rights, SourceKind
from parta.messenger.rules import rights
from parta.messenger.rules.rights import PermissionContext

OWNER, ADMIN, MEMBER, READER = MemberRole
ROLES = list(MemberRole)


def build_context(
    role: MemberRole, matrix: Rights = rights.CLOSED, source: SourceKind | None = None
) -> PermissionContext:
    return PermissionContext(ChatKind.GROUP, source, matrix, is_archived=False, members_count=5, role=role)


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


@pytest.mark.parametrize(
    ("right", "decision"),
    [
        ("invite", rights.may_invite),
        ("change", rights.may_change),
        ("mention_all", rights.may_mention_all),
        ("promote", rights.may_promote),
        ("write", rights.may_write),
        ("call", rights.may_call),
    ],
)
@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("role", ROLES)
def test_the_rights_decide_in_a_chat_created_by_a_person(
    right: str, decision: object, level: Level, role: MemberRole
) -> None:
    matrix = replace(rights.OPEN, **{right: level})
    assert callable(decision)
    assert decision(build_context(role, matrix)) is rights.allows(level, role)


@pytest.mark.parametrize("role", ROLES)
def test_in_a_managed_chat_nobody_touches_members_title_or_rights(role: MemberRole) -> None:
    context = build_managed_context(role)
    assert not rights.may_invite(context)
    assert not rights.may_change(context)
    assert not rights.may_change_rights(context)
    assert not rights.may_promote(context)
    assert not rights.may_remove_members(context)
    assert not rights.may_leave(context)


@pytest.mark.parametrize("role", ROLES)
def test_in_an_archived_chat_one_reads_and_no_more(role: MemberRole) -> None:
    context = replace(build_context(role, rights.OPEN), is_archived=True)
    may = rights.may(context)
    assert may == rights.May(
        write=False,
        invite=False,
        change=False,
        remove_members=False,
        promote=False,
        leave=True,
        mention_all=False,
        delete_others=False,
        see_readers=True,
        call=False,
    )
    assert not rights.may_react(context)


@pytest.mark.parametrize("role", ROLES)
def test_a_call_suspends_writing_and_nothing_else(role: MemberRole) -> None:
    context = build_context(role, rights.OPEN)
    suspended = replace(context, is_writing_suspended=True)
    assert rights.may(suspended) == replace(rights.may(context), write=False, mention_all=False)
    assert rights.may_react(suspended)


def test_in_a_dialog_both_write_and_neither_rules() -> None:
    may = rights.may(build_dialog_context())
    assert may.write
    assert not any((may.invite, may.change, may.promote, may.remove_members, may.leave, may.delete_others))


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
    context = build_context(role, replace(rights.CLOSED, promote=Level.ALL))
    assert [given for given in ROLES if rights.may_change_role(context, present, given)] == wanted


def test_a_groups_admins_delete_what_others_said_in_chats_of_the_school_too() -> None:
    assert [role for role in ROLES if rights.may_delete_others(build_managed_context(role))] == [OWNER, ADMIN]
    assert not rights.may_delete_others(build_dialog_context())


@pytest.mark.parametrize(("members", "allowed"), [(2, True), (100, True), (101, False)])
def test_only_a_small_chat_shows_who_has_read(members: int, allowed: bool) -> None:  # noqa: FBT001 - a table's column
    assert rights.may_see_readers(replace(build_managed_context(MEMBER), members_count=members)) is allowed
