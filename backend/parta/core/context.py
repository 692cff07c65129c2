"""The context of a process: its settings, its way to the database, its bus, and the parts that it is made of."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from parta.core.bus import Bus
from parta.core.outbox import Event
from parta.core.principals import SYSTEM, AnyActor
from parta.core.settings import Settings
from parta.core.transaction import transaction
from parta.core.unit_of_work import Sessions, UnitOfWork

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CoreContext:
    """What every process has. `parta.adapters.context.Context` adds the adapters to outside services."""

    settings: Settings
    sessions: Sessions
    bus: Bus
    parts: Mapping[type, Any] = field(default_factory=dict[type, Any])
    """What only some processes have, such as the hub of the web process, by type."""
    wanted: Collection[type[Event]] | None = None
    """The events that some handler handles; events on demand that are not among them are not written. None: all are."""

    def transaction(self, actor: AnyActor = SYSTEM) -> AbstractAsyncContextManager[UnitOfWork]:
        """Return a unit of work of this actor, committed at the end of the block and then published."""
        return transaction(self.sessions, self.bus, actor, self.wanted)

    def get(self, kind: type[T]) -> T:
        """Return the part of this type. Raises KeyError where the process has none."""
        part: T = self.parts[kind]
        return part


def by_type(parts: Iterable[object]) -> dict[type, Any]:
    """Return these parts by their types."""
    return {type(part): part for part in parts}
