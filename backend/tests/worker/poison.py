"""Poisoned tasks: one that fails for one thing, whatever it does for the others."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from parta.core.outbox import Task
from parta.registry import REGISTRY
from parta.worker import settle
from tests.installation import Installation


class PoisonedError(Exception):
    """The data of this thing is impossible."""


async def settle_poisoned(installation: Installation, task: Task, poisoned: UUID | str) -> None:
    """Handle all waiting events and tasks, of which this task fails for this id. Fails unless it was tried."""
    handler = REGISTRY.tasks[task.name]

    async def perform(first: Any, one: UUID) -> None:  # noqa: ANN401 - a unit of work or a context
        if one == UUID(str(poisoned)):
            raise PoisonedError
        await handler.function(first, one)

    tasks = {**REGISTRY.tasks, task.name: replace(handler, function=perform)}
    with pytest.raises(PoisonedError):
        await settle(installation.context, replace(REGISTRY, tasks=tasks))
