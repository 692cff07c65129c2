"""Who is subscribed to what: one select for both questions, and both answered by index."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Select, text
from sqlalchemy.dialects import postgresql

from parta.core.ids import new_id
from parta.registry import REGISTRY
from tests.installation import Installation

pytestmark = pytest.mark.anyio

NO_SCANS = [
    text(f"SET LOCAL {name} = off")  # a plan made for empty tables must reach every row by an index, too
    for name in ("enable_seqscan", "enable_hashjoin", "enable_mergejoin", "enable_bitmapscan")
]


AS_IF_NEVER_COUNTED = [
    text(
        "UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    ),
    text("DELETE FROM pg_statistic WHERE starelid IN (SELECT oid FROM pg_class WHERE relkind = 'r')"),
]
"""Undone with the transaction: by what earlier tests left, every table looks too small for an index."""


def list_scans(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the nodes of the plan that read a table."""
    if "Relation Name" in plan:
        yield plan
    for below in plan.get("Plans", ()):
        yield from list_scans(below)


@pytest.mark.parametrize("name", REGISTRY.streams)
@pytest.mark.parametrize("question", ["subscribers", "streams"])
async def test_both_questions_are_answered_by_index(installation: Installation, name: str, question: str) -> None:
    stream, one = REGISTRY.streams[name], new_id()
    query: Select[*tuple[Any, ...]] = (
        stream.select_subscribers(one) if question == "subscribers" else stream.select_streams([one])
    )
    compiled = str(query.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))  # pyright: ignore[reportUnknownMemberType]
    compiled = compiled.replace(f"'{one}'", f"'{one}'::uuid")  # a literal array has no type of its own
    async with installation.sessions() as session:
        for setting in (*NO_SCANS, *AS_IF_NEVER_COUNTED):
            await session.execute(setting)
        connection = await session.connection()
        found = (await connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {compiled}")).scalar_one()
    (explained,) = json.loads(found) if isinstance(found, str) else found
    scans = list(list_scans(explained["Plan"]))
    assert scans
    assert [scan["Relation Name"] for scan in scans if "Index Cond" not in scan] == [], json.dumps(explained, indent=1)
