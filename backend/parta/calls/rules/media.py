"""What to do with those who are connected, so that the media are as the call says; and what their presence tells."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from parta.adapters.livekit.port import Present, Source


def identity_of(participant_id: UUID, device: str) -> str:
    """Give the name under which a participant's device is known to the media."""
    return f"{participant_id}:{device}"


def read_identity(identity: str) -> tuple[UUID, str] | None:
    """Give the participant and the device of this name; None for a name that is none of ours."""
    participant, _, device = identity.partition(":")
    try:
        return UUID(participant), device
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Order:
    """What the media are told: whom to cut off, who may send what, whose screen to show no longer."""

    remove: Sequence[str]
    allow: Mapping[str, frozenset[Source]]
    stop_screens: Sequence[str]
    screen_by: str | None
    """Who shows their screen afterwards, where only one may."""


def order(
    present: Collection[Present],
    may: Mapping[UUID, frozenset[Source]],
    *,
    several_screens: bool,
    screen_by: str | None,
) -> Order:
    """Say what turns those present into those who may be there, each sending no more than they may."""
    stay = {one.identity: one for one in present if _may_stay(one, may)}
    wanted = {identity: _allowed(identity, may) for identity in stay}
    shows = sorted(
        identity for identity, one in stay.items() if one.screen_tracks and Source.SCREEN in wanted[identity]
    )
    newest = next((identity for identity in shows if identity != screen_by), None)
    shown = newest or (screen_by if screen_by in shows else None)
    return Order(
        remove=[one.identity for one in present if one.identity not in stay],
        allow={identity: sources for identity, sources in wanted.items() if stay[identity].may != sources},
        stop_screens=[] if several_screens else [identity for identity in shows if identity != shown],
        screen_by=shown,
    )


@dataclass(frozen=True, slots=True)
class PresenceChange:
    """What turns the intervals that are open into those of who is connected now."""

    begun: Mapping[tuple[UUID, str], datetime]
    ended: frozenset[tuple[UUID, str]]


def presence_change(
    known: Collection[tuple[UUID, str]], present: Collection[Present], may: Mapping[UUID, frozenset[Source]]
) -> PresenceChange:
    """Say whose presence begins and whose ends; who may not be there is not present."""
    here: dict[tuple[UUID, str], datetime] = {}
    for one in present:
        named = read_identity(one.identity)
        if named is not None and named[0] in may:
            here[named] = one.joined_at
    begun = {named: at for named, at in here.items() if named not in known}
    return PresenceChange(begun=begun, ended=frozenset(named for named in known if named not in here))


def _may_stay(one: Present, may: Mapping[UUID, frozenset[Source]]) -> bool:
    named = read_identity(one.identity)
    return named is not None and named[0] in may


def _allowed(identity: str, may: Mapping[UUID, frozenset[Source]]) -> frozenset[Source]:
    named = read_identity(identity)
    return may[named[0]] if named else frozenset()
