"""What the domains declare fits together, or nothing starts."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import ClassVar
from uuid import UUID

import pytest
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession

import parta
from parta.adapters.context import Context
from parta.core.outbox import Event
from parta.core.registry import INSIDE, OUTSIDE, DomainRegistry, RegistryError, at, combine, on
from parta.core.streams import Kind, StreamKind
from parta.core.unit_of_work import UnitOfWork
from parta.gateway.schemas import build_update_schema
from parta.identity.queries import PROFILE, select_profile_subscriptions
from parta.identity.schemas import ProfileRead
from parta.linking.queries import LINK
from parta.messenger.events import MessagesSent
from parta.registry import REGISTRY

PROFILES = StreamKind("profile", select_profile_subscriptions)


@dataclass(frozen=True, slots=True)
class PollClosed(Event):
    """A poll was closed."""

    name: ClassVar[str] = "polls.closed"
    poll_id: UUID


@dataclass(frozen=True, slots=True)
class PollEnded(Event):
    """An event whose name is taken."""

    name: ClassVar[str] = "polls.closed"
    poll_id: UUID


@dataclass(frozen=True, slots=True)
class PollSeen(Event):
    """An event that is written only when somebody wants it."""

    name: ClassVar[str] = "polls.seen"
    is_on_demand: ClassVar[bool] = True
    poll_id: UUID


class Nameless(Event):
    """An event that nobody named."""


class NoId(BaseModel):
    """A schema of what has no id."""

    question: str


async def count_votes(_work: UnitOfWork, _event: Event) -> None:
    """Handle any event inside."""


async def notify(_context: Context, _event: Event) -> None:
    """Handle any event outside."""


async def sweep(_context: Context) -> None:
    """Run on a schedule."""


async def read_nothing(_session: AsyncSession, _ids: Collection[UUID]) -> Sequence[NoId]:
    """Return what has no id."""
    return []


def build_events(*events: type[Event]) -> ModuleType:
    """Return a module that defines these events, and imports another domain's."""
    module = ModuleType("polls.events")
    for event in events:
        event.__module__ = module.__name__
        setattr(module, event.__name__, event)
    module.__dict__["MessagesSent"] = MessagesSent
    return module


POLLS = DomainRegistry(
    name="polls",
    events=build_events(PollClosed),
    streams=[PROFILES],
    kinds=[replace(PROFILE, name="poll")],
    handlers=[on(PollClosed, count_votes, runs=INSIDE), on(PollClosed, notify, runs=OUTSIDE)],
    schedule=[at("* * * * *", sweep, runs=OUTSIDE)],
)


def test_one_domain_with_everything_fits_together() -> None:
    registry = combine([POLLS])
    assert [kind.name for kind in registry.streams["profile"].kinds] == ["poll"]
    assert registry.wanted == {PollClosed}
    count, tell = "unit.test_registry.count_votes", "unit.test_registry.notify"
    jobs = [f"polls.closed > tests.{count}", f"polls.closed > tests.{tell}"]
    assert registry.jobs_by_event == {"polls.closed": jobs}


def test_a_kind_joins_the_stream_of_another_domain() -> None:
    lower = replace(POLLS, kinds=[PROFILE])
    upper = DomainRegistry(name="upper", kinds=[LINK])
    assert combine([lower, upper]).streams["profile"].kinds == (PROFILE, LINK)


@pytest.mark.parametrize(
    ("domains", "message"),
    [
        pytest.param(
            [replace(POLLS, handlers=[])],
            "the event polls.closed has no handler: declare one in a registry, or remove the event",
            id="an event without a handler",
        ),
        pytest.param(
            [replace(POLLS, events=build_events(PollClosed, PollEnded))],
            "two events have the name polls.closed",
            id="an event whose name is taken",
        ),
        pytest.param(
            [replace(POLLS, events=build_events(PollClosed, Nameless))],
            "the event polls.events.Nameless has no name",
            id="an event without a name",
        ),
        pytest.param(
            [replace(POLLS, events=None)],
            "tests.unit.test_registry.count_votes handles polls.closed, which is an event of no domain",
            id="a handler of an event of no domain",
        ),
        pytest.param(
            [replace(POLLS, handlers=[*POLLS.handlers, POLLS.handlers[0]])],
            "two jobs have the name polls.closed > tests.unit.test_registry.count_votes",
            id="a handler named twice",
        ),
        pytest.param([POLLS, POLLS], "two domains have the name polls", id="a domain named twice"),
        pytest.param(
            [POLLS, DomainRegistry(name="upper", streams=[PROFILES])],
            "two streams have the name profile",
            id="a stream whose name is taken",
        ),
        pytest.param(
            [POLLS, DomainRegistry(name="upper", kinds=[replace(LINK, name="poll")])],
            "two kinds have the name poll",
            id="a kind whose name is taken",
        ),
        pytest.param(
            [replace(POLLS, schedule=[at("* * * * *", sweep, runs=OUTSIDE), at("0 * * * *", sweep, runs=OUTSIDE)])],
            "two scheduled functions have the name tests.unit.test_registry.sweep",
            id="a scheduled task named twice",
        ),
        pytest.param(
            [replace(POLLS, streams=[])],
            "the kind poll is published in the stream profile, which no domain declares",
            id="a kind in no stream",
        ),
        pytest.param(
            [replace(POLLS, kinds=[replace(LINK, read=PROFILE.read)])],
            "the kind link has no reader: read_profiles does not return Sequence[LinkRead]",
            id="a kind with another's reader",
        ),
        pytest.param(
            [replace(POLLS, kinds=[replace(PROFILE, read=None)])],  # pyright: ignore[reportArgumentType]
            "the kind profile has no reader: None does not return Sequence[ProfileRead]",
            id="a kind without a reader",
        ),
        pytest.param(
            [replace(POLLS, kinds=[replace(PROFILE, name="poll", schema=NoId, read=read_nothing)])],
            "the kind poll cannot be published: its schema NoId has no field `id`",
            id="a kind whose values have no id",
        ),
        pytest.param(
            [replace(POLLS, kinds=[replace(PROFILE, schema=None)])],  # pyright: ignore[reportArgumentType]
            "the kind profile has no schema",
            id="a kind without a schema",
        ),
    ],
)
def test_what_does_not_fit_together_does_not_start(domains: list[DomainRegistry], message: str) -> None:
    with pytest.raises(RegistryError) as refused:
        combine(domains)
    assert str(refused.value) == message


def test_an_event_on_demand_may_have_no_handler() -> None:
    registry = combine([replace(POLLS, events=build_events(PollClosed, PollSeen))])
    assert PollSeen not in registry.wanted
    assert registry.jobs_by_event["polls.seen"] == []


def test_the_schema_of_an_update_is_derived_from_its_kind() -> None:
    schema = build_update_schema(replace(PROFILE, name="school_poll"))
    assert schema.__name__ == "SchoolPollEntityUpdate"
    assert schema.model_fields["value"].annotation is ProfileRead


def _walk() -> Iterator[ModuleType]:
    for found in walk_packages(parta.__path__, "parta."):
        if not found.name.endswith("__main__"):
            yield import_module(found.name)


def test_every_kind_and_every_event_that_is_defined_is_in_the_registry() -> None:
    modules = list(_walk())
    kinds = {one for module in modules for one in vars(module).values() if isinstance(one, Kind)}
    assert {kind.name for kind in kinds - set(REGISTRY.kinds)} == set()
    classes = {one for module in modules for one in vars(module).values() if isinstance(one, type)}
    events = {one for one in classes if issubclass(one, Event) and one is not Event}
    assert events - set(REGISTRY.events.values()) == set()


def test_only_what_is_on_demand_is_without_a_handler() -> None:
    assert {event for event in REGISTRY.events.values() if event not in REGISTRY.wanted} == {MessagesSent}


def test_changes_of_rights_members_links_and_lessons_are_audited_and_what_people_say_or_read_is_not() -> None:
    audited = {kind.name for kind in REGISTRY.kinds if kind.is_audited}
    assert audited >= {"chat", "member", "link", "class", "lesson", "remote_lesson", "call"}
    never = {"message", "chat_state", "participant", "knock", "ring", "profile", "notification", "inbox"}
    assert not audited & never
    office = {event.name for event in REGISTRY.events.values() if event.is_audited}
    assert office >= {"school.class_changed", "school.course_changed", "school.staff_changed"}
    assert not office & {"messenger.messages_sent", "calls.presence_changed", "files.file_uploaded"}
