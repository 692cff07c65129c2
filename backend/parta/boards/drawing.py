"""One drawing in memory: what is accepted of whom, and what of it is not saved yet."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from parta.boards import rules
from parta.boards.document import Document, merge
from parta.boards.elements import MAX_DRAWN_VERSION, is_element, is_key
from parta.boards.rules import BoardAccess
from parta.boards.scan import InvalidUpdate, scan_update

_ROOM_INTERVAL_S = 5.0
"""How often room is looked for on a full board."""
_LEADERS_RESERVE = rules.MAX_BOARD_BYTES // 8
"""Room that only the leader uses, to erase."""


class MissingChanges(Exception):
    """The update follows others that did not arrive: the client must send them all."""


@dataclass(slots=True)
class Batch:
    """Changes that are saved together."""

    update: bytes
    """What others have to apply."""
    snapshot: bytes | None = None
    """All of the drawing, if it is time to save it whole."""
    authors: dict[str, UUID] = field(default_factory=dict[str, UUID])
    removed: set[str] = field(default_factory=set[str])
    copy: bytes | None = None
    """The drawing before these changes, if it is time for a copy."""


class Drawing:
    """A drawing and the authors of its elements."""

    def __init__(self, updates: Iterable[bytes], authors: Mapping[str, UUID], *, change_count: int = 0) -> None:
        """Create the drawing that these updates describe; `change_count` of them are not in its snapshot.

        Raises UnreadableDrawing.
        """
        self.document = Document(updates)
        self.authors = dict(authors)
        self._base = self.document.get_update()
        """The drawing as it was, to which `_since` is added: how a refused change is undone."""
        self._since: list[bytes] = []
        self._since_bytes = 0
        self._change_count = change_count
        self._unsaved: list[bytes] = []
        self._batch = Batch(b"")
        self._copied_at = self._looked_for_room_at = time.monotonic() - _ROOM_INTERVAL_S
        self._wants_snapshot = False
        self._repair()

    @property
    def size(self) -> int:
        """Return about how many bytes the drawing has."""
        return len(self._base) + self._since_bytes

    @property
    def is_saved(self) -> bool:
        """Return True if nothing waits to be saved."""
        return not self._unsaved

    @property
    def unsaved_bytes(self) -> int:
        """Return the size of what waits to be saved."""
        return sum(len(update) for update in self._unsaved)

    def draw(self, update: bytes, subscriber: UUID, access: BoardAccess) -> list[str]:
        """Apply an update of this person; return the keys of new elements.

        Raises InvalidUpdate, and changes nothing, if some of it is not theirs to do, or MissingChanges.
        """
        scanned = scan_update(update)
        if not all(map(is_key, scanned.keys)) or not all(map(is_element, scanned.values)):
            raise InvalidUpdate("no_element")
        if access is not BoardAccess.LEAD and any(value["version"] > MAX_DRAWN_VERSION for value in scanned.values):
            raise InvalidUpdate("no_element")
        if not scanned.follows(self.document.state):
            raise MissingChanges
        self._ensure_room(len(update) + (0 if access is BoardAccess.LEAD else _LEADERS_RESERVE))
        self._prepare_copy(is_due=access is BoardAccess.LEAD and self._clears(scanned.values))
        try:
            actions, effect = self.document.apply(update, scanned.written)
            self._check(actions, subscriber, access)
        except InvalidUpdate:
            self.document = Document([self._base, *self._since])
            raise
        new = [key for key, action in actions.items() if action == "add"]
        self._accept(effect, dict.fromkeys(new, subscriber), {key for key in actions if self.document.get(key) is None})
        return new

    def return_to(self, copy: bytes) -> None:
        """Return to this copy; what the drawing is now becomes a copy too. Raises UnreadableDrawing."""
        then = {key: value for key, value in Document([copy]).to_dict().items() if _is_sound(key, value)}
        self._batch.copy = self.document.get_update()
        self._accept(self.document.write(rules.return_to(self.document.to_dict(), then)))

    def take_batch(self) -> Batch:
        """Return what waits to be saved; from now on it counts as saved. Raises UnreadableDrawing."""
        batch, self._batch = self._batch, Batch(b"")
        batch.update = self._unsaved[0] if len(self._unsaved) == 1 else merge(self._unsaved)
        self._unsaved = []
        self._change_count += 1
        if self._wants_snapshot or rules.needs_compaction(self._change_count, self._since_bytes):
            self._rebase()
            batch.snapshot = self._base
            self._change_count, self._wants_snapshot = 0, False
        return batch

    def _check(self, actions: Mapping[str, str], subscriber: UUID, access: BoardAccess) -> None:
        """Raise InvalidUpdate if one of these elements may not be changed so by this person."""
        for key, action in actions.items():
            if not rules.may_change(access, subscriber, self.authors.get(key), exists=action != "add"):
                raise InvalidUpdate("not_yours")
            value = self.document.get(key)
            if value is not None and value.get("id") != key:
                raise InvalidUpdate("no_element")

    def _accept(self, update: bytes, authors: Mapping[str, UUID] | None = None, removed: Iterable[str] = ()) -> None:
        if not update:
            return
        self._unsaved.append(update)
        self._since.append(update)
        self._since_bytes += len(update)
        for key, author in (authors or {}).items():
            self.authors[key] = self._batch.authors[key] = author
        for key in removed:
            self._batch.authors.pop(key, None)
            if self.authors.pop(key, None) is not None:
                self._batch.removed.add(key)

    def _ensure_room(self, size: int) -> None:
        """Raise InvalidUpdate if so many bytes have no room, even without what was erased."""
        if self.size + size <= rules.MAX_BOARD_BYTES + _LEADERS_RESERVE:
            return
        if time.monotonic() - self._looked_for_room_at >= _ROOM_INTERVAL_S:
            self._looked_for_room_at = time.monotonic()
            self._remove(key for key, value in self.document.to_dict().items() if value.get("isDeleted"))
            self._rebase()
            self._wants_snapshot = True
        if self.size + size > rules.MAX_BOARD_BYTES + _LEADERS_RESERVE:
            raise InvalidUpdate("board_full")

    def _repair(self) -> None:
        """Remove what is no element, of a time when it was not examined."""
        self._remove(key for key, value in self.document.to_dict().items() if not _is_sound(key, value))

    def _remove(self, keys: Iterable[str]) -> None:
        gone: dict[str, Mapping[str, Any] | None] = dict.fromkeys(keys)
        if gone:
            self._accept(self.document.write(gone), removed=gone)

    def _rebase(self) -> None:
        self._base, self._since, self._since_bytes = self.document.get_update(), [], 0

    def _clears(self, values: Iterable[Mapping[str, Any]]) -> bool:
        """Return True if all that is on the board is erased at once."""
        erased = {value["id"] for value in values if value.get("isDeleted")}
        if not erased:
            return False
        shown = {key for key, value in self.document.to_dict().items() if not value.get("isDeleted")}
        return bool(shown) and shown <= erased

    def _prepare_copy(self, *, is_due: bool = False) -> None:
        """Remember the drawing before the next change: from time to time, and before the board is cleared."""
        if not is_due and (self._unsaved or time.monotonic() - self._copied_at < rules.COPY_INTERVAL_S):
            return
        self._copied_at = time.monotonic()
        if self.authors:
            self._batch.copy = self.document.get_update()


def _is_sound(key: str, value: object) -> bool:
    return is_element(value) and cast("dict[str, Any]", value)["id"] == key
