"""Counting of SQL statements, against work per row."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine


@dataclass
class Statements:
    """The statements that were sent to the database."""

    texts: list[str] = field(default_factory=list[str])

    def __len__(self) -> int:
        """Return their number."""
        return len(self.texts)


@contextmanager
def count_statements(engine: AsyncEngine) -> Generator[Statements]:
    """Record the statements of this engine inside the block."""
    seen = Statements()

    def note(*arguments: Any) -> None:  # noqa: ANN401 - (connection, cursor, statement, …) as SQLAlchemy gives them
        seen.texts.append(arguments[2])

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)
