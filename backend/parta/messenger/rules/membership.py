"""Who is in a chat, and what turns one company into another."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from parta.messenger.models import MemberRole, SourceKind

_RANK = {role: rank for rank, role in enumerate(MemberRole)}


@dataclass(frozen=True, slots=True)
class ChatSource:
    """What an automatic chat follows: a class's students, a school's staff."""

    kind: SourceKind
    key: str

    @property
    def name(self) -> str:
        """Give the name that is held while the chat is looked for or made."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class Seat:
    """A person as the school wants them in a chat: with which role, in which capacities (`identity.schemas.Badge`)."""

    profile_id: UUID
    role: MemberRole
    badges: Sequence[dict[str, Any]] = ()


Seats = Mapping[UUID, Seat]
"""Who is in a chat, as what: profile id → seat."""


@dataclass(frozen=True, slots=True)
class MembershipChange:
    """What turns the present members into the wanted ones."""

    seat: Sequence[Seat]
    """Who comes in, comes back, or gets another role or other capacities."""
    unseat: frozenset[UUID]
    newcomers: frozenset[UUID]
    """Who among the seated is not there now."""

    @property
    def is_empty(self) -> bool:
        """Whether all is as wanted already."""
        return not self.seat and not self.unseat


def membership_change(present: Seats, wanted: Seats) -> MembershipChange:
    """Say who must come, go or change, for `present` to become `wanted`."""
    return MembershipChange(
        seat=[seat for person, seat in wanted.items() if not _equal(present.get(person), seat)],
        unseat=frozenset(present.keys() - wanted.keys()),
        newcomers=frozenset(wanted.keys() - present.keys()),
    )


def by_person(seats: Iterable[Seat]) -> Seats:
    """Give each person one seat: who is wanted twice gets the higher role and all capacities."""
    merged: dict[UUID, Seat] = {}
    for seat in seats:
        before = merged.get(seat.profile_id)
        if before is None:
            merged[seat.profile_id] = seat
            continue
        higher = min(before.role, seat.role, key=_RANK.__getitem__)
        more = [badge for badge in seat.badges if badge not in before.badges]
        merged[seat.profile_id] = Seat(seat.profile_id, higher, [*before.badges, *more])
    return merged


@dataclass(frozen=True, slots=True)
class Heir:
    """Somebody a chat could be handed over to."""

    profile_id: UUID
    role: MemberRole
    joined_at: datetime


def successor(others: Collection[Heir]) -> UUID | None:
    """Say who takes over from an owner who leaves: the oldest admin, else the oldest member; None if nobody is left."""
    first = min(others, key=lambda heir: (_RANK[heir.role], heir.joined_at, heir.profile_id), default=None)
    return first.profile_id if first else None


def _equal(present: Seat | None, wanted: Seat) -> bool:
    return present is not None and present.role is wanted.role and list(present.badges) == list(wanted.badges)
