"""Who may do what in a chat."""

from dataclasses import dataclass

from parta.messenger.models import ChatKind, Level, MemberRole, Rights, SourceKind

SMALL = 100
"""Members up to which a chat tells who has read."""

OWNER, ADMIN, MEMBER, READER = MemberRole.OWNER, MemberRole.ADMIN, MemberRole.MEMBER, MemberRole.READER

CLOSED = Rights(
    invite=Level.ADMINS,
    change=Level.ADMINS,
    mention_all=Level.ADMINS,
    call=Level.ADMINS,
    promote=Level.OWNER,
    write=Level.ALL,
)
"""What a closed chat begins with."""
OPEN = Rights(
    invite=Level.ALL,
    change=Level.ALL,
    mention_all=Level.ADMINS,
    call=Level.ALL,
    promote=Level.OWNER,
    write=Level.ALL,
)
"""What a chat that is not closed begins with."""
KEPT = Rights(
    invite=Level.OWNER,
    change=Level.OWNER,
    mention_all=Level.ADMINS,
    call=Level.ADMINS,
    promote=Level.OWNER,
    write=Level.ALL,
)
"""What a chat that the school keeps has; it has no owner, so nobody invites, changes or promotes."""
DIALOG = Rights(
    invite=Level.OWNER,
    change=Level.OWNER,
    mention_all=Level.OWNER,
    call=Level.ALL,
    promote=Level.OWNER,
    write=Level.ALL,
)
"""What a dialog has: two members, none above the other."""

_AT_LEAST = {
    Level.OWNER: frozenset({OWNER}),
    Level.ADMINS: frozenset({OWNER, ADMIN}),
    Level.ALL: frozenset({OWNER, ADMIN, MEMBER}),
}
_ABOVE = {
    OWNER: frozenset({ADMIN, MEMBER, READER}),
    ADMIN: frozenset({MEMBER, READER}),
    MEMBER: frozenset[MemberRole](),
    READER: frozenset[MemberRole](),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands: what they are in which sort of chat. All that rights depend on."""

    kind: ChatKind
    source: SourceKind | None
    rights: Rights
    is_archived: bool
    members_count: int
    role: MemberRole
    is_hushed: bool = False
    """Whether a call that goes on takes the word from them."""

    @property
    def is_by_hand(self) -> bool:
        """Whether people, not the school, keep the chat's title and members."""
        return self.kind is ChatKind.GROUP and self.source is None

    @property
    def is_kept_by_hand(self) -> bool:
        """Whether people may still change the chat's title and members."""
        return self.is_by_hand and not self.is_archived


def allows(level: Level, role: MemberRole) -> bool:
    """Whether somebody of this role is meant by the level. Readers never are."""
    return role in _AT_LEAST[level]


def may_write(place: Place) -> bool:
    """Whether one may say something."""
    return may_write_later(place) and not place.is_hushed


def may_write_later(place: Place) -> bool:
    """Whether one may say something once no call takes the word from them."""
    return not place.is_archived and allows(place.rights.write, place.role)


def may_call(place: Place) -> bool:
    """Whether one may begin a call, or plan one."""
    return not place.is_archived and allows(place.rights.call, place.role)


def may_react(place: Place) -> bool:
    """Whether one may set a sign under a message: all whom the chat is still open to, readers too."""
    return not place.is_archived


def may_mention_all(place: Place) -> bool:
    """Whether one may call on everybody."""
    return may_write(place) and allows(place.rights.mention_all, place.role)


def may_invite(place: Place) -> bool:
    """Whether one may bring people in."""
    return place.is_kept_by_hand and allows(place.rights.invite, place.role)


def may_change(place: Place) -> bool:
    """Whether one may give the chat another title or picture."""
    return place.is_kept_by_hand and allows(place.rights.change, place.role)


def may_change_rights(place: Place) -> bool:
    """Whether one may set the matrix itself: admins, whatever it says."""
    return place.is_kept_by_hand and allows(Level.ADMINS, place.role)


def may_remove_members(place: Place) -> bool:
    """Whether one may let anybody go at all."""
    return place.is_kept_by_hand and bool(_ABOVE[place.role])


def may_remove(place: Place, other: MemberRole) -> bool:
    """Whether one may let go somebody of this role: only who stands below."""
    return place.is_kept_by_hand and other in _ABOVE[place.role]


def may_promote(place: Place) -> bool:
    """Whether one may give anybody another role at all."""
    return place.is_kept_by_hand and allows(place.rights.promote, place.role)


def may_give_role(place: Place, present: MemberRole, role: MemberRole) -> bool:
    """Whether one may turn somebody of the `present` role into `role`: below oneself, up to admin; the owner all."""
    if not may_promote(place) or present is OWNER:
        return False
    if place.role is OWNER:
        return True
    return present in _ABOVE[place.role] and role is not OWNER


def may_leave(place: Place) -> bool:
    """Whether one may go by oneself."""
    return place.is_by_hand


def may_delete_others(place: Place) -> bool:
    """Whether one may delete what others said: a group's admins."""
    return place.kind is ChatKind.GROUP and not place.is_archived and allows(Level.ADMINS, place.role)


def may_see_readers(place: Place) -> bool:
    """Whether one may see who has read: anybody, in a small chat."""
    return place.members_count <= SMALL


@dataclass(frozen=True, slots=True)
class May:
    """All that one may do in a chat, at one look."""

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


def may(place: Place) -> May:
    """Say all that one may do from this place."""
    return May(
        write=may_write(place),
        invite=may_invite(place),
        change=may_change(place),
        remove_members=may_remove_members(place),
        promote=may_promote(place),
        leave=may_leave(place),
        mention_all=may_mention_all(place),
        delete_others=may_delete_others(place),
        see_readers=may_see_readers(place),
        call=may_call(place),
    )


def preset(*, is_closed: bool) -> Rights:
    """Give the rights that a chat made by hand begins with."""
    return CLOSED if is_closed else OPEN
