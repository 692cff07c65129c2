"""Whom an invite link of a chat admits."""

from dataclasses import replace

import pytest

from parta.messenger.models import ChatKind, Level, LinkRefusal, MemberRole, Right
from parta.messenger.rules.chat_links import LinkContext, check_link
from parta.messenger.rules.membership import MAX_MEMBERS
from parta.messenger.rules.rights import CLOSED, PermissionContext

MAKER = PermissionContext(ChatKind.GROUP, None, CLOSED, is_archived=False, members_count=5, role=MemberRole.ADMIN)
CONTEXT = LinkContext(is_archived=False, members_count=5, maker=MAKER, was_removed=False, is_contact=True)


def test_a_link_admits_a_contact_of_its_maker() -> None:
    assert check_link(CONTEXT) is None


@pytest.mark.parametrize(
    ("context", "refusal"),
    [
        (replace(CONTEXT, is_archived=True), LinkRefusal.ARCHIVED),
        (replace(CONTEXT, maker=None), LinkRefusal.INACTIVE),
        (replace(CONTEXT, maker=replace(MAKER, role=MemberRole.MEMBER)), LinkRefusal.INACTIVE),
        (replace(CONTEXT, maker=replace(MAKER, levels={**CLOSED, Right.INVITE: Level.OWNER})), LinkRefusal.INACTIVE),
        (replace(CONTEXT, was_removed=True), LinkRefusal.REMOVED),
        (replace(CONTEXT, is_contact=False), LinkRefusal.NOT_A_CONTACT),
        (replace(CONTEXT, members_count=MAX_MEMBERS), LinkRefusal.FULL),
    ],
)
def test_a_link_refuses_everybody_else_and_says_why(context: LinkContext, refusal: LinkRefusal) -> None:
    assert check_link(context) is refusal
