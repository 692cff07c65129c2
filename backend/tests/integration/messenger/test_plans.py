"""How the database goes about the send queue's statements: by index, even when planned before anything was said."""

import asyncpg
import pytest

from parta.messenger.sending import statements

pytestmark = pytest.mark.anyio

SLOW = ("Seq Scan", "Hash Join", "Merge Join")


@pytest.mark.parametrize("name", ["HOLD", "LOOK", "SAY"])
async def test_a_plan_made_for_empty_tables_reaches_every_row_by_an_index(database_url: str, name: str) -> None:
    connection = await asyncpg.connect(database_url, server_settings=statements.SETTINGS)
    try:
        statement = getattr(statements, name)
        nothing = ", ".join("NULL" for _ in (await connection.prepare(statement)).get_parameters())
        await connection.execute(f"PREPARE asked AS {statement}")
        lines = await connection.fetch(f"EXPLAIN EXECUTE asked ({nothing})")
    finally:
        await connection.close()
    plan = "\n".join(line[0] for line in lines)
    assert not [way for way in SLOW if way in plan], plan
    assert "Index Cond" in plan
