"""Query plans of the send queue's statements: by index, even when planned for empty tables."""

import re

import asyncpg
import pytest

from parta.messenger.send_queue import statements

pytestmark = pytest.mark.anyio

INDEX_SCAN = re.compile(r"-> +(?:Bitmap )?Index (?:Only )?Scan")
SLOW = ("Seq Scan", "Hash Join", "Merge Join")


@pytest.mark.parametrize("name", ["LOCK", "LOAD_CONTEXT", "INSERT_BATCH"])
async def test_a_plan_made_for_empty_tables_reaches_every_row_by_an_index(database_url: str, name: str) -> None:
    connection = await asyncpg.connect(database_url, server_settings=statements.SETTINGS)
    try:
        statement = getattr(statements, name)
        nothing = ", ".join("NULL" for _ in (await connection.prepare(statement)).get_parameters())
        await connection.execute(f"PREPARE planned AS {statement}")
        lines = await connection.fetch(f"EXPLAIN EXECUTE planned ({nothing})")
    finally:
        await connection.close()
    plan = "\n".join(line[0] for line in lines)
    assert not [node for node in SLOW if node in plan], plan
    assert plan.count("Index Cond") == len(INDEX_SCAN.findall(plan)) > 0, plan
