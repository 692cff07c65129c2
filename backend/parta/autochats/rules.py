"""The automatic chats of a class, a course and a staff, with their members and roles. No IO."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from parta.identity.schemas import Badge, BadgeRole
from parta.linking.service.badges import build_badge
from parta.messenger.service import ChatSource, MemberRole, MemberSpec, SourceKind
from parta.school.schemas import ClassRoster, Role, StaffRoster
from parta.timetable.schemas import CourseRoster

Profiles = Mapping[UUID, UUID]
"""Account → learning profile, for linked accounts."""

_ADMIN_ROLES = frozenset({Role.ADMINISTRATOR, Role.HOMEROOM_TEACHER, Role.TEACHER})
_STAFF_ROLES = _ADMIN_ROLES | {Role.EMPLOYEE}


@dataclass(frozen=True, slots=True)
class ChatSpec:
    """The state of a chat that the school requires today."""

    source: ChatSource
    title: str
    members: list[MemberSpec]
    may_create: bool
    """True if it is created when missing; once created, it stays."""
    has_ended: bool
    """True if its class has ended: the chat is archived."""
    classmates_may_write: bool = True
    """True if students who share the chat may write to each other."""


def class_sources(class_id: UUID) -> tuple[ChatSource, ChatSource, ChatSource]:
    """Return the sources of a class's chats: students, parents, colleagues."""
    key = str(class_id)
    return (
        ChatSource(SourceKind.CLASS_STUDENTS, key),
        ChatSource(SourceKind.CLASS_PARENTS, key),
        ChatSource(SourceKind.CLASS_COLLEAGUES, key),
    )


def course_source(course_id: UUID) -> ChatSource:
    """Return the source of a course's chat."""
    return ChatSource(SourceKind.SUBJECT, str(course_id))


def staff_source(school_id: UUID) -> ChatSource:
    """Return the source of the chat of a school's staff."""
    return ChatSource(SourceKind.STAFF, str(school_id))


def build_class_chats(roster: ClassRoster, profiles: Profiles) -> list[ChatSpec]:
    """Return the required state of the class's chats. They are created once the homeroom teacher has linked."""
    teacher_id = roster.homeroom_teacher_id
    homeroom_teacher = _member(
        profiles, teacher_id, MemberRole.ADMIN, _badge(roster, BadgeRole.HOMEROOM_TEACHER, roster.title)
    )
    student = _badge(roster, BadgeRole.STUDENT, roster.title)
    students = [_member(profiles, one, MemberRole.MEMBER, student) for one in roster.students]
    parents = [
        _member(profiles, one, MemberRole.MEMBER, *(_badge(roster, BadgeRole.GUARDIAN, child) for child in children))
        for one, children in roster.guardians.items()
    ]
    colleagues = [
        _member(profiles, one, MemberRole.ADMIN, _badge(roster, BadgeRole.TEACHER, ", ".join(subjects)))
        for one, subjects in roster.teachers.items()
    ]
    titles = (roster.title, f"{roster.title}, родители", f"{roster.title}, учителя")
    return [
        ChatSpec(
            source,
            title,
            _only_linked([homeroom_teacher, *others]),
            may_create=homeroom_teacher is not None,
            has_ended=roster.has_ended,
            classmates_may_write=roster.classmates_may_write,
        )
        for source, title, others in zip(
            class_sources(roster.class_id), titles, (students, parents, colleagues), strict=True
        )
    ]


def build_course_chat(roster: CourseRoster, profiles: Profiles, *, create: bool) -> ChatSpec:
    """Return the required state of the course's chat: its teachers, its students, their guardians as readers."""
    teacher = _badge(roster, BadgeRole.TEACHER, roster.title)
    student = _badge(roster, BadgeRole.STUDENT, roster.class_title)
    members = [
        *(_member(profiles, one, MemberRole.ADMIN, teacher) for one in roster.teachers),
        *(_member(profiles, one, MemberRole.MEMBER, student) for one in roster.students),
        *(
            _member(
                profiles, one, MemberRole.READER, *(_badge(roster, BadgeRole.GUARDIAN, child) for child in children)
            )
            for one, children in roster.guardians.items()
        ),
    ]
    subgroup = f", {roster.subgroup}" if roster.subgroup else ""
    title = f"{roster.title}, {roster.class_title}{subgroup}"
    return ChatSpec(
        course_source(roster.course_id),
        title,
        _only_linked(members),
        may_create=create,
        has_ended=roster.has_ended,
        classmates_may_write=roster.classmates_may_write,
    )


def build_staff_chat(roster: StaffRoster, profiles: Profiles) -> ChatSpec:
    """Return the required state of the staff's chat. It is created with its first linked member."""
    members: list[MemberSpec | None] = []
    for account_id, capacities in roster.positions.items():
        positions = [one for one in capacities if one.role in _STAFF_ROLES]
        is_admin = any(one.role in _ADMIN_ROLES for one in positions)
        role = MemberRole.ADMIN if is_admin else MemberRole.MEMBER
        members.append(_member(profiles, account_id, role, *(build_badge(one) for one in positions)))
    linked = _only_linked(members)
    return ChatSpec(
        staff_source(roster.school_id),
        f"Сотрудники, {roster.school}",
        linked,
        may_create=bool(linked),
        has_ended=False,
    )


def _badge(roster: ClassRoster | CourseRoster, role: BadgeRole, detail: str) -> Badge:
    return Badge(role=role, school_id=roster.school_id, school=roster.school, detail=detail)


def _member(profiles: Profiles, account_id: UUID | None, role: MemberRole, *badges: Badge) -> MemberSpec | None:
    profile_id = profiles.get(account_id) if account_id else None
    if profile_id is None:
        return None
    return MemberSpec(profile_id, role, [one.model_dump(mode="json") for one in badges])


def _only_linked(members: Iterable[MemberSpec | None]) -> list[MemberSpec]:
    return [member for member in members if member is not None]
