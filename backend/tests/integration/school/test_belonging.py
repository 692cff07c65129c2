"""Who belongs where: the rules as a table, and the queries against the rules in random small schools."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from parta.core.clock import today
from parta.core.ids import new_id
from parta.core.principals import AccountPrincipal
from parta.core.streams import StreamKind
from parta.school import queries as school_queries
from parta.school.models import Enrollment, EnrollmentRole, Guardianship, Kinship
from parta.timetable import queries as timetable
from parta.timetable.models import LessonState
from tests.integration.school.belonging import ZONE, SchoolRows, make_school

pytestmark = pytest.mark.anyio
CLASSES = StreamKind("class", timetable.select_class_subscriptions)
SEEDS = range(12)


@pytest.fixture
async def session(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    """Return a session whose rows are never committed."""
    async with AsyncSession(engine, expire_on_commit=False) as session:
        yield session
        await session.rollback()


@dataclass(frozen=True, slots=True)
class Answers:
    """What the queries say of one school."""

    session: AsyncSession
    made: SchoolRows
    on: date

    async def check(self) -> None:
        """Compare every answer with the rules."""
        for one in self.made.classes:
            await self.check_class(one.id)
        await self.check_courses()
        await self.check_lessons()
        for account_id in self.made.accounts:
            found = await timetable.list_related_classes(self.session, [account_id])
            assert found == self.made.related_classes(account_id)
        staff = await school_queries.read_staff(self.session, self.made.school.id, on=self.on)
        assert staff.positions.keys() == self.made.staff(self.on)

    async def check_class(self, class_id: UUID) -> None:
        """Compare the subscribers of the class, and its roster."""
        subscribers = await CLASSES.subscribers_of(self.session, class_id)
        assert sorted(subscribers) == sorted(self.made.subscribers(class_id, self.on))
        roster, day = await school_queries.read_roster(self.session, class_id), self.made.roster_day(class_id, self.on)
        students = self.made.enrolled(EnrollmentRole.STUDENT, class_id, day)
        assert roster.students == students
        assert roster.guardians.keys() == self.made.guardians(students, day).keys()
        heads = {roster.homeroom_teacher_id} - {None}
        assert {*roster.teachers, *heads} == self.made.class_teachers(class_id, day)

    async def check_courses(self) -> None:
        """Compare the people of all courses."""
        for roster in await timetable.read_courses(self.session, [one.id for one in self.made.courses]):
            course = next(one for one in self.made.courses if one.id == roster.course_id)
            day = self.made.roster_day(course.class_id, self.on)
            today_s = [one for one in self.made.lessons if one.course_id == course.id and one.on == day]
            planned = [self.made.substitutes(one) for one in today_s if one.state is LessonState.PLANNED]
            assert roster.teachers == self.made.teachers(course, day).union(*planned)
            assert roster.students == self.made.students_of(course, day)
            assert roster.guardians.keys() == self.made.guardians(roster.students, day).keys()

    async def check_lessons(self) -> None:
        """Compare who sees and who teaches the lessons, and their people."""
        lessons = {one.id: one for one in self.made.lessons}
        days = {"from_on": self.on - timedelta(days=30), "to_on": self.on + timedelta(days=30)}
        for account_id in self.made.accounts:
            actor = AccountPrincipal(account_id, school_id=self.made.school.id)
            seen = await timetable.list_visible_lessons(self.session, actor, **days)
            assert set(seen) == {key for key, one in lessons.items() if self.made.may_see(account_id, one, self.on)}
            taught = await timetable.filter_taught_lessons(self.session, account_id, lessons.keys())
            assert taught == {key for key, one in lessons.items() if self.made.teaches(account_id, one)}
        for one in self.made.lessons:
            people, course = await timetable.get_lesson_people(self.session, one.id), self.made.course_of(one)
            day = self.made.roster_day(one.class_id, one.on)
            assert people.teachers == self.made.teachers(course, day) | self.made.substitutes(one)
            assert people.students == self.made.students_of(course, day)
            children = {guardian: set(found) for guardian, found in people.children.items()}
            assert children == self.made.guardians(people.students, day)


async def write(session: AsyncSession, *schools: SchoolRows) -> None:
    """Write the rows of these schools."""
    for made in schools:
        for rows in made.rows():
            session.add_all(rows)
            await session.flush()


@pytest.mark.parametrize("seed", SEEDS)
async def test_queries_agree_with_the_rules(session: AsyncSession, seed: int) -> None:
    made = make_school(seed)
    await write(session, made, make_school(-1 - seed))
    await Answers(session, made, today(ZONE)).check()


@dataclass(frozen=True, slots=True)
class Case:
    """Changes to a school with one class, one course and one student, and who then belongs to it."""

    name: str
    subscribers: Collection[str]
    course: Collection[str]
    subgroup: str | None = None
    in_subgroup: bool = False
    class_ends: int = 100
    student: tuple[int, int | None] = (-10, None)
    guardian: tuple[int, int | None] = (-10, None)
    teacher: tuple[int, int | None] = (-10, None)
    substitute: int | None = None
    """The day of the lesson that somebody substitutes."""
    lesson: LessonState = LessonState.PLANNED


EVERYBODY = ("student", "guardian", "teacher")
CASES = (
    Case("a class", EVERYBODY, EVERYBODY),
    Case("a subgroup without the student", EVERYBODY, ["teacher"], subgroup="1"),
    Case("a subgroup with the student", EVERYBODY, EVERYBODY, subgroup="1", in_subgroup=True),
    Case("a substitute of today", [*EVERYBODY, "substitute"], [*EVERYBODY, "substitute"], substitute=0),
    Case("a substitute of tomorrow", [*EVERYBODY, "substitute"], EVERYBODY, substitute=1),
    Case("a substitute of yesterday", EVERYBODY, EVERYBODY, substitute=-1),
    Case("a cancelled lesson", [*EVERYBODY, "substitute"], EVERYBODY, substitute=0, lesson=LessonState.CANCELLED),
    Case("a transfer today", ["teacher"], ["teacher"], student=(-10, 0)),
    Case("a transfer tomorrow", EVERYBODY, EVERYBODY, student=(-10, 1)),
    Case("a student from tomorrow on", ["teacher"], ["teacher"], student=(1, None)),
    Case("a class that ended today", [], EVERYBODY, class_ends=0, student=(-10, 0)),
    Case("a class that ends tomorrow", EVERYBODY, EVERYBODY, class_ends=1),
    Case("an ended guardianship", ["student", "teacher"], ["student", "teacher"], guardian=(-10, 0)),
    Case("an ended assignment", ["student", "guardian"], ["student", "guardian"], teacher=(-10, 0)),
)


def make_case(case: Case) -> tuple[SchoolRows, Mapping[UUID, str]]:
    """Return the school of the case, and the names of its people."""
    made, on = make_school(0), today(ZONE)

    def period(days: tuple[int, int | None]) -> dict[str, date | None]:
        begin, end = days
        return {"from_on": on + timedelta(days=begin), "to_on": None if end is None else on + timedelta(days=end)}

    student, guardian, teacher, substitute = made.students[0], *made.adults[:3]
    (school_class, *_), (course, *_), (lesson, *_) = made.classes, made.courses, made.lessons
    school_class.to_on, course.subgroup = on + timedelta(days=case.class_ends), case.subgroup
    lesson.on, lesson.state = on + timedelta(days=case.substitute or 0), case.lesson
    made.classes, made.courses, made.lessons = [school_class], [course], [lesson]
    made.substitutions, made.homeroom_teachers, made.positions = made.substitutions[:1], [], []
    made.substitutions[0].lesson_id, made.substitutions[0].teacher_id = lesson.id, substitute.id
    if case.substitute is None:
        made.substitutions.clear()

    def enroll(
        account_id: UUID, role: EnrollmentRole, days: tuple[int, int | None], *targets: UUID | None
    ) -> Enrollment:
        row = {"id": new_id(), "school_id": made.school.id, "account_id": account_id, "role": role}
        return Enrollment(**row, **period(days), class_id=targets[0], course_id=targets[1])

    made.enrollments = [
        enroll(student.id, EnrollmentRole.STUDENT, case.student, school_class.id, None),
        enroll(teacher.id, EnrollmentRole.TEACHER, case.teacher, None, course.id),
    ]
    if case.in_subgroup:
        made.enrollments.append(enroll(student.id, EnrollmentRole.STUDENT, case.student, None, course.id))
    row = {"id": new_id(), "school_id": made.school.id, "guardian_id": guardian.id, "student_id": student.id}
    made.guardianships = [Guardianship(**row, **period(case.guardian), kinship=Kinship.MOTHER)]
    names = {student.id: "student", guardian.id: "guardian", teacher.id: "teacher", substitute.id: "substitute"}
    return made, names


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_who_belongs_to_a_class_and_to_a_course(session: AsyncSession, case: Case) -> None:
    made, names = make_case(case)
    await write(session, made)
    subscribers = await CLASSES.subscribers_of(session, made.classes[0].id)
    assert sorted(names[one] for one in subscribers) == sorted(case.subscribers)
    roster = await timetable.read_course(session, made.courses[0].id)
    people = (*roster.students, *roster.guardians, *roster.teachers)
    assert sorted(names[one] for one in people) == sorted(case.course)


async def test_a_guardian_of_two_belongs_through_each(session: AsyncSession) -> None:
    made, names = make_case(Case("", (), ()))
    guardianship, second = made.guardianships[0], made.students[1]
    row = {"id": new_id(), "school_id": made.school.id, "kinship": Kinship.MOTHER, "from_on": guardianship.from_on}
    made.guardianships.append(
        Guardianship(**row, guardian_id=guardianship.guardian_id, student_id=second.id, to_on=None)
    )
    first_way = made.enrollments[0]
    row = {"id": new_id(), "school_id": made.school.id, "role": EnrollmentRole.STUDENT, "from_on": first_way.from_on}
    made.enrollments.append(
        Enrollment(**row, class_id=first_way.class_id, course_id=None, account_id=second.id, to_on=None)
    )
    await write(session, made)
    subscribers = await CLASSES.subscribers_of(session, made.classes[0].id)
    assert sorted(names.get(one, "second") for one in subscribers) == ["guardian", "second", "student", "teacher"]
    people = await timetable.get_lesson_people(session, made.lessons[0].id)
    children: Sequence[UUID] = people.children[guardianship.guardian_id]
    assert set(children) == {first_way.account_id, second.id}
