"""Whom an invite link of a chat admits: those whom its maker may invite at this moment."""

from dataclasses import dataclass

from parta.messenger.models import LinkRefusal, Right
from parta.messenger.rules.membership import MAX_MEMBERS
from parta.messenger.rules.rights import PermissionContext, may


@dataclass(frozen=True, slots=True)
class LinkContext:
    """Everything that the admission of somebody who is no member depends on."""

    is_archived: bool
    members_count: int
    maker: PermissionContext | None
    """The maker's permission context in the chat; None: they are no longer a member."""
    was_removed: bool
    """True if somebody removed the person from the chat and nobody has invited them since."""
    is_contact: bool
    """True if the maker may write to the person."""


def is_link_active(maker: PermissionContext | None) -> bool:
    """Return True if the maker of the link may still invite."""
    return maker is not None and may(maker, Right.INVITE)


def check_link(context: LinkContext) -> LinkRefusal | None:
    """Return why the link does not admit the person; None if it does."""
    if context.is_archived:
        return LinkRefusal.ARCHIVED
    if not is_link_active(context.maker):
        return LinkRefusal.INACTIVE
    if context.was_removed:
        return LinkRefusal.REMOVED
    if not context.is_contact:
        return LinkRefusal.NOT_A_CONTACT
    if context.members_count >= MAX_MEMBERS:
        return LinkRefusal.FULL
    return None
