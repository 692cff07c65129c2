"""Who may write to whom: people who share a chat, by their roles in it, and a guardian and their own child."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from parta.identity.schemas import BadgeRole
from parta.messenger.models import SourceKind

TEACHING = frozenset({BadgeRole.TEACHER, BadgeRole.HOMEROOM_TEACHER})
STAFF = TEACHING | {BadgeRole.EMPLOYEE, BadgeRole.ADMINISTRATOR}
STUDENT = frozenset({BadgeRole.STUDENT})
GUARDIAN = frozenset({BadgeRole.GUARDIAN})

_CLASS = frozenset({SourceKind.CLASS_STUDENTS, SourceKind.SUBJECT})
_PARENTS = frozenset({SourceKind.CLASS_PARENTS, SourceKind.SUBJECT})
_COLLEAGUES = frozenset({SourceKind.CLASS_COLLEAGUES, SourceKind.STAFF, SourceKind.SUBJECT, None})

_MATRIX: tuple[tuple[frozenset[BadgeRole], frozenset[BadgeRole], frozenset[SourceKind | None]], ...] = (
    (STUDENT, TEACHING, _CLASS),
    (STUDENT, STUDENT, _CLASS),
    (GUARDIAN, TEACHING, _PARENTS),
    (GUARDIAN, GUARDIAN, _PARENTS),
    (STAFF, STAFF, _COLLEAGUES),
)
"""Two roles, and the sources of the shared chats that allow them to write (None: a chat created by a person).

Anything else is denied: a guardian and another's child, a student and any other adult. Students may write to each
other where the school does not forbid it."""


@dataclass(frozen=True, slots=True)
class SharedChat:
    """A chat that two people share: its source, and the roles of each of them in it."""

    source: SourceKind | None
    own_roles: frozenset[BadgeRole]
    their_roles: frozenset[BadgeRole]
    classmates_may_write: bool = True
    """True if the school lets its students write to each other."""


def may_contact(shared_chats: Iterable[SharedChat], *, are_family: bool = False) -> bool:
    """Return True if two people who share these chats may write to each other. Symmetric.

    A guardian and their own child always may, with or without a shared chat.
    """
    return are_family or any(_allows_writing(chat) for chat in shared_chats)


@lru_cache
def _allows_writing(chat: SharedChat) -> bool:
    return any(
        chat.source in sources
        and (chat.classmates_may_write or (one, other) != (STUDENT, STUDENT))
        and ((chat.own_roles & one and chat.their_roles & other) or (chat.own_roles & other and chat.their_roles & one))
        for one, other, sources in _MATRIX
    )
