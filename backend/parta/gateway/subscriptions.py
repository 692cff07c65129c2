"""Who in this process hears what, and what to do with what the bus brings. No IO: what to do is given back.

A hearer is any id that a socket stands for: a profile, a journal account, a guest in a call.

Nobody hears a stream after leaving it. A frame says by `audience_seq` which change of members it knows of; where this
process's picture is older, the members are read before anything of the stream is delivered. A lost hint costs delay.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from parta.core.streams import Frame

_MOST_WAITING = 500
_MOST_CHECKED = 50_000


@dataclass(frozen=True, slots=True)
class StreamPosition:
    """How far a stream is, and when who hears it changed last."""

    seq: int
    audience_seq: int


@dataclass(frozen=True, slots=True)
class Hint:
    """Notice of a frame that was too long to travel."""

    stream: str
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
    """A stream as one snapshot of the database shows it."""

    position: StreamPosition
    subscribers: Collection[UUID]
    pages: Collection[Page] = ()


@dataclass(frozen=True, slots=True)
class SubscriptionSnapshot:
    """What these hearers hear, and how far it is, in one snapshot."""

    positions: Mapping[str, StreamPosition]
    streams_of: Mapping[UUID, Collection[str]]


@dataclass(frozen=True, slots=True)
class Deliver:
    """Send this to these hearers."""

    subscribers: Collection[UUID]
    body: bytes


@dataclass(frozen=True, slots=True)
class Subscribed:
    """Tell this hearer that they hear the stream from now on."""

    subscriber: UUID
    stream: str
    seq: int


@dataclass(frozen=True, slots=True)
class Unsubscribed:
    """Tell this hearer that they hear the stream no more."""

    subscriber: UUID
    stream: str


@dataclass(frozen=True, slots=True)
class PositionUpdate:
    """Tell this hearer how far the stream is: it went on between the snapshot of what they hear and now."""

    subscriber: UUID
    stream: str
    seq: int


@dataclass(frozen=True, slots=True)
class Read:
    """Read the stream's head and hearers in one snapshot, and with `after` what changed since. Answer with `read`."""

    stream: str
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Resync:
    """Survey everybody anew. Answer with `surveyed`."""


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Tell everybody how far their streams are that went on since the last beat."""

    positions: Mapping[str, int]


Effect = Deliver | Subscribed | Unsubscribed | PositionUpdate | Read | Resync | Heartbeat


@dataclass(slots=True)
class _StreamState:
    """What this process knows of a stream: who of those connected here hears it, and as of when."""

    seq: int
    audience_seq: int
    subscribers: set[UUID] = field(default_factory=set[UUID])
    delivered: int = 0
    """The head that the last beat told."""
    pending: list[Frame | Hint] | None = None
    """What came while the members are being read; None: they are known."""
    required_seq: int = 0
    """The change of members that the reading must know of; an older snapshot explains nothing."""
    is_sure: bool = True


class Subscriptions:
    """Pictures of all streams that somebody connected here hears."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._pictures: dict[str, _StreamState] = {}
        self._heard: dict[UUID, set[str]] = {}
        self._checked: OrderedDict[str, int] = OrderedDict()
        """Streams that nobody here heard when their members were as of this seq."""
        self._passed: dict[str, int] | None = None
        """Heads that came by while somebody is being looked up."""

    @property
    def connected(self) -> Collection[UUID]:
        """Those who are connected here."""
        return self._heard.keys()

    @property
    def streams(self) -> Collection[str]:
        """Give the streams that somebody here hears."""
        return self._pictures.keys()

    def streams_of(self, hearer: UUID) -> Collection[str]:
        """Give the streams that this hearer hears."""
        return self._heard.get(hearer, ())

    def subscribers_of(self, stream: str) -> Collection[UUID]:
        """Give who may hear something fleeting in the stream: nobody, while it is not sure who hears it."""
        picture = self._pictures.get(stream)
        return picture.subscribers if picture and picture.is_sure and picture.pending is None else ()

    def is_subscribed(self, hearer: UUID, stream: str) -> bool:
        """Whether this hearer hears the stream."""
        return stream in self._heard.get(hearer, ())

    def begin_connecting(self) -> None:
        """Note what comes by from now on: somebody is going to be looked up."""
        if self._passed is None:
            self._passed = {}

    def end_connecting(self) -> None:
        """Note no more what comes by."""
        self._passed = None

    def connect(self, hearer: UUID, survey: Mapping[str, StreamPosition]) -> list[Effect]:
        """Let somebody hear what a snapshot says they hear, which was taken since `expect`."""
        known = self._heard.setdefault(hearer, set())
        effects: list[Effect] = []
        for stream, head in survey.items():
            picture = self._pictures.get(stream)
            if picture is None:
                self._pictures[stream] = picture = _StreamState(head.seq, head.audience_seq, delivered=head.seq)
                self._checked.pop(stream, None)
            reached = max(picture.delivered, picture.seq, (self._passed or {}).get(stream, 0))
            if reached > head.seq:
                effects.append(PositionUpdate(hearer, stream, reached))
            if picture.audience_seq <= head.audience_seq:
                if picture.audience_seq < head.audience_seq:
                    picture.seq = min(picture.seq, head.seq)
                    effects += self._request_read(stream, picture, head.audience_seq)
                picture.subscribers.add(hearer)
                known.add(stream)
            elif hearer not in picture.subscribers:
                effects += [Unsubscribed(hearer, stream), *self._request_read(stream, picture, head.audience_seq)]
        for stream in known - survey.keys():
            known.discard(stream)
            picture = self._pictures[stream]
            picture.subscribers.discard(hearer)
            effects += [Unsubscribed(hearer, stream), *self._request_read(stream, picture, 0)]
        return effects

    def disconnect(self, hearer: UUID) -> None:
        """Forget somebody who is connected no more."""
        for stream in self._heard.pop(hearer, ()):
            picture = self._pictures[stream]
            picture.subscribers.discard(hearer)
            self._drop_unsubscribed(stream, picture)

    def on_frame(self, frame: Frame) -> list[Effect]:
        """Take a frame from the bus."""
        self._note(frame)
        picture = self._pictures.get(frame.stream) or self._open(frame.stream, frame.seq, frame.audience_seq)
        if picture is None:
            return []
        if picture.pending is None and frame.audience_seq <= picture.audience_seq:
            picture.seq = max(picture.seq, frame.seq)
            return [Deliver(picture.subscribers, frame.body)]
        return self._hold_back(picture, frame)

    def on_hint(self, hint: Hint) -> list[Effect]:
        """Take notice of a frame that was too long to travel."""
        self._note(hint)
        picture = self._pictures.get(hint.stream) or self._open(hint.stream, hint.seq, hint.audience_seq)
        return self._hold_back(picture, hint) if picture else []

    def on_read(self, stream: str, reading: StreamSnapshot) -> list[Effect]:
        """Take what was asked for by `Read`."""
        picture = self._pictures.get(stream)
        if picture is None or picture.pending is None:
            return []
        waiting, picture.pending = picture.pending, None
        if reading.position.audience_seq < picture.required_seq or any(_is_newer(item, reading) for item in waiting):
            picture.pending = waiting
            return [_read(stream, waiting)]
        here = {hearer for hearer in reading.subscribers if hearer in self._heard}
        effects: list[Effect] = []
        for item in waiting:
            said: list[Effect] = []
            newest = reading.position.audience_seq if isinstance(item, Hint) else item.audience_seq
            if newest > picture.audience_seq:
                said = self._final_effects(picture, item, reading)
                effects += [*said, *self._change(stream, picture, here, reading.position)]
            picture.seq = max(picture.seq, item.seq)
            if isinstance(item, Hint):
                effects += [Deliver(picture.subscribers, page.body) for page in reading.pages]
            elif not said:
                effects.append(Deliver(picture.subscribers, item.body))
        if reading.position.audience_seq >= picture.audience_seq:
            effects += self._change(stream, picture, here, reading.position)
        picture.is_sure = True
        self._drop_unsubscribed(stream, picture)
        return effects

    def on_lost(self) -> list[Effect]:
        """Take notice that hints may have been missed."""
        for picture in self._pictures.values():
            picture.is_sure = False
        return [Resync()]

    def on_snapshot(self, survey: SubscriptionSnapshot) -> list[Effect]:
        """Bring all into line with a fresh survey, and beat."""
        effects: list[Effect] = []
        changed: dict[str, int] = {}
        heard = {hearer: set(streams) for hearer, streams in survey.streams_of.items() if hearer in self._heard}
        hearing: dict[str, set[UUID]] = {}
        for hearer, streams in heard.items():
            for stream in streams:
                hearing.setdefault(stream, set()).add(hearer)
        for stream, head in survey.positions.items():
            here = hearing.get(stream, set())
            picture = self._pictures.get(stream)
            if picture is None:
                if not here:
                    continue
                self._pictures[stream] = picture = _StreamState(head.seq, head.audience_seq, delivered=head.seq)
                self._checked.pop(stream, None)
            late = {hearer for hearer in picture.subscribers if hearer not in heard}
            if late and picture.audience_seq < head.audience_seq:
                effects += self._request_read(stream, picture, head.audience_seq)
            elif picture.pending is None and picture.audience_seq <= head.audience_seq:
                effects += self._change(stream, picture, here | late, head)
                picture.seq = max(picture.seq, head.seq)
                picture.is_sure = True
            if head.seq > picture.delivered:
                changed[stream] = picture.delivered = head.seq
            self._drop_unsubscribed(stream, picture)
        return [*effects, Heartbeat(changed)]

    def _note(self, item: Frame | Hint) -> None:
        if self._passed is not None:
            self._passed[item.stream] = max(item.seq, self._passed.get(item.stream, 0))

    def _open(self, stream: str, seq: int, audience_seq: int) -> _StreamState | None:
        """Give a picture to find out whether somebody here hears this stream; None: it is known that nobody does."""
        if self._checked.get(stream, -1) >= audience_seq or not self._heard:
            return None
        self._pictures[stream] = picture = _StreamState(seq - 1, -1, delivered=seq)
        return picture

    def _hold_back(self, picture: _StreamState, item: Frame | Hint) -> list[Effect]:
        if picture.pending is None:
            picture.pending = [item]
            return [_read(item.stream, picture.pending)]
        picture.pending.append(item)
        if len(picture.pending) > _MOST_WAITING:
            newest = max(picture.pending, key=lambda waiting: waiting.seq)
            picture.pending = [Hint(newest.stream, newest.seq, max(one.audience_seq for one in picture.pending))]
        return []

    def _request_read(self, stream: str, picture: _StreamState, at_least: int) -> list[Effect]:
        picture.required_seq = max(picture.required_seq, at_least, picture.audience_seq)
        if picture.pending is not None:
            return []
        picture.pending = []
        return [Read(stream)]

    def _final_effects(self, picture: _StreamState, item: Frame | Hint, reading: StreamSnapshot) -> list[Effect]:
        """Let those who hear the stream up to this very change hear it, if it is sure that they were there so far."""
        if item.seq != item.audience_seq or item.seq != picture.seq + 1:
            return []
        if isinstance(item, Frame):
            return [Deliver(frozenset(picture.subscribers), item.body)]
        exact = [page for page in reading.pages if page.after == item.seq - 1 and page.seq == item.seq]
        return [Deliver(frozenset(picture.subscribers), page.body) for page in exact]

    def _change(self, stream: str, picture: _StreamState, here: set[UUID], head: StreamPosition) -> list[Effect]:
        """Let exactly these hear the stream from now on."""
        came, went = here - picture.subscribers, picture.subscribers - here
        for hearer in came:
            self._heard[hearer].add(stream)
        for hearer in went:
            self._heard[hearer].discard(stream)
        picture.subscribers = set(here)
        picture.audience_seq = head.audience_seq
        reached = max(head.seq, picture.delivered, picture.seq)
        begun: Iterable[Effect] = (Subscribed(hearer, stream, reached) for hearer in came)
        return [*(Unsubscribed(hearer, stream) for hearer in went), *begun]

    def _drop_unsubscribed(self, stream: str, picture: _StreamState) -> None:
        if picture.subscribers or picture.pending is not None:
            return
        del self._pictures[stream]
        self._checked[stream] = picture.audience_seq
        if len(self._checked) > _MOST_CHECKED:
            self._checked.popitem(last=False)


def _read(stream: str, waiting: Collection[Frame | Hint]) -> Read:
    hints = [item.seq - 1 for item in waiting if isinstance(item, Hint)]
    return Read(stream, min(hints) if hints else None)


def _is_newer(item: Frame | Hint, reading: StreamSnapshot) -> bool:
    """Whether the snapshot was taken before what it should explain."""
    if item.seq > reading.position.seq or item.audience_seq > reading.position.audience_seq:
        return True
    return isinstance(item, Hint) and not any(page.after < item.seq <= page.seq for page in reading.pages)
