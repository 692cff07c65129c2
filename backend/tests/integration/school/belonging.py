"""A random small school, and who belongs to it by the rules, in plain Python: what the queries are compared with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from uuid import UUID

from parta.core.clock import today
from parta.core.db import Base
from parta.core.ids import new_id
from parta.school.models import (
    Course,
    Enrollment,
    EnrollmentRole,
    Guardianship,
    HomeroomTeacher,
    JournalAccount,
    Kinship,
    School,
    SchoolClass,
    SchoolYear,
    StaffPosition,
    StaffRole,
    Subject,
    ValidityPeriod,
)
from parta.timetable.models import Lesson, LessonState, Substitution

ZONE = "Europe/Moscow"
_NEVER_IN_TWO_CLASSES = 3
"""Periods of a student's way through the classes."""


def is_valid(row: ValidityPeriod, on: date) -> bool:
    """Return True if the row is valid on that day."""
    return row.from_on <= on and (row.to_on is None or row.to_on > on)


@dataclass
class SchoolRows:
    """The rows of a school, and what follows from them."""

    school: School
    year: SchoolYear
    years: list[SchoolYear] = field(default_factory=list[SchoolYear])
    """All of them."""
    classes: list[SchoolClass] = field(default_factory=list[SchoolClass])
    subjects: list[Subject] = field(default_factory=list[Subject])
    courses: list[Course] = field(default_factory=list[Course])
    adults: list[JournalAccount] = field(default_factory=list[JournalAccount])
    students: list[JournalAccount] = field(default_factory=list[JournalAccount])
    enrollments: list[Enrollment] = field(default_factory=list[Enrollment])
    guardianships: list[Guardianship] = field(default_factory=list[Guardianship])
    homeroom_teachers: list[HomeroomTeacher] = field(default_factory=list[HomeroomTeacher])
    positions: list[StaffPosition] = field(default_factory=list[StaffPosition])
    lessons: list[Lesson] = field(default_factory=list[Lesson])
    substitutions: list[Substitution] = field(default_factory=list[Substitution])

    @property
    def accounts(self) -> Sequence[UUID]:
        """Return everybody."""
        return [one.id for one in (*self.adults, *self.students)]

    def rows(self) -> Iterable[Sequence[Base]]:
        """Return all rows, those first that others refer to."""
        yield from ([self.school], self.years, self.classes, self.subjects, self.courses, self.adults, self.students)
        yield from (self.enrollments, self.guardianships, self.homeroom_teachers, self.positions)
        yield from (self.lessons, self.substitutions)

    def roster_day(self, class_id: UUID, on: date) -> date:
        """Return that day, or the last one of a class that has ended by then."""
        (school_class,) = [one for one in self.classes if one.id == class_id]
        return min(on, school_class.to_on - timedelta(days=1))

    def enrolled(self, role: EnrollmentRole, target: UUID, on: date) -> set[UUID]:
        """Return who is enrolled in the class or course itself in this role on that day."""
        return {
            one.account_id
            for one in self.enrollments
            if one.role is role and target in (one.class_id, one.course_id) and is_valid(one, on)
        }

    def teachers(self, course: Course, on: date) -> set[UUID]:
        """Return the course's teachers on that day."""
        return self.enrolled(EnrollmentRole.TEACHER, course.id, on)

    def students_of(self, course: Course, on: date) -> set[UUID]:
        """Return the course's students on that day: those of the subgroup, or of the class."""
        return self.enrolled(EnrollmentRole.STUDENT, course.id if course.subgroup else course.class_id, on)

    def guardians(self, students: Iterable[UUID], on: date) -> dict[UUID, set[UUID]]:
        """Return the guardians of these students on that day, each with those of them that are their children."""
        known, found = set(students), dict[UUID, set[UUID]]()
        for one in self.guardianships:
            if one.student_id in known and is_valid(one, on):
                found.setdefault(one.guardian_id, set()).add(one.student_id)
        return found

    def class_teachers(self, class_id: UUID, on: date) -> set[UUID]:
        """Return who teaches the class, or heads it, on that day."""
        heads = {one.teacher_id for one in self.homeroom_teachers if one.class_id == class_id and is_valid(one, on)}
        return heads.union(*(self.teachers(one, on) for one in self.courses if one.class_id == class_id))

    def substitutes(self, lesson: Lesson) -> set[UUID]:
        """Return who substitutes in the lesson."""
        return {one.teacher_id for one in self.substitutions if one.lesson_id == lesson.id}

    def subscribers(self, class_id: UUID, on: date) -> set[UUID]:
        """Return who receives the class on that day: its people, and coming substitutes; nobody after its end."""
        if self.roster_day(class_id, on) != on:
            return set()
        students = self.enrolled(EnrollmentRole.STUDENT, class_id, on)
        coming = [self.substitutes(one) for one in self.lessons if one.class_id == class_id and one.on >= on]
        return students.union(self.guardians(students, on), self.class_teachers(class_id, on), *coming)

    def attend(self, students: set[UUID], lesson: Lesson) -> bool:
        """Return True if some of these students attend the lesson on its day: of the class, and of the subgroup."""
        of_class = self.enrolled(EnrollmentRole.STUDENT, lesson.class_id, lesson.on)
        return not students.isdisjoint(of_class) and not students.isdisjoint(
            self.students_of(self.course_of(lesson), lesson.on)
        )

    def course_of(self, lesson: Lesson) -> Course:
        """Return the lesson's course."""
        return next(one for one in self.courses if one.id == lesson.course_id)

    def teaches(self, account_id: UUID, lesson: Lesson) -> bool:
        """Return True if they teach the lesson on its day, or substitute in it."""
        return account_id in self.teachers(self.course_of(lesson), lesson.on) | self.substitutes(lesson)

    def may_see(self, account_id: UUID, lesson: Lesson, on: date) -> bool:
        """Return True if they may see the lesson on that day."""
        children = {one.student_id for one in self.guardianships if one.guardian_id == account_id and is_valid(one, on)}
        return (
            account_id in self.staff(on, StaffRole.ADMINISTRATOR)
            or account_id in self.class_teachers(lesson.class_id, on)
            or self.teaches(account_id, lesson)
            or self.attend({account_id}, lesson)
            or self.attend(children, lesson)
        )

    def staff(self, on: date, *roles: StaffRole) -> set[UUID]:
        """Return the staff in these roles on that day."""
        return {one.account_id for one in self.positions if one.role in (roles or StaffRole) and is_valid(one, on)}

    def related_classes(self, account_id: UUID) -> set[UUID]:
        """Return the classes of which this person was ever a student, teacher, substitute or guardian."""
        class_of = {one.id: one.class_id for one in self.courses} | {one.id: one.class_id for one in self.lessons}
        children = {one.student_id for one in self.guardianships if one.guardian_id == account_id}
        return {
            *(one.class_id for one in self.enrollments if one.class_id and one.account_id == account_id),
            *(class_of[one.course_id] for one in self.enrollments if one.course_id and one.account_id == account_id),
            *(one.class_id for one in self.enrollments if one.class_id and one.account_id in children),
            *(one.class_id for one in self.homeroom_teachers if one.teacher_id == account_id),
            *(class_of[one.lesson_id] for one in self.substitutions if one.teacher_id == account_id),
        }


def make_school(seed: int) -> SchoolRows:
    """Return a small school with everything that is rare in a large one."""
    return _Maker(Random(seed)).make()  # noqa: S311 - rows of a test


class _Maker:
    """Makes up the rows of a school."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._number = count()
        self._on = today(ZONE)
        school = School(id=new_id(), title="Школа", city="Москва", time_zone=ZONE, classmates_may_write=True)
        begin, end = self._day(-300), self._day(100)
        year = SchoolYear(id=new_id(), school_id=school.id, title="год", from_on=begin, to_on=end)
        self._made = SchoolRows(school, year, [year])

    def make(self) -> SchoolRows:
        made, random = self._made, self._random
        made.adults += [self._account() for _ in range(6)]
        made.students += [self._account() for _ in range(6)]
        for _ in range(3):
            self._add_class()
        for student in made.students:
            self._add_way(student)
        for _ in range(9):
            guardian, student = random.choice(made.adults), random.choice(made.students)
            made.guardianships.append(
                Guardianship(
                    **self._row(),
                    **self._period(),
                    guardian_id=guardian.id,
                    student_id=student.id,
                    kinship=Kinship.OTHER,
                )
            )
        for _ in range(5):
            made.positions.append(
                StaffPosition(
                    **self._row(),
                    **self._period(),
                    account_id=random.choice(made.adults).id,
                    role=random.choice(list(StaffRole)),
                    title=random.choice(["завуч", "библиотекарь"]),
                )
            )
        return made

    def _add_class(self) -> None:
        made, random = self._made, self._random
        begin, end = made.year.from_on, random.choice([made.year.to_on, made.year.to_on, self._day(-2), self._day(0)])
        one = SchoolClass(**self._row(), year_id=made.year.id, grade=7, title=self._title(), from_on=begin, to_on=end)
        made.classes.append(one)
        change = self._day(random.randint(-3, 2))
        for begin, end in ((self._day(-20), change), (change, random.choice([None, self._day(2)]))):
            if random.random() < 0.7:
                teacher_id = random.choice(made.adults).id
                made.homeroom_teachers.append(
                    HomeroomTeacher(**self._row(), class_id=one.id, teacher_id=teacher_id, from_on=begin, to_on=end)
                )
        subject = Subject(**self._row(), title=self._title())
        made.subjects.append(subject)
        for subgroup in (None, "1", "2")[: random.randint(1, 3)]:
            course = Course(**self._row(), class_id=one.id, subject_id=subject.id, subgroup=subgroup)
            made.courses.append(course)
            for teacher in random.sample(made.adults, random.randint(0, 2)):
                self._enroll(teacher, EnrollmentRole.TEACHER, course_id=course.id)
            if subgroup is not None:
                for student in random.sample(made.students, random.randint(0, 3)):
                    self._enroll(student, EnrollmentRole.STUDENT, course_id=course.id)
            for _ in range(3):
                self._add_lesson(course)

    def _add_way(self, student: JournalAccount) -> None:
        """Enroll the student in classes one after another, sometimes none in between."""
        begin = self._day(self._random.randint(-20, -5))
        for _ in range(_NEVER_IN_TWO_CLASSES):
            end = begin + timedelta(days=self._random.randint(1, 12))
            if self._random.random() < 0.8:
                one = self._random.choice(self._made.classes)
                is_last = self._random.random() < 0.3
                self._made.enrollments.append(
                    Enrollment(
                        **self._row(),
                        class_id=one.id,
                        course_id=None,
                        account_id=student.id,
                        role=EnrollmentRole.STUDENT,
                        from_on=begin,
                        to_on=None if is_last else end,
                    )
                )
                if is_last:
                    return
            begin = end

    def _add_lesson(self, course: Course) -> None:
        on = self._day(self._random.choice([-9, -4, -2, -1, 0, 0, 1, 3]))
        at = datetime.combine(on, time(9), UTC)
        lesson = Lesson(
            **self._row(),
            class_id=course.class_id,
            course_id=course.id,
            on=on,
            number=1,
            starts_at=at,
            ends_at=at + timedelta(minutes=45),
            state=self._random.choice([*LessonState, LessonState.PLANNED]),
        )
        self._made.lessons.append(lesson)
        if self._random.random() < 0.5:
            substitute = self._random.choice(self._made.adults)
            self._made.substitutions.append(
                Substitution(**self._row(), lesson_id=lesson.id, teacher_id=substitute.id, reason="")
            )

    def _enroll(self, person: JournalAccount, role: EnrollmentRole, *, course_id: UUID) -> None:
        self._made.enrollments.append(
            Enrollment(
                **self._row(), **self._period(), class_id=None, course_id=course_id, account_id=person.id, role=role
            )
        )

    def _account(self) -> JournalAccount:
        return JournalAccount(
            **self._row(),
            login=f"{new_id()}",
            password_hash="",
            last_name=self._title(),
            first_name=self._title(),
            is_active=True,
            birth_on=date(2000, 1, 1) + timedelta(days=next(self._number)),
        )

    def _title(self) -> str:
        return f"{self._random.randint(10, 99)}-{next(self._number)}"

    def _row(self) -> dict[str, UUID]:
        return {"id": new_id(), "school_id": self._made.school.id}

    def _period(self) -> dict[str, date | None]:
        """Return a period that ended, is now, or is to come."""
        begin = self._random.randint(-15, 3)
        end = self._random.choice([None, None, begin + self._random.randint(1, 14)])
        return {"from_on": self._day(begin), "to_on": None if end is None else self._day(end)}

    def _day(self, offset: int) -> date:
        return self._on + timedelta(days=offset)
