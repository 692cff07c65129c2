"""Who may do what in a chat."""

from dataclasses import dataclass

from parta.messenger.models import ChatKind, Level, MemberRole, Rights, SourceKind

MAX_PINS = 100
"""Pinned messages of one chat."""
MAX_MEMBERS_FOR_READERS = 100
"""The largest chat in which members see who has read a message."""

OWNER, ADMIN, MEMBER, READER = MemberRole.OWNER, MemberRole.ADMIN, MemberRole.MEMBER, MemberRole.READER

CLOSED = Rights(
    invite=Level.ADMINS,
    change=Level.ADMINS,
    mention_all=Level.ADMINS,
    call=Level.ADMINS,
    promote=Level.OWNER,
    write=Level.ALL,
)
"""The initial rights of a closed chat."""
OPEN = Rights(
    invite=Level.ALL,
    change=Level.ALL,
    mention_all=Level.ADMINS,
    call=Level.ALL,
    promote=Level.OWNER,
    write=Level.ALL,
)
"""The initial rights of an open chat."""
MANAGED = Rights(
    invite=Level.OWNER,
    change=Level.OWNER,
    mention_all=Level.ADMINS,
    call=Level.ADMINS,
    promote=Level.OWNER,
    write=Level.ALL,
)
"""The rights of a managed chat; it has no owner, so nobody may invite, change or promote."""
DIALOG = Rights(
    invite=Level.OWNER,
    change=Level.OWNER,
    mention_all=Level.OWNER,
    call=Level.ALL,
    promote=Level.OWNER,
    write=Level.ALL,
)
"""The rights of a dialog: two members of equal role."""

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
    rights: Rights
    is_archived: bool
    members_count: int
    role: MemberRole
    is_writing_suspended: bool = False
    """True if an open call prevents the person from writing."""

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


def may_write(context: PermissionContext) -> bool:
    """Return True if the person may send messages."""
    return may_write_unless_suspended(context) and not context.is_writing_suspended


def may_write_unless_suspended(context: PermissionContext) -> bool:
    """Return True if the person may send messages, except while a call suspends it."""
    return not context.is_archived and allows(context.rights.write, context.role)


def may_call(context: PermissionContext) -> bool:
    """Return True if the person may start or schedule a call."""
    return not context.is_archived and allows(context.rights.call, context.role)


def may_react(context: PermissionContext) -> bool:
    """Return True if the person may react to messages: every member, readers included, unless the chat is archived."""
    return not context.is_archived


def may_mention_all(context: PermissionContext) -> bool:
    """Return True if the person may mention everybody."""
    return may_write(context) and allows(context.rights.mention_all, context.role)


def may_invite(context: PermissionContext) -> bool:
    """Return True if the person may invite others."""
    return context.is_editable and allows(context.rights.invite, context.role)


def may_change(context: PermissionContext) -> bool:
    """Return True if the person may change the title and the picture."""
    return context.is_editable and allows(context.rights.change, context.role)


def may_change_rights(context: PermissionContext) -> bool:
    """Return True if the person may change the rights themselves: admins, whatever the rights are."""
    return context.is_editable and allows(Level.ADMINS, context.role)


def may_remove_members(context: PermissionContext) -> bool:
    """Return True if the person may remove any members at all."""
    return context.is_editable and bool(_LOWER_ROLES[context.role])


def may_remove(context: PermissionContext, other: MemberRole) -> bool:
    """Return True if the person may remove a member of this role: only lower roles."""
    return context.is_editable and other in _LOWER_ROLES[context.role]


def may_promote(context: PermissionContext) -> bool:
    """Return True if the person may change any roles at all."""
    return context.is_editable and allows(context.rights.promote, context.role)


def may_change_role(context: PermissionContext, present: MemberRole, role: MemberRole) -> bool:
    """Return True if the person may change a member's role from `present` to `role`.

    Admins change lower roles to any but owner; the owner changes every role.
    """
    if not may_promote(context) or present is OWNER:
        return False
    if context.role is OWNER:
        return True
    return present in _LOWER_ROLES[context.role] and role is not OWNER


def may_leave(context: PermissionContext) -> bool:
    """Return True if the person may leave."""
    return context.is_user_managed


def may_delete_others(context: PermissionContext) -> bool:
    """Return True if the person may delete messages of others: the admins of a group."""
    return context.kind is ChatKind.GROUP and not context.is_archived and allows(Level.ADMINS, context.role)


def may_pin(context: PermissionContext) -> bool:
    """Return True if the person may pin messages for everybody: both people of a dialog, the admins of a group."""
    if context.kind is ChatKind.DIALOG:
        return may_write(context)
    return may_delete_others(context)


def may_see_readers(context: PermissionContext) -> bool:
    """Return True if the person may see who has read a message: everybody, in a small chat."""
    return context.members_count <= MAX_MEMBERS_FOR_READERS


@dataclass(frozen=True, slots=True)
class May:
    """Everything that a person may do in a chat."""

    write: bool
    invite: bool
    change: bool
    remove_members: bool
    promote: bool
    leave: bool
    mention_all: bool
    delete_others: bool
    see_readers: bool
    call: bool


def may(context: PermissionContext) -> May:
    """Return everything that the person may do."""
    return May(
        write=may_write(context),
        invite=may_invite(context),
        change=may_change(context),
        remove_members=may_remove_members(context),
        promote=may_promote(context),
        leave=may_leave(context),
        mention_all=may_mention_all(context),
        delete_others=may_delete_others(context),
        see_readers=may_see_readers(context),
        call=may_call(context),
    )


def preset(*, is_closed: bool) -> Rights:
    """Return the initial rights of a chat created by a person."""
    return CLOSED if is_closed else OPEN
