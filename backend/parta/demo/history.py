"""The message history of the demo school's chats."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from parta.adapters.context import Context
from parta.core.clock import now, today
from parta.core.principals import ProfilePrincipal
from parta.core.unit_of_work import UnitOfWork
from parta.demo import sample_messages
from parta.demo.cast import ANNA, LENA, MISHA, VERA
from parta.demo.population import DemoClass, Population, SchoolPerson
from parta.demo.sample_files import upload_sample_file
from parta.demo.sample_messages import HOMEWORK, SampleMessage
from parta.demo.seed_school import ZONE
from parta.identity.queries import find_profile_by_phone
from parta.messenger import service as messenger
from parta.messenger.queries.chats import find_created_chat, list_member_specs
from parta.messenger.queries.managed_chats import list_managed_chats
from parta.messenger.service import ImportedMessage, SourceKind

_NEWSPAPER_CLIENT_ID = UUID("0192f000-0000-7000-8000-000000001514")
"""The client id with which Анна created the group of the class newspaper."""
_SMALL_TALK_AUTHORS = 6
_HISTORY_DAYS = 24
_SMALL_TALK_SHARE = 0.75
_WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class Authors:
    """The possible authors of messages: learning profiles by journal login."""

    profiles: Mapping[str, UUID]
    population: Population

    def get_linked_profiles(self, people: Sequence[SchoolPerson]) -> list[UUID]:
        """Return the profiles of these people, without those who have not linked one."""
        return [self.profiles[person.login] for person in people if person.login in self.profiles]

    def get_roles(self, school_class: DemoClass) -> dict[str, UUID]:
        """Return the profiles by login, and the unnamed ones of a class by role and number."""
        named = {ANNA.login, MISHA.login, LENA.login, VERA.login}
        classmates = [one for one in school_class.students if one.login not in named]
        families = [one for one in self.population.families if set(one.children) & set(school_class.students)]
        guardians = [one for family in families for one, _ in family.guardians if one.login not in named]
        return (
            dict(self.profiles)
            | _numbered("student", self.get_linked_profiles(classmates))
            | _numbered("guardian", self.get_linked_profiles(guardians))
        )


async def is_written(work: UnitOfWork) -> bool:
    """Return True if the history is already written: the newspaper's group is created last."""
    anna = await find_profile_by_phone(work, ANNA.phone)
    return anna is not None and await find_created_chat(work, anna.id, _NEWSPAPER_CLIENT_ID) is not None


async def write_history(context: Context, authors: Authors) -> None:
    """Write the history of all chats. Idempotent."""
    writer = _HistoryWriter(context, authors)
    await writer.write_class_chats()
    await writer.write_other_classes()
    await writer.write_staff_chats()
    await writer.write_dialogs()
    await writer.write_newspaper_group()


class _HistoryWriter:
    """Writes the history of each kind of chat."""

    def __init__(self, context: Context, authors: Authors) -> None:
        self._context = context
        self._authors = authors
        self._random = random.Random(7)  # noqa: S311 - no secret
        self._days = _list_school_days(today(ZONE), _HISTORY_DAYS)
        self._class = next(one for one in authors.population.classes if one.title == "7Б")
        self._roles = authors.get_roles(self._class)

    async def write_class_chats(self) -> None:
        """Write the chats of 7Б: students, parents, teachers."""
        small = self._build_small_talk(self._roles, _HISTORY_DAYS, _SMALL_TALK_SHARE)
        await self._fill(SourceKind.CLASS_STUDENTS, "7Б", [*sample_messages.CLASS, *small], self._roles)
        await self._fill(SourceKind.CLASS_PARENTS, "7Б, родители", sample_messages.PARENTS, self._roles)
        await self._fill(
            SourceKind.CLASS_COLLEAGUES, "7Б, учителя", sample_messages.COLLEAGUES, await self._get_teacher_roles()
        )

    async def write_other_classes(self) -> None:
        """Write small talk about homework into the chats of the other classes."""
        for one in self._authors.population.classes:
            if one is not self._class:
                roles = self._authors.get_roles(one)
                lines = self._build_small_talk(roles, _HISTORY_DAYS // 2, _SMALL_TALK_SHARE / 2)
                await self._fill(SourceKind.CLASS_STUDENTS, one.title, lines, roles)

    async def write_staff_chats(self) -> None:
        """Write the chats of the staff."""
        employees = [person for person, _ in self._authors.population.employees if person.login != "zueva"]
        roles = self._roles | _numbered("staff", self._authors.get_linked_profiles(employees))
        async with self._context.transaction() as work:
            titles = [chat.title for chat in await list_managed_chats(work, SourceKind.STAFF)]
        for title in titles:
            await self._fill(SourceKind.STAFF, title, sample_messages.STAFF, roles)

    async def write_dialogs(self) -> None:
        """Write some dialogs."""
        for (one, other), lines in sample_messages.DIALOGS.items():
            async with self._context.transaction() as work:
                actor = ProfilePrincipal(self._roles[one])
                chat = await messenger.open_dialog(work, actor, self._roles[other])
                if chat.last_number == 0:
                    await messenger.import_messages(work, chat.id, self._build_messages(lines, self._roles))

    async def write_newspaper_group(self) -> None:
        """Create the group of the class newspaper, with messages and files."""
        files = await self._upload_files(sample_messages.NEWSPAPER)
        editors = [self._roles[login] for login in (LENA.login, MISHA.login, "student 1", "student 2")]
        async with self._context.transaction() as work:
            anna = ProfilePrincipal(self._roles[ANNA.login])
            group = await messenger.create_chat(work, anna, _NEWSPAPER_CLIENT_ID, title="Стенгазета", members=editors)
            messages = self._build_messages(sample_messages.NEWSPAPER, self._roles, files)
            unread = {self._roles[ANNA.login]: 2, self._roles[MISHA.login]: 1}
            await messenger.import_messages(work, group.id, messages, unread=unread)

    async def _fill(
        self, kind: SourceKind, title: str, lines: Sequence[SampleMessage], roles: Mapping[str, UUID]
    ) -> None:
        async with self._context.transaction() as work:
            chat = next((one for one in await list_managed_chats(work, kind) if one.title == title), None)
            if chat is None or chat.last_number:
                return
            members = await list_member_specs(work, chat.id)
            present = {who: profile_id for who, profile_id in roles.items() if profile_id in members}
            messages = self._build_messages(lines, present)
            unread = {one: self._random.choice((0, 0, 1, 2, 3)) for one in members}
            await messenger.import_messages(work, chat.id, messages, unread=unread)

    def _build_messages(
        self, lines: Sequence[SampleMessage], roles: Mapping[str, UUID], files: Mapping[str, UUID] | None = None
    ) -> list[ImportedMessage]:
        """Return the messages in the order of time, without those whose author is not in the chat."""
        present = [line for line in lines if line.author in roles]
        order = sorted(present, key=self._get_time)
        indexes = {id(line): number for number, line in enumerate(order)}
        replied_to = {
            id(line): lines[i - line.reply_offset] for i, line in enumerate(lines) if line.reply_offset is not None
        }
        return [
            ImportedMessage(
                author_id=roles[line.author],
                text=line.text,
                sent_at=self._get_time(line),
                reply_to=indexes.get(id(replied_to.get(id(line)))),
                reactions={roles[who]: sign for who, sign in line.reactions.items() if who in roles},
                files=[files[line.file]] if files and line.file else [],
                original_text=line.text_before_edit,
            )
            for line in order
        ]

    def _build_small_talk(self, roles: Mapping[str, UUID], days: int, share: float) -> list[SampleMessage]:
        students = [who for who in roles if who.startswith("student ")][:_SMALL_TALK_AUTHORS]
        lines: list[SampleMessage] = []
        if len(students) < len(HOMEWORK[0]) - 1:
            return lines
        for days_ago in range(days, 0, -1):
            if self._random.random() > share:
                continue
            one, other = self._random.sample(students, 2)
            question, answer, thanks = self._random.choice(HOMEWORK)
            hour, minute = self._random.randrange(15, 20), self._random.randrange(0, 50)
            reply = answer.format(a=self._random.randrange(101, 340), b=self._random.randrange(8, 45))
            lines += [
                SampleMessage(days_ago, f"{hour}:{minute:02}", one, question),
                SampleMessage(days_ago, f"{hour}:{minute + 4:02}", other, reply, reply_offset=1),
                SampleMessage(days_ago, f"{hour}:{minute + 5:02}", one, thanks),
            ]
        return lines

    async def _get_teacher_roles(self) -> dict[str, UUID]:
        named = set(self._roles.values()) & {self._roles[login] for login in (ANNA.login, "lebedev")}
        staff = [person for theirs in self._authors.population.departments.values() for person in theirs]
        others = [one for one in self._authors.get_linked_profiles(staff) if one not in named]
        async with self._context.transaction() as work:
            chats = await list_managed_chats(work, SourceKind.CLASS_COLLEAGUES)
            members = [await list_member_specs(work, chat.id) for chat in chats if chat.title == "7Б, учителя"]
        teachers = [one for one in others if any(one in specs for specs in members)]
        return self._roles | _numbered("teacher", teachers)

    async def _upload_files(self, lines: Sequence[SampleMessage]) -> dict[str, UUID]:
        return {
            line.file: await upload_sample_file(self._context, self._roles[line.author], line.file)
            for line in lines
            if line.file
        }

    def _get_time(self, line: SampleMessage) -> datetime:
        local = datetime.combine(self._days[line.days_ago], time.fromisoformat(line.at.zfill(5)), ZoneInfo(ZONE))
        return min(local.astimezone(UTC), now())


def _numbered(role: str, profiles: Sequence[UUID]) -> dict[str, UUID]:
    return {f"{role} {number}": profile_id for number, profile_id in enumerate(profiles, start=1)}


def _list_school_days(last: date, count: int) -> list[date]:
    """Return the last day and so many working days before it, the latest first."""
    days, day = [last], last
    while len(days) <= count:
        day -= timedelta(days=1)
        if day.isoweekday() <= _WORKING_DAYS:
            days.append(day)
    return days
