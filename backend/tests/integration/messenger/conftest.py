"""The school, for tests of the messenger."""

from uuid import UUID

import pytest

from parta.identity.schemas import BadgeRole
from parta.messenger.models import SourceKind
from tests.installation import Installation
from tests.integration.messenger.school import ADMIN, MEMBER, READER, School, User, create_messenger_school
from tests.snapshots import Snapshots


@pytest.fixture
async def school(installation: Installation, snapshots: Snapshots) -> School:
    """Return the school, its people signed in."""
    return await snapshots.open(installation, create_messenger_school)


@pytest.fixture
async def class_chat(school: School) -> UUID:
    """Return the chat of 7Б: Анна, Миша, Лена."""
    members = school.build_members(
        ("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER),
        ("misha", MEMBER, BadgeRole.STUDENT),
        ("lena", MEMBER, BadgeRole.STUDENT),
    )
    return await school.sync_chat(SourceKind.CLASS_STUDENTS, "7b", "7Б, класс", members)


@pytest.fixture
async def parents_chat(school: School) -> UUID:
    """Return the chat of the parents of 7Б: Анна, Вера, Игорь."""
    members = school.build_members(
        ("anna", ADMIN, BadgeRole.HOMEROOM_TEACHER),
        ("vera", MEMBER, BadgeRole.GUARDIAN),
        ("igor", MEMBER, BadgeRole.GUARDIAN),
    )
    return await school.sync_chat(SourceKind.CLASS_PARENTS, "7b", "7Б, родители", members)


@pytest.fixture
async def staff_chat(school: School) -> UUID:
    """Return the chat of the staff: Анна, Игорь, Ольга Петровна, Нина Васильевна."""
    members = school.build_members(
        ("anna", ADMIN, BadgeRole.TEACHER),
        ("igor", MEMBER, BadgeRole.TEACHER),
        ("olga", ADMIN, BadgeRole.ADMINISTRATOR),
        ("nina", MEMBER, BadgeRole.EMPLOYEE),
    )
    return await school.sync_chat(SourceKind.STAFF, "7", "Школа № 7", members)


@pytest.fixture
async def subject_chat(school: School) -> UUID:
    """Return the chat of physics in 7Б: Игорь teaches, Миша and Лена learn, Вера reads."""
    members = school.build_members(
        ("igor", ADMIN, BadgeRole.TEACHER),
        ("misha", MEMBER, BadgeRole.STUDENT),
        ("lena", MEMBER, BadgeRole.STUDENT),
        ("vera", READER, BadgeRole.GUARDIAN),
    )
    return await school.sync_chat(SourceKind.SUBJECT, "7b-physics", "7Б, физика", members)


@pytest.fixture
def anna(school: School) -> User:
    """Return Анна Сергеевна."""
    return school.people["anna"]


@pytest.fixture
def igor(school: School) -> User:
    """Return Игорь Павлович."""
    return school.people["igor"]


@pytest.fixture
def misha(school: School) -> User:
    """Return Миша."""
    return school.people["misha"]


@pytest.fixture
def lena(school: School) -> User:
    """Return Лена."""
    return school.people["lena"]


@pytest.fixture
def vera(school: School) -> User:
    """Return Вера."""
    return school.people["vera"]


@pytest.fixture
def olga(school: School) -> User:
    """Return Ольга Петровна."""
    return school.people["olga"]


@pytest.fixture
def nina(school: School) -> User:
    """Return Нина Васильевна."""
    return school.people["nina"]


@pytest.fixture
def stranger(school: School) -> User:
    """Return somebody unknown to the school."""
    return school.people["stranger"]
