"""Registries: what each domain declares, as plain values; the gateway, the worker and the docs are derived from them.

Importing a domain registers nothing: `parta.registry` names all domains in one tuple and combines them.
"""

from collections.abc import Awaitable, Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from inspect import iscoroutinefunction
from types import ModuleType
from typing import Any, Final, Literal, TypeVar, get_args, get_type_hints, overload
from uuid import UUID

from pydantic import BaseModel

from parta.core.context import CoreContext
from parta.core.outbox import Event, Task
from parta.core.principal_sessions import PrincipalSessions, SessionKind
from parta.core.streams import Kind, StreamKind
from parta.core.unit_of_work import UnitOfWork

E = TypeVar("E", bound=Event)
C = TypeVar("C", bound=CoreContext)
H = TypeVar("H", bound=Hashable)


class RegistryError(Exception):
    """What the domains declare does not fit together: the process does not start."""


class Runs(StrEnum):
    """Where a handler, a task or a scheduled function runs."""

    INSIDE = "inside"
    """In one transaction, with the database alone."""
    OUTSIDE = "outside"
    """Outside of a transaction, as for calls over the network; it opens short ones itself."""


INSIDE: Final = Runs.INSIDE
OUTSIDE: Final = Runs.OUTSIDE


@dataclass(frozen=True, slots=True)
class Handler:
    """A function that handles an event, as a job of its own. Idempotent."""

    event: type[Event]
    function: Callable[[Any, Any], Awaitable[None]]
    runs: Runs

    @property
    def job(self) -> str:
        """Return the name of its job."""
        return f"{self.event.name} > {name_of(self.function)}"


@overload
def on(
    event: type[E], function: Callable[[UnitOfWork, E], Awaitable[None]], *, runs: Literal[Runs.INSIDE]
) -> Handler: ...
@overload
def on(event: type[E], function: Callable[[C, E], Awaitable[None]], *, runs: Literal[Runs.OUTSIDE]) -> Handler: ...
def on(event: type[Event], function: Callable[[Any, Any], Awaitable[None]], *, runs: Runs) -> Handler:
    """Return the handler of this event by this function."""
    return Handler(event, function, runs)


@dataclass(frozen=True, slots=True)
class TaskHandler:
    """A function that performs a task, as a job of its own. Idempotent."""

    task: Task
    function: Callable[[Any, UUID], Awaitable[None]]
    runs: Runs


@overload
def perform(
    task: Task, function: Callable[[UnitOfWork, UUID], Awaitable[None]], *, runs: Literal[Runs.INSIDE]
) -> TaskHandler: ...
@overload
def perform(
    task: Task, function: Callable[[C, UUID], Awaitable[None]], *, runs: Literal[Runs.OUTSIDE]
) -> TaskHandler: ...
def perform(task: Task, function: Callable[[Any, UUID], Awaitable[None]], *, runs: Runs) -> TaskHandler:
    """Return the handler of this task by this function, which takes the id it was enqueued with."""
    return TaskHandler(task, function, runs)


@dataclass(frozen=True, slots=True)
class ScheduledFunction:
    """A function that runs on a schedule or on start. Idempotent."""

    function: Callable[[Any], Awaitable[None]]
    runs: Runs
    cron: str = ""
    """When it runs, in UTC; empty: on start only."""

    @property
    def name(self) -> str:
        """Return the name of its job."""
        return name_of(self.function)


@overload
def at(
    cron: str, function: Callable[[UnitOfWork], Awaitable[None]], *, runs: Literal[Runs.INSIDE]
) -> ScheduledFunction: ...
@overload
def at(cron: str, function: Callable[[C], Awaitable[None]], *, runs: Literal[Runs.OUTSIDE]) -> ScheduledFunction: ...
def at(cron: str, function: Callable[[Any], Awaitable[None]], *, runs: Runs) -> ScheduledFunction:
    """Return the schedule of this function at these times, in UTC; with a sixth field for seconds."""
    return ScheduledFunction(function, runs, cron)


def once(function: Callable[[UnitOfWork], Awaitable[None]]) -> ScheduledFunction:
    """Return the schedule of this function once after each start of a worker, inside a transaction."""
    return ScheduledFunction(function, INSIDE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainRegistry:
    """What one domain declares."""

    name: str
    sessions: SessionKind[Any] | None = None
    """The sessions of its principals, if it has any."""
    streams: Sequence[StreamKind] = ()
    kinds: Sequence[Kind] = ()
    events: ModuleType | None = None
    """The module of its events: each event class defined in it."""
    handlers: Sequence[Handler] = ()
    tasks: Sequence[TaskHandler] = ()
    schedule: Sequence[ScheduledFunction] = ()
    on_start: Sequence[ScheduledFunction] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """What all domains declare."""

    domains: Sequence[DomainRegistry]
    sessions: PrincipalSessions
    streams: Mapping[str, StreamKind]
    """By name, each with its kinds."""
    events: Mapping[str, type[Event]]
    handlers: Sequence[Handler]
    tasks: Mapping[str, TaskHandler]
    """By name."""
    schedule: Sequence[ScheduledFunction]
    on_start: Sequence[ScheduledFunction]

    @property
    def kinds(self) -> Iterator[Kind]:
        """Return all kinds, by their streams."""
        return (kind for stream in self.streams.values() for kind in stream.kinds)

    @property
    def wanted(self) -> Collection[type[Event]]:
        """Return the events that some handler handles."""
        return frozenset(handler.event for handler in self.handlers)

    @property
    def events_by_domain(self) -> Mapping[str, Sequence[type[Event]]]:
        """Return the events that each domain defines."""
        return {domain.name: events_of(domain) for domain in self.domains}

    @property
    def jobs_by_event(self) -> Mapping[str, Sequence[str]]:
        """Return the names of each known event's jobs."""
        return {
            name: [handler.job for handler in self.handlers if handler.event is event]
            for name, event in self.events.items()
        }

    @property
    def outbox_names(self) -> Collection[str]:
        """Return the names of all events and tasks that a worker takes from the outbox."""
        return {*self.events, *self.tasks}


def combine(domains: Sequence[DomainRegistry]) -> Registry:
    """Return the registry of these domains. Raises RegistryError where what they declare does not fit together."""
    _refuse_duplicates("domains", (domain.name for domain in domains))
    sessions = [domain.sessions for domain in domains if domain.sessions is not None]
    _refuse_duplicates("kinds of principals", (one.kind for one in sessions))
    handlers = [handler for domain in domains for handler in domain.handlers]
    tasks = [handler for domain in domains for handler in domain.tasks]
    schedule = [scheduled for domain in domains for scheduled in domain.schedule]
    on_start = [scheduled for domain in domains for scheduled in domain.on_start]
    _refuse_duplicates("jobs", (handler.job for handler in handlers))
    _refuse_duplicates("scheduled functions", (scheduled.name for scheduled in schedule))
    events = _combine_events(domains, handlers)
    _refuse_duplicates("events or tasks", [*events, *(handler.task.name for handler in tasks)])
    return Registry(
        domains=domains,
        sessions=PrincipalSessions(sessions),
        streams=_combine_streams(domains),
        events=events,
        handlers=handlers,
        tasks={handler.task.name: handler for handler in tasks},
        schedule=schedule,
        on_start=on_start,
    )


def name_of(function: Callable[..., Any]) -> str:
    """Return the name of a function by its module."""
    return f"{function.__module__.removeprefix('parta.')}.{function.__name__}"


def events_of(domain: DomainRegistry) -> Sequence[type[Event]]:
    """Return the events that the domain defines."""
    module = domain.events
    if module is None:
        return []
    classes = [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, Event)]
    return [event for event in classes if event.__module__ == module.__name__]


def _combine_streams(domains: Sequence[DomainRegistry]) -> dict[str, StreamKind]:
    streams = [stream for domain in domains for stream in domain.streams]
    kinds = [kind for domain in domains for kind in domain.kinds]
    _refuse_duplicates("streams", (stream.name for stream in streams))
    _refuse_duplicates("kinds", (kind.name for kind in kinds))
    for kind in kinds:
        if kind.stream not in {stream.name for stream in streams}:
            message = f"the kind {kind.name} is published in the stream {kind.stream}, which no domain declares"
            raise RegistryError(message)
        _check_kind(kind)
    return {
        stream.name: replace(stream, kinds=tuple(kind for kind in kinds if kind.stream == stream.name))
        for stream in streams
    }


def _check_kind(kind: Kind) -> None:
    """Raise RegistryError if the kind's values cannot be published, or its reader returns other values."""
    if not (isinstance(kind.schema, type) and issubclass(kind.schema, BaseModel)):  # pyright: ignore[reportUnnecessaryIsInstance]
        message = f"the kind {kind.name} has no schema"
        raise RegistryError(message)
    if "id" not in kind.schema.model_fields:
        message = f"the kind {kind.name} cannot be published: its schema {kind.schema.__name__} has no field `id`"
        raise RegistryError(message)
    returned = get_type_hints(kind.read).get("return") if iscoroutinefunction(kind.read) else None
    if get_args(returned) != (kind.schema,):
        reader = getattr(kind.read, "__name__", "None")
        message = f"the kind {kind.name} has no reader: {reader} does not return Sequence[{kind.schema.__name__}]"
        raise RegistryError(message)


def _combine_events(domains: Sequence[DomainRegistry], handlers: Sequence[Handler]) -> dict[str, type[Event]]:
    events = [event for domain in domains for event in events_of(domain)]
    for event in events:
        if not hasattr(event, "name"):
            message = f"the event {event.__module__}.{event.__name__} has no name"
            raise RegistryError(message)
    _refuse_duplicates("events", (event.name for event in events))
    handled = {handler.event for handler in handlers}
    for event in events:
        if event not in handled and not event.is_on_demand:
            message = f"the event {event.name} has no handler: declare one in a registry, or remove the event"
            raise RegistryError(message)
    for handler in handlers:
        if handler.event not in events:
            message = f"{name_of(handler.function)} handles {handler.event.name}, which is an event of no domain"
            raise RegistryError(message)
    return {event.name: event for event in events}


def _refuse_duplicates(what: str, names: Iterable[H]) -> None:
    seen = set[H]()
    for name in names:
        if name in seen:
            message = f"two {what} have the name {name}"
            raise RegistryError(message)
        seen.add(name)
