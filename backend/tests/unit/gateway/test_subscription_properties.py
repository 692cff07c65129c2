"""Whatever is dropped, delayed and reordered: nobody receives a stream after leaving it, and all converges."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

import pytest

from parta.core.streams import Frame, Hint
from parta.gateway.subscriptions import (
    Deliver,
    Effect,
    Heartbeat,
    Page,
    PositionUpdate,
    Read,
    Resync,
    StreamPosition,
    StreamSnapshot,
    Subscribed,
    Subscriptions,
    SubscriptionSnapshot,
    Unsubscribed,
)

PEOPLE = [UUID(int=n) for n in range(1, 4)]
STREAMS = ["chat:1", "chat:2"]


@dataclass
class Stream:
    """A stream in the database: its members after each change."""

    history: list[frozenset[UUID]] = field(default_factory=lambda: [frozenset()])
    audience_seq: int = 0

    @property
    def position(self) -> StreamPosition:
        """Return its position."""
        return StreamPosition(len(self.history) - 1, self.audience_seq)


@dataclass
class Simulation:
    """A database, a bus that loses and reorders, and one subscribed process."""

    streams: dict[str, Stream] = field(default_factory=lambda: {name: Stream() for name in STREAMS})
    in_flight: list[Frame | Hint] = field(default_factory=list[Frame | Hint])
    reads: list[Read] = field(default_factory=list[Read])
    answers: list[Callable[[], list[Effect]]] = field(default_factory=list[Callable[[], list[Effect]]])
    connecting: list[tuple[UUID, dict[str, StreamPosition]]] = field(
        default_factory=list[tuple[UUID, dict[str, StreamPosition]]]
    )
    subscriptions: Subscriptions = field(default_factory=Subscriptions)
    known: dict[UUID, dict[str, int]] = field(default_factory=dict[UUID, dict[str, int]])
    """What each connected client knows: its streams and their seqs."""

    def commit(self, name: str, who: UUID | None, *, is_long: bool) -> None:
        """Change the stream, and perhaps its members."""
        stream = self.streams[name]
        changed: frozenset[UUID] = frozenset({who} if who else ())
        stream.history.append(stream.history[-1] ^ changed)
        seq = len(stream.history) - 1
        if who:
            stream.audience_seq = seq
        a = stream.audience_seq
        self.in_flight.append(Hint(name, seq, a) if is_long else Frame(name, seq, a, f"{name} {seq} {seq}".encode()))

    def deliver_item(self, index: int, *, is_lost: bool) -> None:
        """Deliver, or lose, an item in flight."""
        if not self.in_flight:
            return
        item = self.in_flight.pop(index % len(self.in_flight))
        if not is_lost:
            self.apply(
                self.subscriptions.on_frame(item) if isinstance(item, Frame) else self.subscriptions.on_hint(item)
            )

    def positions_in_database(self, person: UUID) -> dict[str, StreamPosition]:
        """Return the positions of the person's streams in the database."""
        return {name: stream.position for name, stream in self.streams.items() if person in stream.history[-1]}

    def begin_connecting(self, person: UUID) -> None:
        """Read the streams of a person who connects."""
        if person not in self.known:
            self.subscriptions.begin_connecting()
            self.connecting.append((person, self.positions_in_database(person)))

    def finish_connecting(self) -> None:
        """Connect the first person whose streams were read."""
        if not self.connecting:
            return
        person, positions = self.connecting.pop(0)
        self.known[person] = {name: position.seq for name, position in positions.items()} | self.known.get(person, {})
        self.apply(self.subscriptions.connect(person, positions))
        if not self.connecting:
            self.subscriptions.end_connecting()

    def disconnect(self, person: UUID) -> None:
        """Disconnect a person."""
        if person in self.known:
            del self.known[person]
            self.subscriptions.disconnect(person)

    def resync(self) -> None:
        """Read the streams of everybody; the answer comes later."""
        snapshot = SubscriptionSnapshot(
            {name: stream.position for name, stream in self.streams.items()},
            {person: list(self.positions_in_database(person)) for person in self.subscriptions.connected},
        )
        self.answers.append(lambda: self.subscriptions.on_snapshot(snapshot))

    def read(self) -> None:
        """Perform the first requested read; the answer comes later."""
        if not self.reads:
            return
        request = self.reads.pop(0)
        stream = self.streams[request.stream]
        seq = stream.position.seq
        pages: list[Page] = []
        if request.after is not None:
            pages = [Page(request.after, seq, f"{request.stream} {request.after + 1} {seq}".encode())]
        snapshot = StreamSnapshot(stream.position, stream.history[-1], pages)
        self.answers.append(lambda: self.subscriptions.on_read(request.stream, snapshot))

    def answer(self, index: int) -> None:
        """Deliver an answer."""
        if self.answers:
            self.apply(self.answers.pop(index % len(self.answers))())

    def apply(self, effects: list[Effect]) -> None:
        """Perform the effects, and record what clients learn."""
        for effect in effects:
            match effect:
                case Deliver(subscribers, body):
                    for person in subscribers:
                        self.receive(person, body)
                case Subscribed(person, name, seq) | PositionUpdate(person, name, seq):
                    self.known[person][name] = max(seq, self.known[person].get(name, 0))
                case Unsubscribed(person, name):
                    self.known[person].pop(name, None)
                case Read():
                    self.reads.append(effect)
                case Resync():
                    self.resync()
                case Heartbeat(positions):
                    for streams in self.known.values():
                        streams.update(
                            {name: max(seq, streams[name]) for name, seq in positions.items() if name in streams}
                        )

    def receive(self, person: UUID, body: bytes) -> None:
        """Record what a client receives: nothing from after its person left."""
        name, first, last = body.decode().split()
        history = self.streams[name].history
        assert any(person in members for members in history[int(last) - 1 :]), "received what came after leaving"
        streams = self.known[person]
        if name in streams and int(first) <= streams[name] + 1:
            streams[name] = max(streams[name], int(last))

    def settle(self) -> None:
        """Complete everything in flight, and send heartbeats."""
        while self.connecting:
            self.finish_connecting()
        for _ in range(2):
            while self.reads or self.answers:
                self.read()
                self.answer(0)
            self.resync()
        while self.answers:
            self.answer(0)


ACTION_WEIGHTS = {
    "commit": 3,
    "deliver": 4,
    "connect": 1,
    "welcome": 2,
    "disconnect": 1,
    "resync": 1,
    "lost": 1,
    "read": 2,
    "answer": 2,
}


def perform_random_action(simulation: Simulation, chance: Random) -> None:
    """Perform one random action."""
    match chance.choices(list(ACTION_WEIGHTS), list(ACTION_WEIGHTS.values()))[0]:
        case "commit":
            simulation.commit(chance.choice(STREAMS), chance.choice([None, *PEOPLE]), is_long=chance.random() < 0.2)
        case "deliver":
            simulation.deliver_item(chance.choice([0, 0, 0, 1, 2]), is_lost=chance.random() < 0.15)
        case "connect":
            simulation.begin_connecting(chance.choice(PEOPLE))
        case "welcome":
            simulation.finish_connecting()
        case "disconnect":
            simulation.disconnect(chance.choice(PEOPLE))
        case "resync":
            simulation.resync()
        case "lost":
            simulation.apply(simulation.subscriptions.on_lost())
        case "read":
            simulation.read()
        case "answer":
            simulation.answer(chance.choice([0, 0, 1, 2]))
        case unknown:
            raise AssertionError(unknown)


@pytest.mark.parametrize("seed", range(20))
def test_nobody_receives_after_leaving_and_all_learn_their_streams_and_positions_in_the_end(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - repeatable
    for _ in range(200):
        simulation = Simulation()
        for _ in range(chance.randint(5, 80)):
            perform_random_action(simulation, chance)
        simulation.settle()
        for person, streams in simulation.known.items():
            truth = {name: position.seq for name, position in simulation.positions_in_database(person).items()}
            assert set(simulation.subscriptions.streams_of(person)) == truth.keys()
            assert streams == truth
