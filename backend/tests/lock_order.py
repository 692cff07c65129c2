"""The order in which a transaction locks names, by the words they begin with; watched in every test."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

import pytest

from parta.core.unit_of_work import UnitOfWork

ORDER = (
    "demo school",
    "school day:",
    "school:",
    # what belongs to a school, from the wider to the narrower
    "class:",
    "enrolments:",
    "timetable:",
    # a request before what it links
    "link:request:open:",
    "link:request:",
    "journal providers",
    "source:",
    "phone:",
    "link:account:",
    "link:profile:",
    # several at once are locked in alphabetical order: a lesson before its chat and its teacher
    "case:",
    "class_colleagues:",
    "class_parents:",
    "class_students:",
    "family_links",
    "remote lesson:",
    "staff:",
    "subject:",
    "teacher of lessons:",
    # taken alone
    "call:",
    "chat:",
    "dialog:",
    "files of ",
    "knocks:",
    "notifications of lesson:",
    "turn of files",
)
"""What is locked first comes first. A new kind of name needs its place here."""
_ALONE = "demo school"
"""Who has it creates a school that nobody else knows yet."""


def rank(name: str) -> int:
    """Return the place of the name. Raises LookupError if its kind has none."""
    found = [number for number, prefix in enumerate(ORDER) if name.startswith(prefix)]
    if not found:
        message = f"{name.partition(':')[0]} has no place in tests/lock_order.py"
        raise LookupError(message)
    return max(found, key=lambda number: len(ORDER[number]))


@contextmanager
def watching_names(report: Callable[[str], None]) -> Generator[None]:
    """Report every name that a transaction locks after one of a higher rank while the block lasts."""
    lock = UnitOfWork.advisory_lock
    locked: WeakKeyDictionary[UnitOfWork, list[str]] = WeakKeyDictionary()

    async def watched(work: UnitOfWork, *names: str) -> None:
        before = locked.setdefault(work, [])
        for name in sorted(set(names) - set(before)):
            place = rank(name)
            higher = [one for one in before if rank(one) > place]
            if higher and _ALONE not in before:
                report(f"name {name} after {higher[-1]}")
            before.append(name)
        await lock(work, *names)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(UnitOfWork, "advisory_lock", watched)
        yield
