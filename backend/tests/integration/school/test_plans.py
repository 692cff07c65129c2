"""At a school of 3,000 people each question about belonging is answered through indexes."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import aliased

from parta.core.clock import today
from parta.core.principals import AccountPrincipal
from parta.core.streams import StreamKind
from parta.gradebook.queries.diary import list_diaries, read_diary
from parta.school import queries as schools
from parta.school.models import JournalAccount
from parta.timetable import queries as timetable
from parta.timetable.queries.weeks import list_my_classes, read_own_week
from tests.databases import async_url, create_database, drop_database
from tests.integration.school.belonging import ZONE
from tests.integration.school.large_school import LargeSchool, make_large_school

pytestmark = pytest.mark.anyio
CLASSES = StreamKind("class", timetable.select_class_subscriptions)
LARGE = {"enrollment", "guardianship", "journal_account", "lesson"}
"""Tables of which every page would be read, if it were not for an index; smaller ones are read whole as fast."""

Question = Callable[[AsyncSession], Awaitable[Any]]


def list_questions(school: LargeSchool) -> Mapping[str, Question]:
    """Return a typical question of each sort."""
    on, student, guardian, teacher = today(ZONE), school.student, school.guardian, school.teacher
    actors = {
        one: AccountPrincipal(one, school_id=school.id) for one in (student, guardian, teacher, school.administrator)
    }
    week = {"from_on": on, "to_on": on + timedelta(days=7)}
    account = aliased(JournalAccount)
    questions: dict[str, Question] = {
        "subscribers of a class": lambda s: CLASSES.subscribers_of(s, school.class_id),
        "streams of a guardian": lambda s: CLASSES.streams_of(s, [guardian]),
        "roster of a class": lambda s: schools.read_roster(s, school.class_id),
        "roster of a course": lambda s: timetable.read_course(s, school.course_id),
        "people of a lesson": lambda s: timetable.get_lesson_people(s, school.lesson_id),
        "roles in a lesson": lambda s: timetable.load_lesson_roles(
            s, school.lesson_id, select(account.id).where(account.id == guardian)
        ),
        "classes of a teacher, ever": lambda s: timetable.list_related_classes(s, [teacher]),
        "capacities of a teacher": lambda s: schools.read_capacities(s, school.id, [teacher], on=on),
        "guardians and children": lambda s: schools.list_guardian_pairs(s, [guardian, student]),
        "diaries of a guardian": lambda s: list_diaries(s, actors[guardian]),
        "classes of a teacher": lambda s: list_my_classes(s, actors[teacher]),
        "week of a teacher": lambda s: read_own_week(s, actors[teacher], None),
        "week of a student": lambda s: read_diary(s, actors[student], student, None),
    }
    for name, (account_id, actor) in zip(
        ("student", "guardian", "teacher", "administrator"), actors.items(), strict=True
    ):
        questions |= {
            f"home of a {name}": lambda s, actor=actor: schools.read_home(s, actor, on=on),
            f"a lesson for a {name}": lambda s, key=account_id: timetable.may_see_lessons(s, key, [school.lesson_id]),
            f"lessons of a {name}": lambda s, actor=actor: timetable.list_visible_lessons(s, actor, **week),
        }
    del questions["lessons of a administrator"]  # all of the school
    return questions


@pytest.fixture
async def session(admin_url: str) -> AsyncIterator[AsyncSession]:
    """Return a session in a database of its own: statistics are not rolled back, and other tests expect none."""
    name = f"parta_plans_{os.getpid()}"
    engine = create_async_engine(async_url(await create_database(admin_url, name)))
    async with AsyncSession(engine) as session:
        yield session
    await engine.dispose()
    await drop_database(admin_url, name)


async def test_questions_are_answered_through_indexes(session: AsyncSession) -> None:
    school = make_large_school()
    for rows in school.rows:
        session.add_all(rows)
        await session.flush()
    await session.execute(text("ANALYZE"))
    scanned = {
        name: tables
        for name, question in list_questions(school).items()
        if (tables := await list_scanned_tables(session, question) & LARGE)
    }
    assert not scanned


async def list_scanned_tables(session: AsyncSession, question: Question) -> set[str]:
    """Return the tables that the question's statements read whole."""
    connection, seen = await session.connection(), list[tuple[str, Any]]()

    def record(*arguments: Any) -> None:  # noqa: ANN401 - (connection, cursor, statement, parameters, …)
        seen.append((arguments[2], arguments[3]))

    event.listen(connection.sync_connection, "before_cursor_execute", record)
    await question(session)
    event.remove(connection.sync_connection, "before_cursor_execute", record)
    found = set[str]()
    for statement, parameters in seen:
        explained = await connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
        plan: Any = explained.scalar_one()
        nodes = walk(plan[0]["Plan"])
        found |= {node["Relation Name"] for node in nodes if node.get("Node Type") == "Seq Scan"}
    return found


def walk(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return all nodes of the plan."""
    yield plan
    for part in plan.get("Plans", []):
        yield from walk(part)
