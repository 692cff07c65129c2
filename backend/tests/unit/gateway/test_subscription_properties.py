"""Whatever is dropped, delayed and reordered: nobody hears a stream after leaving it, and in the end all is right."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

import pytest

from parta.core.streams import Frame
from parta.gateway.subscriptions import (
    Deliver,
    Effect,
    Heartbeat,
    Hint,
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
    """A stream as the database has it: who was in it after each change."""

    history: list[frozenset[UUID]] = field(default_factory=lambda: [frozenset()])
    audience_seq: int = 0

    @property
    def position(self) -> StreamPosition:
        """How far it is."""
        return StreamPosition(len(self.history) - 1, self.audience_seq)


@dataclass
class Simulation:
    """A database, a bus that loses and reorders, and one process that hears."""

    streams: dict[str, Stream] = field(default_factory=lambda: {name: Stream() for name in STREAMS})
    in_flight: list[Frame | Hint] = field(default_factory=list[Frame | Hint])
    reads: list[Read] = field(default_factory=list[Read])
    answers: list[Callable[[], list[Effect]]] = field(default_factory=list[Callable[[], list[Effect]]])
    connecting: list[tuple[UUID, dict[str, StreamPosition]]] = field(
        default_factory=list[tuple[UUID, dict[str, StreamPosition]]]
    )
    subscriptions: Subscriptions = field(default_factory=Subscriptions)
    known: dict[UUID, dict[str, int]] = field(default_factory=dict[UUID, dict[str, int]])
    """What each client that is here knows: the streams it hears and how far they are."""

    def commit(self, name: str, who: UUID | None, *, is_long: bool) -> None:
        """Change the stream, and perhaps who is in it."""
        stream = self.streams[name]
        changed: frozenset[UUID] = frozenset({who} if who else ())
        stream.history.append(stream.history[-1] ^ changed)
        seq = len(stream.history) - 1
        if who:
            stream.audience_seq = seq
        a = stream.audience_seq
        self.in_flight.append(Hint(name, seq, a) if is_long else Frame(name, seq, a, f"{name} {seq} {seq}".encode()))

    def deliver_item(self, index: int, *, is_lost: bool) -> None:
        """Let something that is on its way arrive, or be lost."""
        if not self.in_flight:
            return
        item = self.in_flight.pop(index % len(self.in_flight))
        if not is_lost:
            self.apply(
                self.subscriptions.on_frame(item) if isinstance(item, Frame) else self.subscriptions.on_hint(item)
            )

    def positions_in_database(self, person: UUID) -> dict[str, StreamPosition]:
        """Give what this person hears now in truth."""
        return {name: stream.position for name, stream in self.streams.items() if person in stream.history[-1]}

    def begin_connecting(self, person: UUID) -> None:
        """Look up what somebody hears who has just come."""
        if person not in self.known:
            self.subscriptions.begin_connecting()
            self.connecting.append((person, self.positions_in_database(person)))

    def finish_connecting(self) -> None:
        """Let the first who was looked up hear."""
        if not self.connecting:
            return
        person, positions = self.connecting.pop(0)
        self.known[person] = {name: head.seq for name, head in positions.items()} | self.known.get(person, {})
        self.apply(self.subscriptions.connect(person, positions))
        if not self.connecting:
            self.subscriptions.end_connecting()

    def disconnect(self, person: UUID) -> None:
        """Let somebody go."""
        if person in self.known:
            del self.known[person]
            self.subscriptions.disconnect(person)

    def resync(self) -> None:
        """Survey everybody; the answer comes later."""
        snapshot = SubscriptionSnapshot(
            {name: stream.position for name, stream in self.streams.items()},
            {person: list(self.positions_in_database(person)) for person in self.subscriptions.connected},
        )
        self.answers.append(lambda: self.subscriptions.on_snapshot(snapshot))

    def read(self) -> None:
        """Read what was asked for first; the answer comes later."""
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
        """Let an answer come."""
        if self.answers:
            self.apply(self.answers.pop(index % len(self.answers))())

    def apply(self, effects: list[Effect]) -> None:
        """Do what is asked, and note what clients learn."""
        for effect in effects:
            match effect:
                case Deliver(hearers, body):
                    for person in hearers:
                        self.receive(person, body)
                case Subscribed(person, name, seq) | PositionUpdate(person, name, seq):
                    self.known[person][name] = max(seq, self.known[person].get(name, 0))
                case Unsubscribed(person, name):
                    self.known[person].pop(name, None)
                case Read():
                    self.reads.append(effect)
                case Resync():
                    self.resync()
                case Heartbeat(heads):
                    for streams in self.known.values():
                        streams.update(
                            {name: max(seq, streams[name]) for name, seq in heads.items() if name in streams}
                        )

    def receive(self, person: UUID, body: bytes) -> None:
        """Note what a client hears: nothing from after its person left."""
        name, first, last = body.decode().split()
        history = self.streams[name].history
        assert any(person in members for members in history[int(last) - 1 :]), "heard what came after leaving"
        streams = self.known[person]
        if name in streams and int(first) <= streams[name] + 1:
            streams[name] = max(streams[name], int(last))

    def settle(self) -> None:
        """Let everything come to an end, and the heart beat."""
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
    "land": 4,
    "arrive": 1,
    "enter": 2,
    "leave": 1,
    "look": 1,
    "lost": 1,
    "read": 2,
    "answer": 2,
}


def perform_random_action(simulation: Simulation, chance: Random) -> None:
    """Let something happen, as chance has it."""
    match chance.choices(list(ACTION_WEIGHTS), list(ACTION_WEIGHTS.values()))[0]:
        case "commit":
            simulation.commit(chance.choice(STREAMS), chance.choice([None, *PEOPLE]), is_long=chance.random() < 0.2)
        case "land":
            simulation.deliver_item(chance.choice([0, 0, 0, 1, 2]), is_lost=chance.random() < 0.15)
        case "arrive":
            simulation.begin_connecting(chance.choice(PEOPLE))
        case "enter":
            simulation.finish_connecting()
        case "leave":
            simulation.disconnect(chance.choice(PEOPLE))
        case "look":
            simulation.resync()
        case "lost":
            simulation.apply(simulation.subscriptions.on_lost())
        case "read":
            simulation.read()
        case _:
            simulation.answer(chance.choice([0, 0, 1, 2]))


@pytest.mark.parametrize("seed", range(20))
def test_nobody_hears_after_leaving_and_all_learn_in_the_end_what_they_hear_and_how_far_it_is(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - a story that can be told again
    for _ in range(200):
        simulation = Simulation()
        for _ in range(chance.randint(5, 80)):
            perform_random_action(simulation, chance)
        simulation.settle()
        for person, streams in simulation.known.items():
            truth = {name: head.seq for name, head in simulation.positions_in_database(person).items()}
            assert set(simulation.subscriptions.streams_of(person)) == truth.keys()
            assert streams == truth
