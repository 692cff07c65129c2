"""Joining and leaving a call."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from parta.adapters.livekit.port import Source
from parta.calls.events import CallChanged
from parta.calls.models import (
    Call,
    CallDevice,
    CallPresence,
    CallRole,
    CallState,
    EndReason,
    Entry,
    Participant,
    ParticipantState,
    Ring,
    RingState,
    Via,
)
from parta.calls.queries import CallAccess, CallVisitor, get_call_access
from parta.calls.queries.access import build_policy, get_call_access_by_link
from parta.calls.rules.entry import entry_error
from parta.calls.rules.errors import InCallElsewhere, MovedElsewhere, NameRequired
from parta.calls.rules.rights import allowed_sources, effective_rights
from parta.calls.rules.states import PARTICIPANT_STATES, ParticipantAction
from parta.calls.schemas import CallPage
from parta.calls.service.admission import admit, build_participant
from parta.calls.service.call import end_locked_call, open_planned_call
from parta.calls.service.guests import end_guest_session
from parta.calls.service.lobby import knock, lock_network
from parta.calls.service.locks import (
    emit_rights_changed,
    lock_call_and_chat,
    publish_call,
    publish_knocks,
    publish_participants,
)
from parta.calls.service.ring import accept_ring_on_join
from parta.core.clock import now
from parta.core.errors import NotFound
from parta.core.unit_of_work import UnitOfWork
from parta.identity.queries import called_name, get_profile, list_sessions


@dataclass(frozen=True, slots=True)
class Admitted:
    """Result of joining: admitted as a participant, who is in this room of the call."""

    room_id: UUID


@dataclass(frozen=True, slots=True)
class Waiting:
    """Result of joining: waiting in the lobby with this knock."""

    knock_id: UUID


JoinResult = Admitted | Waiting


@dataclass(frozen=True, slots=True)
class MediaGrant:
    """What an admitted participant may do in the media room of their room, and under which name."""

    room_id: UUID
    participant_id: UUID
    name: str
    allowed: frozenset[Source]


async def join(  # noqa: PLR0913 - visitor, call, and how access is obtained
    work: UnitOfWork,
    visitor: CallVisitor,
    call_id: UUID,
    device: str,
    *,
    moves: bool = False,
    by_link: bool = False,
    is_of_school: bool = False,
    name: str | None = None,
    network_hash: bytes | None = None,
) -> JoinResult:
    """Join the call with this device, or wait in its lobby; where it `moves`, instead of the others. Idempotent.

    Raises NotFound, RemovedFromCall, CallLocked, CallAlreadyEnded, TooEarly, CallFull, LobbyFull, RefusedByLobby,
    NameRequired, TooManyKnocks, MembersOnly, SchoolOnly, SignInRequired, InCallElsewhere, MovedElsewhere.
    """
    if visitor.profile_id is None and network_hash is not None:
        await lock_network(work, network_hash)
    await _lock_for_join(work, visitor, call_id)
    access = await (get_call_access_by_link if by_link else get_call_access)(work, visitor, call_id)
    entry = access.entry(now(), is_of_school=is_of_school)
    error = entry_error(entry, build_policy(access.call))
    if error is not None:
        raise error
    if entry is Entry.LOBBY:
        shown = await _get_display_name(work, visitor, name)
        return Waiting((await knock(work, access, shown, network_hash)).id)
    if access.participant is not None:
        await _check_device(work, access.call, access.participant, device, moves=moves)
    if access.call.state is CallState.PLANNED:
        await open_planned_call(work, access.call)
    participant = await admit(work, access.call, access.participant or _build_first_participant(access))
    await _save_device(work, visitor, participant.id, device)
    if access.is_member and visitor.guest_id is not None:
        await _end_guest(work, access.call, visitor.guest_id)
    if visitor.profile_id is not None:
        await accept_ring_on_join(work, access.call, visitor.profile_id)
    return Admitted(participant.room_id)


async def leave(work: UnitOfWork, visitor: CallVisitor, call_id: UUID, device: str) -> None:
    """Disconnect this device; with the last device the participant leaves. Idempotent.

    A caller who leaves before anybody answered ends the call, and so does who leaves only one other person behind in
    the call of a dialog. Raises NotFound, RemovedFromCall.
    """
    await lock_call_and_chat(work, call_id)
    access = await get_call_access(work, visitor, call_id)
    call, participant = access.call, access.participant
    if participant is None or call.state is not CallState.OPEN:
        return
    connected = (CallPresence.participant_id == participant.id, CallPresence.to_at.is_(None))
    closed = update(CallPresence).where(*connected, CallPresence.device == device).values(to_at=now())
    await work.execute(closed.execution_options(synchronize_session=False))
    if (await work.execute(select(CallPresence.id).where(*connected).limit(1))).first() is not None:
        return
    state = PARTICIPANT_STATES.next_state(participant.state, ParticipantAction.LEAVE)
    if state is not participant.state:
        clear_participant(work, call, participant)
        participant.state = state
    ringing = select(Ring.id).where(Ring.call_id == call_id, Ring.state == RingState.RINGING).limit(1)
    is_caller = call.is_dialog and participant.profile_id == call.creator_id
    if is_caller and (await work.execute(ringing)).first() is not None:
        await end_locked_call(work, call, EndReason.CANCELLED)
    elif call.is_dialog and await _is_left_to_one(work, participant):
        await end_locked_call(work, call, EndReason.ENDED)


async def _is_left_to_one(work: UnitOfWork, left: Participant) -> bool:
    """Return True if somebody else was in the call, and at most one person still is."""
    others = select(Participant.state).where(Participant.call_id == left.call_id, Participant.id != left.id)
    states = (await work.execute(others)).scalars().all()
    return bool(states) and sum(state is ParticipantState.ADMITTED for state in states) <= 1


async def _check_device(work: UnitOfWork, call: Call, participant: Participant, device: str, *, moves: bool) -> None:
    """Take the other devices of the participant out of the call, or raise InCallElsewhere, MovedElsewhere."""
    others = (CallDevice.participant_id == participant.id, CallDevice.device != device)
    if moves:
        moved = update(CallDevice).where(*others, CallDevice.is_moved.is_(False)).values(is_moved=True)
        moved = moved.returning(CallDevice.device).execution_options(synchronize_session=False)
        if (await work.execute(moved)).scalars().all():
            work.emit(CallChanged(call.id))
    elif participant.is_connected:
        connected = select(CallPresence.id).join(CallDevice, CallDevice.device == CallPresence.device)
        connected = connected.where(*others, CallPresence.participant_id == participant.id)
        connected = connected.where(CallPresence.to_at.is_(None), CallDevice.is_moved.is_(False))
        if (await work.execute(connected.limit(1))).first() is not None:
            own = await work.get(CallDevice, (participant.id, device))
            raise MovedElsewhere if own is not None and own.is_moved else InCallElsewhere


async def _save_device(work: UnitOfWork, visitor: CallVisitor, participant_id: UUID, device: str) -> None:
    """Save in which session this device joined: it may be connected until that ends. Raises MovedElsewhere."""
    joined = insert(CallDevice).values(participant_id=participant_id, device=device, session_id=visitor.session_id)
    named = [CallDevice.participant_id, CallDevice.device]
    saved = joined.on_conflict_do_update(index_elements=named, set_={"session_id": visitor.session_id})
    if (await work.execute(saved.returning(CallDevice.is_moved))).scalar_one():
        raise MovedElsewhere


async def _end_guest(work: UnitOfWork, call: Call, guest_id: UUID) -> None:
    """End the guest whom this browser was before: who is a member is not in the call twice, nor comes back as a guest.

    The call is locked.
    """
    own = select(Participant).where(Participant.call_id == call.id, Participant.guest_id == guest_id)
    guest = (await work.execute(own)).scalar_one_or_none()
    if guest is not None and guest.state is ParticipantState.ADMITTED:
        guest.state = PARTICIPANT_STATES.next_state(guest.state, ParticipantAction.LEAVE)
        clear_participant(work, call, guest)
    await end_guest_session(work, guest_id)


async def leave_all_calls(work: UnitOfWork, profile_id: UUID) -> None:
    """Make a person who is signed in nowhere leave their open calls, on all devices. Idempotent."""
    if await list_sessions(work, profile_id):
        return
    admitted = select(Call, Participant).join(Participant, Participant.call_id == Call.id)
    admitted = admitted.where(
        Participant.profile_id == profile_id,
        Participant.state == ParticipantState.ADMITTED,
        Call.state == CallState.OPEN,
    )
    found = (await work.execute(admitted)).all()
    await work.lock_streams(*(stream for call, _ in found for stream in (call.id, call.lobby_id)))
    for call, participant in (await work.execute(admitted)).all():
        if work.is_locked(call.id):
            participant.state = PARTICIPANT_STATES.next_state(participant.state, ParticipantAction.LEAVE)
            clear_participant(work, call, participant)


def clear_participant(work: UnitOfWork, call: Call, participant: Participant) -> None:
    """Clear the connection, hand and spotlight of a participant who leaves, and publish. The call is locked."""
    participant.is_connected, participant.hand_raised_at = False, None
    if call.spotlight_id == participant.id:
        call.spotlight_id = None
        publish_call(work, call)
    publish_participants(work, call, participant.id)
    if participant.role is not CallRole.PARTICIPANT:
        publish_knocks(work, call)
    emit_rights_changed(work, call)


def build_media_grant(access: CallAccess, page: CallPage) -> MediaGrant:
    """Build the media grant of an admitted participant, who sees this page of the call. Raises NotInCall."""
    participant = access.require_admitted()
    may = allowed_sources(effective_rights(access.call.rights, participant.role, participant.exceptions))
    name = next(one.name for one in page.participants if one.id == participant.id)
    return MediaGrant(participant.room_id, participant.id, name, may)


async def _lock_for_join(work: UnitOfWork, visitor: CallVisitor, call_id: UUID) -> None:
    """Lock the call, the visitor's own stream, and for a planned call its chat, whose card will be updated."""
    streams = select(Call.lobby_id, Call.chat_id, Call.state).where(Call.id == call_id)
    found = (await work.execute(streams)).one_or_none()
    if found is None:
        raise NotFound
    lobby_id, chat_id, state = found
    more = [chat_id] if state is CallState.PLANNED else []
    own = [visitor.profile_id] if visitor.profile_id else []
    await work.lock_streams(call_id, lobby_id, *more, *own)


def _build_first_participant(access: CallAccess) -> Participant:
    """Build a new participant with a profile; guests are only admitted from the lobby."""
    via = Via.CHAT if access.is_member else Via.LINK
    return build_participant(access, access.visitor.profile_id, via, role=access.role)


async def _get_display_name(work: UnitOfWork, visitor: CallVisitor, name: str | None) -> str:
    if visitor.profile_id is not None:
        return called_name(await get_profile(work, visitor.profile_id))
    if name is None:
        raise NameRequired
    return name
