"""Who may write to whom. Children are closed by default; a common chat is the condition, save between own kin."""

from collections.abc import Iterable
from dataclasses import dataclass

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
"""These two, if they meet in such a chat (None: one made by hand). What is not here is never: a guardian and
another's child, a student and any other adult. Students among themselves: where the school does not forbid it."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A chat in which two people meet: what it follows, and in which capacities each of them is there."""

    source: SourceKind | None
    mine: frozenset[BadgeRole]
    theirs: frozenset[BadgeRole]
    classmates_may_write: bool = True
    """Whether the school lets its students write to each other."""


def may_contact(meetings: Iterable[Meeting], *, are_kin: bool = False) -> bool:
    """Whether two people who meet in these chats may write to each other. The same in both directions.

    A guardian and their own child always may, wherever they meet or do not.
    """
    return are_kin or any(_may_in(meeting) for meeting in meetings)


def _may_in(meeting: Meeting) -> bool:
    return any(
        meeting.source in chats
        and (meeting.classmates_may_write or (one, other) != (STUDENT, STUDENT))
        and ((meeting.mine & one and meeting.theirs & other) or (meeting.mine & other and meeting.theirs & one))
        for one, other, chats in _MATRIX
    )
