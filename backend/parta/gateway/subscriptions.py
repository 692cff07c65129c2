"""The subscriptions of this process, and what to do with what the bus carries. No IO: effects are returned.

A subscriber is the id of a principal: a profile, a journal account, a guest in a call.

Nobody receives a stream after leaving it. A frame's `audience_seq` says which change of subscribers it knows of; where
this process's state is older, the subscribers are read before anything of the stream is delivered. A lost hint costs
only delay.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from parta.core.streams import Frame, Hint

_MAX_PENDING = 500
_MAX_OLD_READS = 3
"""Reads in a row that are older than what the bus told; then the database is right, such as after a failover."""
_MAX_CHECKED = 50_000


@dataclass(frozen=True, slots=True)
class StreamPosition:
    """The seq of a stream, and the seq of the last change of its subscribers."""

    seq: int
    audience_seq: int


@dataclass(frozen=True, slots=True)
class Page:
    """What changed in a stream after one seq up to another, encoded for the socket."""

    after: int
    seq: int
    body: bytes


@dataclass(frozen=True, slots=True)
class StreamSnapshot:
    """A stream in one snapshot of the database."""

    position: StreamPosition
    subscribers: Collection[UUID]
    pages: Collection[Page] = ()


@dataclass(frozen=True, slots=True)
class SubscriptionSnapshot:
    """The streams of these subscribers and their positions, in one snapshot."""

    positions: Mapping[str, StreamPosition]
    streams_of: Mapping[UUID, Collection[str]]


@dataclass(frozen=True, slots=True)
class Deliver:
    """Send this to these subscribers."""

    subscribers: Collection[UUID]
    body: bytes


@dataclass(frozen=True, slots=True)
class Subscribed:
    """Notify the subscriber that they are subscribed to the stream from now on."""

    subscriber: UUID
    stream: str
    seq: int


@dataclass(frozen=True, slots=True)
class Unsubscribed:
    """Notify the subscriber that they are no longer subscribed to the stream."""

    subscriber: UUID
    stream: str


@dataclass(frozen=True, slots=True)
class PositionUpdate:
    """Send the subscriber the stream's position: it advanced after the snapshot of their streams."""

    subscriber: UUID
    stream: str
    seq: int


@dataclass(frozen=True, slots=True)
class Read:
    """Read the stream's position and subscribers, and with `after` what changed since; pass it to `on_read`."""

    stream: str
    after: int | None = None
    is_repeated: bool = False
    """True if it was read again already and was still too old: then it can wait for a moment."""


@dataclass(frozen=True, slots=True)
class Resync:
    """Read the streams of all subscribers; pass the snapshot to `on_snapshot`."""


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Send everybody the positions of their streams that advanced since the last heartbeat."""

    positions: Mapping[str, int]


Effect = Deliver | Subscribed | Unsubscribed | PositionUpdate | Read | Resync | Heartbeat


@dataclass(slots=True)
class _StreamState:
    """What this process knows of a stream: which of those connected here are subscribed, and as of when."""

    seq: int
    audience_seq: int
    subscribers: set[UUID] = field(default_factory=set[UUID])
    announced_seq: int = 0
    """The seq that the last heartbeat announced."""
    pending: list[Frame | Hint] | None = None
    """Received while the subscribers are being read; None: they are known."""
    required_seq: int = 0
    """The audience seq that the read must include; an older snapshot is not sufficient."""
    old_reads: int = 0
    """Reads in a row that were not sufficient."""
    is_current: bool = True


class Subscriptions:
    """The states of all streams with subscribers connected here."""

    def __init__(self) -> None:
        """Create it without subscribers."""
        self._states: dict[str, _StreamState] = {}
        self._streams_by_subscriber: dict[UUID, set[str]] = {}
        self._checked_audience_seqs: OrderedDict[str, int] = OrderedDict()
        """Streams without subscribers here, with the audience seq as of which that is known."""
        self._seqs_while_connecting: dict[str, int] | None = None
        """Seqs received while the streams of a new subscriber are being read."""

    @property
    def connected(self) -> Collection[UUID]:
        """The subscribers connected here."""
        return self._streams_by_subscriber.keys()

    @property
    def streams(self) -> Collection[str]:
        """The streams with subscribers here."""
        return self._states.keys()

    def streams_of(self, subscriber: UUID) -> Collection[str]:
        """Return the streams of this subscriber."""
        return self._streams_by_subscriber.get(subscriber, ())

    def subscribers_of(self, stream: str) -> Collection[UUID]:
        """Return who may receive ephemeral events of the stream: nobody while its subscribers are uncertain."""
        state = self._states.get(stream)
        return state.subscribers if state and state.is_current and state.pending is None else ()

    def is_subscribed(self, subscriber: UUID, stream: str) -> bool:
        """Return True if this subscriber is subscribed to the stream."""
        return stream in self._streams_by_subscriber.get(subscriber, ())

    @property
    def is_connecting(self) -> bool:
        """True while the streams of a new subscriber are being read."""
        return self._seqs_while_connecting is not None

    def begin_connecting(self) -> None:
        """Record received seqs from now on: the streams of a new subscriber are about to be read."""
        if self._seqs_while_connecting is None:
            self._seqs_while_connecting = {}

    def end_connecting(self) -> None:
        """Stop recording received seqs."""
        self._seqs_while_connecting = None

    def connect(self, subscriber: UUID, snapshot: Mapping[str, StreamPosition]) -> list[Effect]:
        """Subscribe somebody to the streams of a snapshot that was taken after `begin_connecting`."""
        streams = self._streams_by_subscriber.setdefault(subscriber, set())
        effects: list[Effect] = []
        for stream, position in snapshot.items():
            state = self._states.get(stream)
            if state is None:
                self._states[stream] = state = _StreamState(
                    position.seq, position.audience_seq, announced_seq=position.seq
                )
                self._checked_audience_seqs.pop(stream, None)
            current_seq = max(state.announced_seq, state.seq, (self._seqs_while_connecting or {}).get(stream, 0))
            if current_seq > position.seq:
                effects.append(PositionUpdate(subscriber, stream, current_seq))
            if state.audience_seq <= position.audience_seq:
                if state.audience_seq < position.audience_seq:
                    state.seq = min(state.seq, position.seq)
                    effects += self._request_read(stream, state, position.audience_seq)
                state.subscribers.add(subscriber)
                streams.add(stream)
            elif subscriber not in state.subscribers:
                effects += [Unsubscribed(subscriber, stream), *self._request_read(stream, state, position.audience_seq)]
        for stream in streams - snapshot.keys():
            streams.discard(stream)
            state = self._states[stream]
            state.subscribers.discard(subscriber)
            effects += [Unsubscribed(subscriber, stream), *self._request_read(stream, state, 0)]
        return effects

    def disconnect(self, subscriber: UUID) -> None:
        """Remove a subscriber who is no longer connected."""
        for stream in self._streams_by_subscriber.pop(subscriber, ()):
            state = self._states[stream]
            state.subscribers.discard(subscriber)
            self._drop_unsubscribed(stream, state)

    def on_frame(self, frame: Frame) -> list[Effect]:
        """Handle a frame from the bus."""
        self._record_while_connecting(frame)
        state = self._states.get(frame.stream) or self._create_unknown(frame.stream, frame.seq, frame.audience_seq)
        if state is None:
            return []
        if state.pending is None and frame.audience_seq <= state.audience_seq:
            state.seq = max(state.seq, frame.seq)
            return [Deliver(state.subscribers, frame.body)]
        return self._defer(state, frame)

    def on_hint(self, hint: Hint) -> list[Effect]:
        """Handle a hint from the bus."""
        self._record_while_connecting(hint)
        state = self._states.get(hint.stream) or self._create_unknown(hint.stream, hint.seq, hint.audience_seq)
        return self._defer(state, hint) if state else []

    def on_read(self, stream: str, snapshot: StreamSnapshot) -> list[Effect]:
        """Handle the snapshot that `Read` requested."""
        state = self._states.get(stream)
        if state is None or state.pending is None:
            return []
        pending, state.pending = state.pending, None
        here = {subscriber for subscriber in snapshot.subscribers if subscriber in self._streams_by_subscriber}
        if snapshot.position.audience_seq < state.required_seq or any(_is_newer(item, snapshot) for item in pending):
            state.old_reads += 1
            if state.old_reads > _MAX_OLD_READS:
                return self._accept(stream, state, here, snapshot.position)
            state.pending = pending
            return [_build_read(stream, pending, is_repeated=state.old_reads > 1)]
        state.old_reads = 0
        effects: list[Effect] = []
        for item in pending:
            final: list[Effect] = []
            newest = snapshot.position.audience_seq if isinstance(item, Hint) else item.audience_seq
            if newest > state.audience_seq:
                final = self._final_effects(state, item, snapshot)
                effects += [*final, *self._set_subscribers(stream, state, here, snapshot.position)]
            state.seq = max(state.seq, item.seq)
            if isinstance(item, Hint):
                effects += [Deliver(state.subscribers, page.body) for page in snapshot.pages]
            elif not final:
                effects.append(Deliver(state.subscribers, item.body))
        if snapshot.position.audience_seq >= state.audience_seq:
            effects += self._set_subscribers(stream, state, here, snapshot.position)
        state.is_current = True
        self._drop_unsubscribed(stream, state)
        return effects

    def on_unreadable(self, stream: str) -> list[Effect]:
        """Handle that the stream cannot be read: nobody receives it until the next heartbeat finds it readable."""
        state = self._states.get(stream)
        if state is not None:
            state.pending, state.is_current, state.old_reads = None, False, 0
            self._drop_unsubscribed(stream, state)
        return []

    def on_lost(self) -> list[Effect]:
        """Handle that frames and hints may have been missed."""
        for state in self._states.values():
            state.is_current = False
        return [Resync()]

    def on_snapshot(self, snapshot: SubscriptionSnapshot) -> list[Effect]:
        """Reconcile all states with a fresh snapshot, and return a heartbeat."""
        effects: list[Effect] = []
        changed_seqs: dict[str, int] = {}
        streams_by_subscriber = {
            subscriber: set(streams)
            for subscriber, streams in snapshot.streams_of.items()
            if subscriber in self._streams_by_subscriber
        }
        subscribers_by_stream: dict[str, set[UUID]] = {}
        for subscriber, streams in streams_by_subscriber.items():
            for stream in streams:
                subscribers_by_stream.setdefault(stream, set()).add(subscriber)
        for stream, position in snapshot.positions.items():
            here = subscribers_by_stream.get(stream, set())
            state = self._states.get(stream)
            if state is None:
                if not here:
                    continue
                self._states[stream] = state = _StreamState(
                    position.seq, position.audience_seq, announced_seq=position.seq
                )
                self._checked_audience_seqs.pop(stream, None)
            connected_since = {
                subscriber for subscriber in state.subscribers if subscriber not in streams_by_subscriber
            }
            if connected_since and state.audience_seq < position.audience_seq:
                effects += self._request_read(stream, state, position.audience_seq)
            elif state.pending is None and state.audience_seq <= position.audience_seq:
                effects += self._set_subscribers(stream, state, here | connected_since, position)
                state.seq = max(state.seq, position.seq)
                state.is_current = True
            if position.seq > state.announced_seq:
                changed_seqs[stream] = state.announced_seq = position.seq
            self._drop_unsubscribed(stream, state)
        return [*effects, Heartbeat(changed_seqs)]

    def _accept(self, stream: str, state: _StreamState, here: set[UUID], position: StreamPosition) -> list[Effect]:
        """Begin again at a position older than what the bus told; clients ask for what they lack."""
        state.seq = state.announced_seq = position.seq
        state.required_seq = state.old_reads = 0
        effects = self._set_subscribers(stream, state, here, position)
        state.is_current = True
        effects += [PositionUpdate(subscriber, stream, position.seq) for subscriber in state.subscribers]
        self._drop_unsubscribed(stream, state)
        return effects

    def _record_while_connecting(self, item: Frame | Hint) -> None:
        if self._seqs_while_connecting is not None:
            self._seqs_while_connecting[item.stream] = max(item.seq, self._seqs_while_connecting.get(item.stream, 0))

    def _create_unknown(self, stream: str, seq: int, audience_seq: int) -> _StreamState | None:
        """Create a state of unknown subscribers; None: it is known that nobody here is subscribed."""
        if self._checked_audience_seqs.get(stream, -1) >= audience_seq or not self._streams_by_subscriber:
            return None
        self._states[stream] = state = _StreamState(seq - 1, -1, announced_seq=seq)
        return state

    def _defer(self, state: _StreamState, item: Frame | Hint) -> list[Effect]:
        if state.pending is None:
            state.pending = [item]
            return [_build_read(item.stream, state.pending)]
        state.pending.append(item)
        if len(state.pending) > _MAX_PENDING:
            newest = max(state.pending, key=lambda waiting: waiting.seq)
            state.pending = [Hint(newest.stream, newest.seq, max(one.audience_seq for one in state.pending))]
        return []

    def _request_read(self, stream: str, state: _StreamState, required_seq: int) -> list[Effect]:
        state.required_seq = max(state.required_seq, required_seq, state.audience_seq)
        if state.pending is not None:
            return []
        state.pending = []
        return [Read(stream)]

    def _final_effects(self, state: _StreamState, item: Frame | Hint, snapshot: StreamSnapshot) -> list[Effect]:
        """Deliver the change of subscribers itself to those it removes, if they surely were subscribed until then."""
        if item.seq != item.audience_seq or item.seq != state.seq + 1:
            return []
        if isinstance(item, Frame):
            return [Deliver(frozenset(state.subscribers), item.body)]
        exact = [page for page in snapshot.pages if page.after == item.seq - 1 and page.seq == item.seq]
        return [Deliver(frozenset(state.subscribers), page.body) for page in exact]

    def _set_subscribers(
        self, stream: str, state: _StreamState, here: set[UUID], position: StreamPosition
    ) -> list[Effect]:
        """Set the subscribers connected here to exactly these."""
        added, removed = here - state.subscribers, state.subscribers - here
        for subscriber in added:
            self._streams_by_subscriber[subscriber].add(stream)
        for subscriber in removed:
            self._streams_by_subscriber[subscriber].discard(stream)
        state.subscribers = set(here)
        state.audience_seq = position.audience_seq
        current_seq = max(position.seq, state.announced_seq, state.seq)
        subscribed: Iterable[Effect] = (Subscribed(subscriber, stream, current_seq) for subscriber in added)
        return [*(Unsubscribed(subscriber, stream) for subscriber in removed), *subscribed]

    def _drop_unsubscribed(self, stream: str, state: _StreamState) -> None:
        if state.subscribers or state.pending is not None:
            return
        del self._states[stream]
        self._checked_audience_seqs[stream] = state.audience_seq
        if len(self._checked_audience_seqs) > _MAX_CHECKED:
            self._checked_audience_seqs.popitem(last=False)


def _build_read(stream: str, pending: Collection[Frame | Hint], *, is_repeated: bool = False) -> Read:
    hints = [item.seq - 1 for item in pending if isinstance(item, Hint)]
    return Read(stream, min(hints) if hints else None, is_repeated)


def _is_newer(item: Frame | Hint, snapshot: StreamSnapshot) -> bool:
    """Return True if the item is newer than the snapshot."""
    if item.seq > snapshot.position.seq or item.audience_seq > snapshot.position.audience_seq:
        return True
    return isinstance(item, Hint) and not any(page.after < item.seq <= page.seq for page in snapshot.pages)
