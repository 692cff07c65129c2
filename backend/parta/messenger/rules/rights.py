"""Who may do what in a chat."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from parta.messenger.models import ChatKind, Level, MemberRole, Right, SourceKind

Levels = Mapping[Right, Level]
"""The lowest role to which each right is granted."""

MAX_PINS = 100
"""Pinned messages of one chat."""
MAX_MEMBERS_FOR_READERS = 100
"""The largest chat in which members see who has read a message."""

OWNER, ADMIN, MEMBER, READER = MemberRole.OWNER, MemberRole.ADMIN, MemberRole.MEMBER, MemberRole.READER

CLOSED: Levels = {
    Right.WRITE: Level.ALL,
    Right.INVITE: Level.ADMINS,
    Right.CHANGE: Level.ADMINS,
    Right.MENTION_ALL: Level.ADMINS,
    Right.SEE_LINK: Level.ADMINS,
    Right.CALL: Level.ADMINS,
    Right.PROMOTE: Level.OWNER,
    Right.PIN: Level.ADMINS,
}
"""A closed chat that people created."""
OPEN: Levels = {
    Right.WRITE: Level.ALL,
    Right.INVITE: Level.ALL,
    Right.CHANGE: Level.ALL,
    Right.MENTION_ALL: Level.ADMINS,
    Right.SEE_LINK: Level.ALL,
    Right.CALL: Level.ALL,
    Right.PROMOTE: Level.OWNER,
    Right.PIN: Level.ADMINS,
}
"""An open chat that people created."""
MANAGED: Levels = {
    Right.WRITE: Level.ALL,
    Right.INVITE: Level.OWNER,
    Right.CHANGE: Level.OWNER,
    Right.MENTION_ALL: Level.ADMINS,
    Right.SEE_LINK: Level.OWNER,
    Right.CALL: Level.ADMINS,
    Right.PROMOTE: Level.OWNER,
    Right.PIN: Level.ADMINS,
}
"""A managed chat; it has no owner, so nobody may invite, change, see a link or promote."""
DIALOG: Levels = {
    Right.WRITE: Level.ALL,
    Right.INVITE: Level.OWNER,
    Right.CHANGE: Level.OWNER,
    Right.MENTION_ALL: Level.OWNER,
    Right.SEE_LINK: Level.OWNER,
    Right.CALL: Level.ALL,
    Right.PROMOTE: Level.OWNER,
    Right.PIN: Level.ALL,
}
"""A dialog: two members of equal role."""

_ROLES_BY_LEVEL = {
    Level.OWNER: frozenset({OWNER}),
    Level.ADMINS: frozenset({OWNER, ADMIN}),
    Level.ALL: frozenset({OWNER, ADMIN, MEMBER}),
}
_LOWER_ROLES = {
    OWNER: frozenset({ADMIN, MEMBER, READER}),
    ADMIN: frozenset({MEMBER, READER}),
    MEMBER: frozenset[MemberRole](),
    READER: frozenset[MemberRole](),
}


@dataclass(frozen=True, slots=True)
class PermissionContext:
    """Everything that rights in a chat depend on: its properties, and the role of the person."""

    kind: ChatKind
    source: SourceKind | None
    levels: Levels
    is_archived: bool
    members_count: int
    role: MemberRole
    is_writing_suspended: bool = False
    """True if an open call prevents the person from writing."""

    def grants(self, right: Right) -> bool:
        """Return True if the chat's level of this right includes the role."""
        return allows(self.levels[right], self.role)

    @property
    def is_user_managed(self) -> bool:
        """True if people, not the school, manage the title and the members."""
        return self.kind is ChatKind.GROUP and self.source is None

    @property
    def is_editable(self) -> bool:
        """True if people may still change the title and the members."""
        return self.is_user_managed and not self.is_archived


def allows(level: Level, role: MemberRole) -> bool:
    """Return True if the level includes this role. It never includes readers."""
    return role in _ROLES_BY_LEVEL[level]


def may(context: PermissionContext, right: Right) -> bool:
    """Return True if the person has the right."""
    return _RULES[right](context)


def allowed(context: PermissionContext) -> frozenset[Right]:
    """Return everything that the person may do."""
    return frozenset(right for right in Right if may(context, right))


def may_write_unless_suspended(context: PermissionContext) -> bool:
    """Return True if the person may send messages, except while a call suspends it."""
    return not context.is_archived and context.grants(Right.WRITE)


def may_remove(context: PermissionContext, other: MemberRole) -> bool:
    """Return True if the person may remove a member of this role: only lower roles."""
    return may(context, Right.REMOVE_MEMBERS) and other in _LOWER_ROLES[context.role]


def may_change_role(context: PermissionContext, present: MemberRole, role: MemberRole) -> bool:
    """Return True if the person may change a member's role from `present` to `role`.

    Admins change lower roles to any but owner; the owner changes every role.
    """
    if not may(context, Right.PROMOTE) or present is OWNER:
        return False
    if context.role is OWNER:
        return True
    return present in _LOWER_ROLES[context.role] and role is not OWNER


def get_preset(kind: ChatKind, source: SourceKind | None, *, is_closed: bool) -> Levels:
    """Return the levels of a chat for which nobody has set others."""
    if kind is ChatKind.DIALOG:
        return DIALOG
    if source is not None:
        return MANAGED
    return CLOSED if is_closed else OPEN


def merge_levels(preset: Levels, stored: Mapping[Right, str]) -> Levels:
    """Return the level of each right: as people have set it, else that of the preset."""
    return {right: Level(stored.get(right, level)) for right, level in preset.items()}


_RULES: Mapping[Right, Callable[[PermissionContext], bool]] = {
    Right.WRITE: lambda chat: may_write_unless_suspended(chat) and not chat.is_writing_suspended,
    Right.INVITE: lambda chat: chat.is_editable and chat.grants(Right.INVITE),
    Right.CHANGE: lambda chat: chat.is_editable and chat.grants(Right.CHANGE),
    Right.MENTION_ALL: lambda chat: may(chat, Right.WRITE) and chat.grants(Right.MENTION_ALL),
    Right.SEE_LINK: lambda chat: chat.is_editable and chat.grants(Right.SEE_LINK),
    Right.CALL: lambda chat: not chat.is_archived and chat.grants(Right.CALL),
    Right.PROMOTE: lambda chat: chat.is_editable and chat.grants(Right.PROMOTE),
    Right.PIN: lambda chat: (
        (may(chat, Right.WRITE) if chat.kind is ChatKind.DIALOG else not chat.is_archived) and chat.grants(Right.PIN)
    ),
    Right.REACT: lambda chat: not chat.is_archived,
    Right.CHANGE_RIGHTS: lambda chat: chat.is_editable and allows(Level.ADMINS, chat.role),
    Right.REMOVE_MEMBERS: lambda chat: chat.is_editable and bool(_LOWER_ROLES[chat.role]),
    Right.LEAVE: lambda chat: chat.is_user_managed,
    Right.DELETE_OTHERS: lambda chat: (
        chat.kind is ChatKind.GROUP and not chat.is_archived and allows(Level.ADMINS, chat.role)
    ),
    Right.SEE_READERS: lambda chat: chat.members_count <= MAX_MEMBERS_FOR_READERS,
}
"""When each right holds. Readers have those alone that do not depend on a level."""
