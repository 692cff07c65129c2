"""Which chats follow from a class, a course, a staff, and who sits in them as what. No IO."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from parta.identity.schemas import Badge, BadgeRole
from parta.journal.schemas import ClassRoster, CourseRoster, Role, StaffRoster
from parta.linking.service.badges import badge
from parta.messenger.service import ChatSource, MemberRole, Seat, SourceKind

Profiles = Mapping[UUID, UUID]
"""Account → learning profile, for those who have linked."""

_LEADING = frozenset({Role.ADMINISTRATOR, Role.HOMEROOM_TEACHER, Role.TEACHER})
_STAFF = _LEADING | {Role.EMPLOYEE}


@dataclass(frozen=True, slots=True)
class WantedChat:
    """A chat as the school wants it today."""

    source: ChatSource
    title: str
    seats: list[Seat]
    may_appear: bool
    """Whether it begins now if it is not there; once there, it stays."""
    is_over: bool
    """Whether its class has ended: it is read and no more."""
    classmates_may_write: bool = True
    """Whether students who meet there may write to each other."""


def class_sources(class_id: UUID) -> tuple[ChatSource, ChatSource, ChatSource]:
    """Give what the chats of a class follow: with students, with parents, among colleagues."""
    key = str(class_id)
    return (
        ChatSource(SourceKind.CLASS_STUDENTS, key),
        ChatSource(SourceKind.CLASS_PARENTS, key),
        ChatSource(SourceKind.CLASS_COLLEAGUES, key),
    )


def course_source(course_id: UUID) -> ChatSource:
    """Give what the chat of a course follows."""
    return ChatSource(SourceKind.SUBJECT, str(course_id))


def staff_source(school_id: UUID) -> ChatSource:
    """Give what the chat of a school's staff follows."""
    return ChatSource(SourceKind.STAFF, str(school_id))


def class_chats(roster: ClassRoster, profiles: Profiles) -> list[WantedChat]:
    """Say how the chats of the class should be. They appear once the homeroom teacher has linked."""
    head_id = roster.homeroom_teacher_id
    head = _seat(profiles, head_id, MemberRole.ADMIN, _badge(roster, BadgeRole.HOMEROOM_TEACHER, roster.title))
    student = _badge(roster, BadgeRole.STUDENT, roster.title)
    students = [_seat(profiles, one, MemberRole.MEMBER, student) for one in roster.students]
    parents = [
        _seat(profiles, one, MemberRole.MEMBER, *(_badge(roster, BadgeRole.GUARDIAN, child) for child in children))
        for one, children in roster.guardians.items()
    ]
    colleagues = [
        _seat(profiles, one, MemberRole.ADMIN, _badge(roster, BadgeRole.TEACHER, ", ".join(subjects)))
        for one, subjects in roster.teachers.items()
    ]
    titles = (roster.title, f"{roster.title}, родители", f"{roster.title}, учителя")
    return [
        WantedChat(
            source,
            title,
            _present([head, *others]),
            may_appear=head is not None,
            is_over=roster.is_over,
            classmates_may_write=roster.classmates_may_write,
        )
        for source, title, others in zip(
            class_sources(roster.class_id), titles, (students, parents, colleagues), strict=True
        )
    ]


def course_chat(roster: CourseRoster, profiles: Profiles, *, appears: bool) -> WantedChat:
    """Say how the chat of the course should be: its teachers, its students, their guardians to read."""
    teacher = _badge(roster, BadgeRole.TEACHER, roster.title)
    student = _badge(roster, BadgeRole.STUDENT, roster.class_title)
    seats = [
        *(_seat(profiles, one, MemberRole.ADMIN, teacher) for one in roster.teachers),
        *(_seat(profiles, one, MemberRole.MEMBER, student) for one in roster.students),
        *(
            _seat(profiles, one, MemberRole.READER, *(_badge(roster, BadgeRole.GUARDIAN, child) for child in children))
            for one, children in roster.guardians.items()
        ),
    ]
    subgroup = f", {roster.subgroup}" if roster.subgroup else ""
    title = f"{roster.title}, {roster.class_title}{subgroup}"
    return WantedChat(
        course_source(roster.course_id),
        title,
        _present(seats),
        may_appear=appears,
        is_over=roster.is_over,
        classmates_may_write=roster.classmates_may_write,
    )


def staff_chat(roster: StaffRoster, profiles: Profiles) -> WantedChat:
    """Say how the chat of the staff should be. It appears with its first linked member."""
    seats: list[Seat | None] = []
    for account_id, capacities in roster.positions.items():
        theirs = [one for one in capacities if one.role in _STAFF]
        leads = any(one.role in _LEADING for one in theirs)
        role = MemberRole.ADMIN if leads else MemberRole.MEMBER
        seats.append(_seat(profiles, account_id, role, *(badge(one) for one in theirs)))
    present = _present(seats)
    return WantedChat(
        staff_source(roster.school_id),
        f"Сотрудники, {roster.school}",
        present,
        may_appear=bool(present),
        is_over=False,
    )


def _badge(roster: ClassRoster | CourseRoster, role: BadgeRole, detail: str) -> Badge:
    return Badge(role=role, school=roster.school, detail=detail)


def _seat(profiles: Profiles, account_id: UUID | None, role: MemberRole, *badges: Badge) -> Seat | None:
    profile_id = profiles.get(account_id) if account_id else None
    if profile_id is None:
        return None
    return Seat(profile_id, role, [one.model_dump(mode="json") for one in badges])


def _present(seats: Iterable[Seat | None]) -> list[Seat]:
    return [seat for seat in seats if seat is not None]
