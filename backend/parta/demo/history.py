"""Filling the demo school's chats with what was said in the last weeks."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from parta.adapters.context import Context
from parta.core.actor import Actor
from parta.core.clock import now, today
from parta.core.transaction import transaction
from parta.demo import talk
from parta.demo.cast import ANNA, LENA, MISHA, VERA
from parta.demo.keepsakes import hand_in
from parta.demo.population import DemoClass, Human, Population
from parta.demo.seed_school import ZONE
from parta.demo.talk import HOMEWORK, Line
from parta.identity.queries import find_profile_of
from parta.messenger import service as messenger
from parta.messenger.queries.chats import find_chat_made, list_seats
from parta.messenger.queries.kept import list_chats_of_kind
from parta.messenger.service import Said, SourceKind

_NEWSPAPER = UUID("0192f000-0000-7000-8000-000000001514")
"""Under which name Анна made the group of the class newspaper."""
_SPEAKERS = 6
_MONTH = 24
_LIVELY = 0.75
_WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class Talkers:
    """Who can be said to have spoken: learning profiles by the login of the journal."""

    profiles: Mapping[str, UUID]
    population: Population

    def linked(self, people: Sequence[Human]) -> list[UUID]:
        """Give the profiles of those of these people who have linked."""
        return [self.profiles[human.login] for human in people if human.login in self.profiles]

    def roles(self, school_class: DemoClass) -> dict[str, UUID]:
        """Give whom the lines of a class's chats mean: everybody by login, and the nameless by role and number."""
        named = {ANNA.login, MISHA.login, LENA.login, VERA.login}
        classmates = [one for one in school_class.students if one.login not in named]
        families = [one for one in self.population.families if set(one.children) & set(school_class.students)]
        guardians = [one for family in families for one, _ in family.guardians if one.login not in named]
        return (
            dict(self.profiles)
            | _numbered("student", self.linked(classmates))
            | _numbered("guardian", self.linked(guardians))
        )


async def is_written(session: AsyncSession) -> bool:
    """Whether all has been said already: the newspaper's group is made last."""
    anna = await find_profile_of(session, ANNA.phone)
    return anna is not None and await find_chat_made(session, anna.id, _NEWSPAPER) is not None


async def write_history(outside: Context, talkers: Talkers) -> None:
    """Let it have been said. What was said before is not said again."""
    teller = _Teller(outside, talkers)
    await teller.tell_class()
    await teller.tell_small_talk()
    await teller.tell_staff()
    await teller.tell_dialogs()
    await teller.tell_newspaper()


class _Teller:
    """Knows the days of the last weeks, and who was there."""

    def __init__(self, outside: Context, talkers: Talkers) -> None:
        self._outside = outside
        self._talkers = talkers
        self._chance = random.Random(7)  # noqa: S311 - a play, no secret
        self._days = _school_days(today(ZONE), _MONTH)
        self._class = next(one for one in talkers.population.classes if one.title == "7Б")
        self._roles = talkers.roles(self._class)

    async def tell_class(self) -> None:
        """Let 7Б, its parents and its teachers have talked."""
        small = self._small_talk(self._roles, _MONTH, _LIVELY)
        await self._fill(SourceKind.CLASS_STUDENTS, "7Б", [*talk.CLASS, *small], self._roles)
        await self._fill(SourceKind.CLASS_PARENTS, "7Б, родители", talk.PARENTS, self._roles)
        await self._fill(SourceKind.CLASS_COLLEAGUES, "7Б, учителя", talk.COLLEAGUES, await self._teachers())

    async def tell_small_talk(self) -> None:
        """Let the other classes have asked each other what the homework was."""
        for one in self._talkers.population.classes:
            if one is not self._class:
                roles = self._talkers.roles(one)
                lines = self._small_talk(roles, _MONTH // 2, _LIVELY / 2)
                await self._fill(SourceKind.CLASS_STUDENTS, one.title, lines, roles)

    async def tell_staff(self) -> None:
        """Let the staff have talked."""
        employees = [human for human, _ in self._talkers.population.employees if human.login != "zueva"]
        roles = self._roles | _numbered("staff", self._talkers.linked(employees))
        async with transaction(self._outside.sessions, self._outside.bus) as session:
            titles = [chat.title for chat in await list_chats_of_kind(session, SourceKind.STAFF)]
        for title in titles:
            await self._fill(SourceKind.STAFF, title, talk.STAFF, roles)

    async def tell_dialogs(self) -> None:
        """Let some people have written to each other."""
        for (one, other), lines in talk.DIALOGS.items():
            async with transaction(self._outside.sessions, self._outside.bus) as session:
                actor = Actor(self._roles[one])
                chat = await messenger.open_dialog(session, actor, self._roles[other])
                if chat.last_number == 0:
                    await messenger.import_history(session, chat.id, self._said(lines, self._roles))

    async def tell_newspaper(self) -> None:
        """Let the class newspaper's editors have talked, with a plan and a picture."""
        files = await self._hand_in(talk.NEWSPAPER)
        editors = [self._roles[login] for login in (LENA.login, MISHA.login, "student 1", "student 2")]
        async with transaction(self._outside.sessions, self._outside.bus) as session:
            anna = Actor(self._roles[ANNA.login])
            group = await messenger.create_chat(session, anna, _NEWSPAPER, title="Стенгазета", members=editors)
            said = self._said(talk.NEWSPAPER, self._roles, files)
            unread = {self._roles[ANNA.login]: 2, self._roles[MISHA.login]: 1}
            await messenger.import_history(session, group.id, said, unread=unread)

    async def _fill(self, kind: SourceKind, title: str, lines: Sequence[Line], roles: Mapping[str, UUID]) -> None:
        async with transaction(self._outside.sessions, self._outside.bus) as session:
            chat = next((one for one in await list_chats_of_kind(session, kind) if one.title == title), None)
            if chat is None or chat.last_number:
                return
            seated = await list_seats(session, chat.id)
            present = {who: profile_id for who, profile_id in roles.items() if profile_id in seated}
            said = self._said(lines, present)
            unread = {one: self._chance.choice((0, 0, 1, 2, 3)) for one in seated}
            await messenger.import_history(session, chat.id, said, unread=unread)

    def _said(
        self, lines: Sequence[Line], roles: Mapping[str, UUID], files: Mapping[str, UUID] | None = None
    ) -> list[Said]:
        """Put the lines in the order of time; leave out what was said by people who are not there."""
        there = [line for line in lines if line.who in roles]
        order = sorted(there, key=self._when)
        place = {id(line): number for number, line in enumerate(order)}
        answered = {id(line): lines[i - line.back] for i, line in enumerate(lines) if line.back is not None}
        return [
            Said(
                author_id=roles[line.who],
                text=line.text,
                at=self._when(line),
                reply_to=place.get(id(answered.get(id(line)))),
                reactions={roles[who]: sign for who, sign in line.signs.items() if who in roles},
                files=[files[line.file]] if files and line.file else [],
                before=line.before,
            )
            for line in order
        ]

    def _small_talk(self, roles: Mapping[str, UUID], days: int, lively: float) -> list[Line]:
        speakers = [who for who in roles if who.startswith("student ")][:_SPEAKERS]
        lines: list[Line] = []
        if len(speakers) < len(HOMEWORK[0]) - 1:
            return lines
        for ago in range(days, 0, -1):
            if self._chance.random() > lively:
                continue
            one, other = self._chance.sample(speakers, 2)
            question, answer, thanks = self._chance.choice(HOMEWORK)
            hour, minute = self._chance.randrange(15, 20), self._chance.randrange(0, 50)
            told = answer.format(a=self._chance.randrange(101, 340), b=self._chance.randrange(8, 45))
            lines += [
                Line(ago, f"{hour}:{minute:02}", one, question),
                Line(ago, f"{hour}:{minute + 4:02}", other, told, back=1),
                Line(ago, f"{hour}:{minute + 5:02}", one, thanks),
            ]
        return lines

    async def _teachers(self) -> dict[str, UUID]:
        named = set(self._roles.values()) & {self._roles[login] for login in (ANNA.login, "lebedev")}
        staff = [human for theirs in self._talkers.population.departments.values() for human in theirs]
        others = [one for one in self._talkers.linked(staff) if one not in named]
        async with transaction(self._outside.sessions, self._outside.bus) as session:
            chats = await list_chats_of_kind(session, SourceKind.CLASS_COLLEAGUES)
            seated = [await list_seats(session, chat.id) for chat in chats if chat.title == "7Б, учителя"]
        there = [one for one in others if any(one in seats for seats in seated)]
        return self._roles | _numbered("teacher", there)

    async def _hand_in(self, lines: Sequence[Line]) -> dict[str, UUID]:
        return {
            line.file: await hand_in(self._outside, self._roles[line.who], line.file) for line in lines if line.file
        }

    def _when(self, line: Line) -> datetime:
        told = datetime.combine(self._days[line.ago], time.fromisoformat(line.at.zfill(5)), ZoneInfo(ZONE))
        return min(told.astimezone(UTC), now())


def _numbered(role: str, profiles: Sequence[UUID]) -> dict[str, UUID]:
    return {f"{role} {number}": profile_id for number, profile_id in enumerate(profiles, start=1)}


def _school_days(last: date, count: int) -> list[date]:
    """Give the working days before this one, the nearest first; at 0 the day itself."""
    days, day = [last], last
    while len(days) <= count:
        day -= timedelta(days=1)
        if day.isoweekday() <= _WORKING_DAYS:
            days.append(day)
    return days
