"""The school, for stories of the messenger."""

from uuid import UUID

import pytest

from parta.identity.schemas import BadgeRole
from parta.messenger.models import SourceKind
from tests.integration.messenger.school import ADMIN, MEMBER, READER, School, Somebody, gather_school
from tests.world import World


@pytest.fixture
async def school(world: World) -> School:
    """Give the school, its people signed in."""
    return await gather_school(world)


@pytest.fixture
async def class_chat(school: School) -> UUID:
    """Give the chat of 7Б: Анна, Миша, Лена."""
    seats = school.seats(
        ("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER),
        ("misha", MEMBER, BadgeRole.STUDENT),
        ("lena", MEMBER, BadgeRole.STUDENT),
    )
    return await school.seat(SourceKind.CLASS_STUDENTS, "7b", "7Б, класс", seats)


@pytest.fixture
async def parents_chat(school: School) -> UUID:
    """Give the chat of the parents of 7Б: Анна, Вера, Игорь."""
    seats = school.seats(
        ("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER),
        ("vera", MEMBER, BadgeRole.GUARDIAN),
        ("igor", MEMBER, BadgeRole.GUARDIAN),
    )
    return await school.seat(SourceKind.CLASS_PARENTS, "7b", "7Б, родители", seats)


@pytest.fixture
async def staff_chat(school: School) -> UUID:
    """Give the chat of the staff: Анна, Игорь, Ольга Петровна, Нина Васильевна."""
    seats = school.seats(
        ("anna", ADMIN, BadgeRole.TEACHER),
        ("igor", MEMBER, BadgeRole.TEACHER),
        ("olga", ADMIN, BadgeRole.ADMINISTRATOR),
        ("nina", MEMBER, BadgeRole.EMPLOYEE),
    )
    return await school.seat(SourceKind.STAFF, "7", "Школа № 7", seats)


@pytest.fixture
async def subject_chat(school: School) -> UUID:
    """Give the chat of physics in 7Б: Игорь teaches, Миша and Лена learn, Вера reads."""
    seats = school.seats(
        ("igor", ADMIN, BadgeRole.TEACHER),
        ("misha", MEMBER, BadgeRole.STUDENT),
        ("lena", MEMBER, BadgeRole.STUDENT),
        ("vera", READER, BadgeRole.GUARDIAN),
    )
    return await school.seat(SourceKind.SUBJECT, "7b-physics", "7Б, физика", seats)


@pytest.fixture
def anna(school: School) -> Somebody:
    """Give Анна Сергеевна."""
    return school.people["anna"]


@pytest.fixture
def igor(school: School) -> Somebody:
    """Give Игорь Павлович."""
    return school.people["igor"]


@pytest.fixture
def misha(school: School) -> Somebody:
    """Give Миша."""
    return school.people["misha"]


@pytest.fixture
def lena(school: School) -> Somebody:
    """Give Лена."""
    return school.people["lena"]


@pytest.fixture
def vera(school: School) -> Somebody:
    """Give Вера."""
    return school.people["vera"]


@pytest.fixture
def olga(school: School) -> Somebody:
    """Give Ольга Петровна."""
    return school.people["olga"]


@pytest.fixture
def nina(school: School) -> Somebody:
    """Give Нина Васильевна."""
    return school.people["nina"]


@pytest.fixture
def stranger(school: School) -> Somebody:
    """Give somebody from nowhere."""
    return school.people["stranger"]
