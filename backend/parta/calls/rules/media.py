"""How to reconcile the connected devices with the rights in the call, and their presence with the saved one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from parta.adapters.livekit.port import MediaParticipant, Source


def build_identity(participant_id: UUID, device: str) -> str:
    """Return the identity of a participant's device on the media server."""
    return f"{participant_id}:{device}"


def parse_identity(identity: str) -> tuple[UUID, str] | None:
    """Return the participant and the device of this identity; None if it is not one of ours."""
    participant, _, device = identity.partition(":")
    try:
        return UUID(participant), device
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class MediaCommand:
    """What the media server must do: whom to disconnect, who may send what, whose screen to stop."""

    disconnect: Sequence[str]
    set_allowed: Mapping[str, frozenset[Source]]
    stop_screens: Sequence[str]
    presenter_id: str | None
    """Who shares their screen afterwards, where only one may."""


def build_media_command(
    present: Collection[MediaParticipant],
    allowed: Mapping[str, frozenset[Source]],
    *,
    several_screens: bool,
    presenter_id: str | None,
) -> MediaCommand:
    """Return what makes the connected devices match those that may be there, by identity with their sources."""
    stay = {one.identity: one for one in present if one.identity in allowed}
    presenters = sorted(
        identity for identity, one in stay.items() if one.screen_tracks and Source.SCREEN in allowed[identity]
    )
    new_presenter = next((identity for identity in presenters if identity != presenter_id), None)
    presenter = new_presenter or (presenter_id if presenter_id in presenters else None)
    return MediaCommand(
        disconnect=[one.identity for one in present if one.identity not in stay],
        set_allowed={name: allowed[name] for name, one in stay.items() if one.allowed != allowed[name]},
        stop_screens=[] if several_screens else [identity for identity in presenters if identity != presenter],
        presenter_id=presenter,
    )


@dataclass(frozen=True, slots=True)
class PresenceDiff:
    """The difference between the open intervals and the devices connected now."""

    begun: Mapping[tuple[UUID, str], datetime]
    ended: frozenset[tuple[UUID, str]]


def diff_presence(
    known: Collection[tuple[UUID, str]],
    present: Collection[MediaParticipant],
    allowed: Collection[str],
) -> PresenceDiff:
    """Return whose presence begins and whose ends; devices that may not be there do not count."""
    connected: dict[tuple[UUID, str], datetime] = {}
    for one in present:
        device = parse_identity(one.identity)
        if device is not None and one.identity in allowed:
            connected[device] = one.joined_at
    begun = {named: at for named, at in connected.items() if named not in known}
    return PresenceDiff(begun=begun, ended=frozenset(named for named in known if named not in connected))
