"""Counting of SQL statements, against work per row and needless reads.

Counted is what the block's own task sends, and the tasks that it starts: what runs beside it, such as the gateway, was
started elsewhere or starts its tasks in a context of its own (`Hub`).
"""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from httpx import AsyncClient
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

_SHOWN_LENGTH = 150


@dataclass(eq=False)
class Statements:
    """The statements that were sent to the database."""

    texts: list[str] = field(default_factory=list[str])

    def __len__(self) -> int:
        """Return their number."""
        return len(self.texts)

    def __str__(self) -> str:
        """Return them, a line each, for the message of a failed assertion."""
        lines = (f"{number:3} {_shorten(text)}" for number, text in enumerate(self.texts, 1))
        return "\n".join([f"{len(self)} statements:", *lines])


_counting: ContextVar[Statements | None] = ContextVar("counting", default=None)


@contextmanager
def count_statements(engine: AsyncEngine) -> Generator[Statements]:
    """Record the statements that this task sends by the engine inside the block, and no others."""
    seen = Statements()

    def record(*arguments: Any) -> None:  # noqa: ANN401 - (connection, cursor, statement, …) as SQLAlchemy gives them
        if _counting.get() is seen:
            seen.texts.append(arguments[2])

    event.listen(engine.sync_engine, "before_cursor_execute", record)
    outer = _counting.set(seen)
    try:
        yield seen
    finally:
        _counting.reset(outer)
        event.remove(engine.sync_engine, "before_cursor_execute", record)


async def count_request(engine: AsyncEngine, browser: AsyncClient, method: str, path: str, **body: Any) -> Statements:  # noqa: ANN401 - JSON
    """Send a request that must succeed; return its statements, finding the caller included."""
    with count_statements(engine) as seen:
        answer = await browser.request(method, path, json=body or None)
    assert answer.is_success, answer.text
    return seen


def check_limits(
    limits: Mapping[str, int], few: Mapping[str, Statements], many: Mapping[str, Statements] | None = None
) -> None:
    """Check that no act sends more statements than its limit, and none of them more for many people than for few."""
    assert few.keys() == limits.keys()
    for act, limit in limits.items():
        assert len(few[act]) <= limit, f"{act}: {few[act]}"
        if many is not None:
            assert len(many[act]) <= len(few[act]), f"{act}, for many: {many[act]}"


def _shorten(text: str) -> str:
    """Return the beginning of the statement, and its tables."""
    line = " ".join(text.split())
    _, found, rest = line.partition(" FROM ")
    return line[: _SHOWN_LENGTH // 2] + found + rest[:_SHOWN_LENGTH] if found else line[:_SHOWN_LENGTH]
