"""Members of a chat: merging, differences, succession of the owner."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from parta.messenger.models import MemberRole, SourceKind

MAX_MEMBERS = 1000
"""The largest number of members of a chat created by a person."""

_RANK = {role: rank for rank, role in enumerate(MemberRole)}


@dataclass(frozen=True, slots=True)
class ChatSource:
    """What determines the members of an automatic chat: the students of a class, the staff of a school."""

    kind: SourceKind
    key: str

    @property
    def lock_name(self) -> str:
        """Return the name of the advisory lock under which the chat is found or created."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class MemberSpec:
    """A wanted member of a chat: the role and the capacities (`identity.schemas.Badge`)."""

    profile_id: UUID
    role: MemberRole
    badges: Sequence[dict[str, Any]] = ()


MemberSpecs = Mapping[UUID, MemberSpec]
"""The members of a chat by profile id."""


@dataclass(frozen=True, slots=True)
class MembershipChange:
    """The difference between the present members and the wanted ones."""

    upserts: Sequence[MemberSpec]
    """Who joins, rejoins, or gets another role or other capacities."""
    removals: frozenset[UUID]
    newcomers: frozenset[UUID]
    """Those of `upserts` who are not present now."""

    @property
    def is_empty(self) -> bool:
        """True if nothing changes."""
        return not self.upserts and not self.removals


def membership_change(present: MemberSpecs, wanted: MemberSpecs) -> MembershipChange:
    """Return the change from `present` to `wanted`."""
    return MembershipChange(
        upserts=[spec for person, spec in wanted.items() if not _is_unchanged(present.get(person), spec)],
        removals=frozenset(present.keys() - wanted.keys()),
        newcomers=frozenset(wanted.keys() - present.keys()),
    )


def merge_by_person(specs: Iterable[MemberSpec]) -> MemberSpecs:
    """Merge the specs of each person into one, with the highest role and all capacities."""
    merged: dict[UUID, MemberSpec] = {}
    for spec in specs:
        previous = merged.get(spec.profile_id)
        if previous is None:
            merged[spec.profile_id] = spec
            continue
        higher = min(previous.role, spec.role, key=_RANK.__getitem__)
        more = [badge for badge in spec.badges if badge not in previous.badges]
        merged[spec.profile_id] = MemberSpec(spec.profile_id, higher, [*previous.badges, *more])
    return merged


@dataclass(frozen=True, slots=True)
class SuccessorCandidate:
    """A member who may become the owner."""

    profile_id: UUID
    role: MemberRole
    joined_at: datetime


def choose_successor(others: Collection[SuccessorCandidate]) -> UUID | None:
    """Return the next owner: the admin who joined first, else the member who joined first; None if nobody is left."""
    first = min(others, key=lambda one: (_RANK[one.role], one.joined_at, one.profile_id), default=None)
    return first.profile_id if first else None


def _is_unchanged(present: MemberSpec | None, wanted: MemberSpec) -> bool:
    return present is not None and present.role is wanted.role and list(present.badges) == list(wanted.badges)
