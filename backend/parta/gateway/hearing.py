"""Who in this process hears what, and what to do with what the bus brings. No IO: what to do is given back.

A hearer is any id that a socket stands for: a profile, a journal account, a guest in a call.

Nobody hears a stream after leaving it. A frame says by `members_seq` which change of members it knows of; where this
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
class Head:
    """How far a stream is, and when who hears it changed last."""

    seq: int
    members_seq: int


@dataclass(frozen=True, slots=True)
class Hint:
    """Notice of a frame that was too long to travel."""

    stream: str
    seq: int
    members_seq: int


@dataclass(frozen=True, slots=True)
class Page:
    """What changed in a stream after one seq up to another, encoded for the socket."""

    after: int
    seq: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """A stream as one snapshot of the database shows it."""

    head: Head
    hearers: Collection[UUID]
    pages: Collection[Page] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """What these hearers hear, and how far it is, in one snapshot."""

    heads: Mapping[str, Head]
    heard: Mapping[UUID, Collection[str]]


@dataclass(frozen=True, slots=True)
class Deliver:
    """Send this to these hearers."""

    hearers: Collection[UUID]
    body: bytes


@dataclass(frozen=True, slots=True)
class Begin:
    """Tell this hearer that they hear the stream from now on."""

    hearer: UUID
    stream: str
    seq: int


@dataclass(frozen=True, slots=True)
class End:
    """Tell this hearer that they hear the stream no more."""

    hearer: UUID
    stream: str


@dataclass(frozen=True, slots=True)
class Remind:
    """Tell this hearer how far the stream is: it went on between the snapshot of what they hear and now."""

    hearer: UUID
    stream: str
    seq: int


@dataclass(frozen=True, slots=True)
class Read:
    """Read the stream's head and hearers in one snapshot, and with `after` what changed since. Answer with `read`."""

    stream: str
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Survey everybody anew. Answer with `surveyed`."""


@dataclass(frozen=True, slots=True)
class Beat:
    """Tell everybody how far their streams are that went on since the last beat."""

    heads: Mapping[str, int]


Effect = Deliver | Begin | End | Remind | Read | Look | Beat


@dataclass(slots=True)
class _Picture:
    """What this process knows of a stream: who of those connected here hears it, and as of when."""

    seq: int
    members_seq: int
    hearers: set[UUID] = field(default_factory=set[UUID])
    told: int = 0
    """The head that the last beat told."""
    waiting: list[Frame | Hint] | None = None
    """What came while the members are being read; None: they are known."""
    at_least: int = 0
    """The change of members that the reading must know of; an older snapshot explains nothing."""
    is_sure: bool = True


class Hearing:
    """Pictures of all streams that somebody connected here hears."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._pictures: dict[str, _Picture] = {}
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

    def heard_by(self, hearer: UUID) -> Collection[str]:
        """Give the streams that this hearer hears."""
        return self._heard.get(hearer, ())

    def hearers(self, stream: str) -> Collection[UUID]:
        """Give who may hear something fleeting in the stream: nobody, while it is not sure who hears it."""
        picture = self._pictures.get(stream)
        return picture.hearers if picture and picture.is_sure and picture.waiting is None else ()

    def hears(self, hearer: UUID, stream: str) -> bool:
        """Whether this hearer hears the stream."""
        return stream in self._heard.get(hearer, ())

    def expect(self) -> None:
        """Note what comes by from now on: somebody is going to be looked up."""
        if self._passed is None:
            self._passed = {}

    def expect_nobody(self) -> None:
        """Note no more what comes by."""
        self._passed = None

    def enter(self, hearer: UUID, survey: Mapping[str, Head]) -> list[Effect]:
        """Let somebody hear what a snapshot says they hear, which was taken since `expect`."""
        known = self._heard.setdefault(hearer, set())
        effects: list[Effect] = []
        for stream, head in survey.items():
            picture = self._pictures.get(stream)
            if picture is None:
                self._pictures[stream] = picture = _Picture(head.seq, head.members_seq, told=head.seq)
                self._checked.pop(stream, None)
            reached = max(picture.told, picture.seq, (self._passed or {}).get(stream, 0))
            if reached > head.seq:
                effects.append(Remind(hearer, stream, reached))
            if picture.members_seq <= head.members_seq:
                if picture.members_seq < head.members_seq:
                    picture.seq = min(picture.seq, head.seq)
                    effects += self._want(stream, picture, head.members_seq)
                picture.hearers.add(hearer)
                known.add(stream)
            elif hearer not in picture.hearers:
                effects += [End(hearer, stream), *self._want(stream, picture, head.members_seq)]
        for stream in known - survey.keys():
            known.discard(stream)
            picture = self._pictures[stream]
            picture.hearers.discard(hearer)
            effects += [End(hearer, stream), *self._want(stream, picture, 0)]
        return effects

    def leave(self, hearer: UUID) -> None:
        """Forget somebody who is connected no more."""
        for stream in self._heard.pop(hearer, ()):
            picture = self._pictures[stream]
            picture.hearers.discard(hearer)
            self._drop_unheard(stream, picture)

    def frame(self, frame: Frame) -> list[Effect]:
        """Take a frame from the bus."""
        self._note(frame)
        picture = self._pictures.get(frame.stream) or self._open(frame.stream, frame.seq, frame.members_seq)
        if picture is None:
            return []
        if picture.waiting is None and frame.members_seq <= picture.members_seq:
            picture.seq = max(picture.seq, frame.seq)
            return [Deliver(picture.hearers, frame.body)]
        return self._keep(picture, frame)

    def hint(self, hint: Hint) -> list[Effect]:
        """Take notice of a frame that was too long to travel."""
        self._note(hint)
        picture = self._pictures.get(hint.stream) or self._open(hint.stream, hint.seq, hint.members_seq)
        return self._keep(picture, hint) if picture else []

    def read(self, stream: str, reading: Reading) -> list[Effect]:
        """Take what was asked for by `Read`."""
        picture = self._pictures.get(stream)
        if picture is None or picture.waiting is None:
            return []
        waiting, picture.waiting = picture.waiting, None
        if reading.head.members_seq < picture.at_least or any(_is_newer(item, reading) for item in waiting):
            picture.waiting = waiting
            return [_read(stream, waiting)]
        here = {hearer for hearer in reading.hearers if hearer in self._heard}
        effects: list[Effect] = []
        for item in waiting:
            said: list[Effect] = []
            newest = reading.head.members_seq if isinstance(item, Hint) else item.members_seq
            if newest > picture.members_seq:
                said = self._last_words(picture, item, reading)
                effects += [*said, *self._change(stream, picture, here, reading.head)]
            picture.seq = max(picture.seq, item.seq)
            if isinstance(item, Hint):
                effects += [Deliver(picture.hearers, page.body) for page in reading.pages]
            elif not said:
                effects.append(Deliver(picture.hearers, item.body))
        if reading.head.members_seq >= picture.members_seq:
            effects += self._change(stream, picture, here, reading.head)
        picture.is_sure = True
        self._drop_unheard(stream, picture)
        return effects

    def lost(self) -> list[Effect]:
        """Take notice that hints may have been missed."""
        for picture in self._pictures.values():
            picture.is_sure = False
        return [Look()]

    def surveyed(self, survey: Survey) -> list[Effect]:
        """Bring all into line with a fresh survey, and beat."""
        effects: list[Effect] = []
        changed: dict[str, int] = {}
        heard = {hearer: set(streams) for hearer, streams in survey.heard.items() if hearer in self._heard}
        hearing: dict[str, set[UUID]] = {}
        for hearer, streams in heard.items():
            for stream in streams:
                hearing.setdefault(stream, set()).add(hearer)
        for stream, head in survey.heads.items():
            here = hearing.get(stream, set())
            picture = self._pictures.get(stream)
            if picture is None:
                if not here:
                    continue
                self._pictures[stream] = picture = _Picture(head.seq, head.members_seq, told=head.seq)
                self._checked.pop(stream, None)
            late = {hearer for hearer in picture.hearers if hearer not in heard}
            if late and picture.members_seq < head.members_seq:
                effects += self._want(stream, picture, head.members_seq)
            elif picture.waiting is None and picture.members_seq <= head.members_seq:
                effects += self._change(stream, picture, here | late, head)
                picture.seq = max(picture.seq, head.seq)
                picture.is_sure = True
            if head.seq > picture.told:
                changed[stream] = picture.told = head.seq
            self._drop_unheard(stream, picture)
        return [*effects, Beat(changed)]

    def _note(self, item: Frame | Hint) -> None:
        if self._passed is not None:
            self._passed[item.stream] = max(item.seq, self._passed.get(item.stream, 0))

    def _open(self, stream: str, seq: int, members_seq: int) -> _Picture | None:
        """Give a picture to find out whether somebody here hears this stream; None: it is known that nobody does."""
        if self._checked.get(stream, -1) >= members_seq or not self._heard:
            return None
        self._pictures[stream] = picture = _Picture(seq - 1, -1, told=seq)
        return picture

    def _keep(self, picture: _Picture, item: Frame | Hint) -> list[Effect]:
        if picture.waiting is None:
            picture.waiting = [item]
            return [_read(item.stream, picture.waiting)]
        picture.waiting.append(item)
        if len(picture.waiting) > _MOST_WAITING:
            newest = max(picture.waiting, key=lambda waiting: waiting.seq)
            picture.waiting = [Hint(newest.stream, newest.seq, max(one.members_seq for one in picture.waiting))]
        return []

    def _want(self, stream: str, picture: _Picture, at_least: int) -> list[Effect]:
        picture.at_least = max(picture.at_least, at_least, picture.members_seq)
        if picture.waiting is not None:
            return []
        picture.waiting = []
        return [Read(stream)]

    def _last_words(self, picture: _Picture, item: Frame | Hint, reading: Reading) -> list[Effect]:
        """Let those who hear the stream up to this very change hear it, if it is sure that they were there so far."""
        if item.seq != item.members_seq or item.seq != picture.seq + 1:
            return []
        if isinstance(item, Frame):
            return [Deliver(frozenset(picture.hearers), item.body)]
        exact = [page for page in reading.pages if page.after == item.seq - 1 and page.seq == item.seq]
        return [Deliver(frozenset(picture.hearers), page.body) for page in exact]

    def _change(self, stream: str, picture: _Picture, here: set[UUID], head: Head) -> list[Effect]:
        """Let exactly these hear the stream from now on."""
        came, went = here - picture.hearers, picture.hearers - here
        for hearer in came:
            self._heard[hearer].add(stream)
        for hearer in went:
            self._heard[hearer].discard(stream)
        picture.hearers = set(here)
        picture.members_seq = head.members_seq
        reached = max(head.seq, picture.told, picture.seq)
        begun: Iterable[Effect] = (Begin(hearer, stream, reached) for hearer in came)
        return [*(End(hearer, stream) for hearer in went), *begun]

    def _drop_unheard(self, stream: str, picture: _Picture) -> None:
        if picture.hearers or picture.waiting is not None:
            return
        del self._pictures[stream]
        self._checked[stream] = picture.members_seq
        if len(self._checked) > _MOST_CHECKED:
            self._checked.popitem(last=False)


def _read(stream: str, waiting: Collection[Frame | Hint]) -> Read:
    hints = [item.seq - 1 for item in waiting if isinstance(item, Hint)]
    return Read(stream, min(hints) if hints else None)


def _is_newer(item: Frame | Hint, reading: Reading) -> bool:
    """Whether the snapshot was taken before what it should explain."""
    if item.seq > reading.head.seq or item.members_seq > reading.head.members_seq:
        return True
    return isinstance(item, Hint) and not any(page.after < item.seq <= page.seq for page in reading.pages)
