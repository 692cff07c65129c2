"""What a drawing accepts of whom, and how it stays small."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pycrdt
import pytest

from parta.boards.drawing import Drawing
from parta.boards.rules import MAX_BOARD_BYTES, MAX_CHANGES, BoardAccess
from parta.boards.scan import InvalidUpdate, UnreadableDrawing
from parta.core.ids import new_id

ANNA, MISHA = new_id(), new_id()
Write = Callable[["pycrdt.Map[Any]"], object]


def rectangle(key: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return an element as the page draws it."""
    place = dict.fromkeys(("x", "y", "width", "height", "angle", "version", "versionNonce"), 1.0)
    return {"id": key, "type": "rectangle", "isDeleted": False, **place, **changes}


class Page:
    """A page with its own copy of the drawing."""

    def __init__(self, drawing: Drawing, subscriber: UUID, access: BoardAccess = BoardAccess.DRAW) -> None:
        """Open the drawing."""
        self.drawing, self.subscriber, self.access = drawing, subscriber, access
        self.doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self.elements = self.doc.get("elements", type=pycrdt.Map)
        self.doc.apply_update(drawing.document.get_update())

    def draw(self, key: str, **changes: Any) -> None:  # noqa: ANN401 - JSON
        """Set an element."""
        self.change(lambda elements: elements.__setitem__(key, rectangle(key, **changes)))

    def change(self, write: Write) -> None:
        """Change the drawing."""
        before = self.doc.get_state()
        write(self.elements)
        self.drawing.draw(self.doc.get_update(before), self.subscriber, self.access)


@pytest.fixture
def drawing() -> Drawing:
    """Return an empty drawing."""
    return Drawing([], {})


def test_a_refused_change_leaves_nothing_behind_and_what_follows_is_accepted(drawing: Drawing) -> None:
    anna, misha = Page(drawing, ANNA), Page(drawing, MISHA)
    anna.draw("hers")
    misha = Page(drawing, MISHA)
    for attempt in (rectangle("hers", x=9.0), rectangle("hers", isDeleted=True)):
        with pytest.raises(InvalidUpdate, match="not_yours"):
            Page(drawing, MISHA).change(lambda elements, attempt=attempt: elements.__setitem__("hers", attempt))
    misha.draw("his")
    anna.draw("hers", x=2.0)
    assert drawing.document.to_dict() == {"hers": rectangle("hers", x=2.0), "his": rectangle("his")}
    assert drawing.authors == {"hers": ANNA, "his": MISHA}
    batch = drawing.take_batch()
    assert batch.authors == drawing.authors
    assert Drawing([batch.update], batch.authors).document.to_dict() == drawing.document.to_dict()


def test_an_element_of_nobody_known_is_changed_by_the_leader_only(drawing: Drawing) -> None:
    Page(drawing, ANNA).draw("old")
    found = Drawing([drawing.take_batch().update], {})
    with pytest.raises(InvalidUpdate, match="not_yours"):
        Page(found, ANNA).draw("old", x=2.0)
    Page(found, MISHA, BoardAccess.LEAD).draw("old", x=3.0)
    assert found.document.get("old")["x"] == 3


@pytest.mark.parametrize("key", ["a\0", "\n", "\x7f", "\x85", "", "k" * 65])
def test_a_key_that_the_database_cannot_store_is_refused(drawing: Drawing, key: str) -> None:
    with pytest.raises(InvalidUpdate, match="no_element"):
        Page(drawing, ANNA, BoardAccess.LEAD).draw(key)
    with pytest.raises(InvalidUpdate, match="no_element"):  # erased at once
        Page(drawing, ANNA).change(lambda elements: (elements.__setitem__(key, rectangle(key)), elements.pop(key)))
    Page(drawing, ANNA).draw("дом 1")
    assert drawing.document.to_dict().keys() == {"дом 1"}


@pytest.mark.parametrize("content", [b"\xff", b"\x01\x01\x07\x00\x28", b"\x01\x01\x07\x00\x21\x01\x08elements"])
def test_damaged_content_is_said_to_be_unreadable(content: bytes) -> None:
    with pytest.raises(UnreadableDrawing):
        Drawing([content], {})


def test_the_same_update_again_is_no_change(drawing: Drawing) -> None:
    anna = Page(drawing, ANNA)
    anna.draw("house")
    drawing.take_batch()
    drawing.draw(anna.doc.get_update(), ANNA, BoardAccess.DRAW)
    assert drawing.is_saved


def test_many_changes_become_a_snapshot_with_what_is_left_of_them(drawing: Drawing) -> None:
    anna = Page(drawing, ANNA)
    snapshots = list[bytes]()
    for number in range(MAX_CHANGES + 1):
        anna.draw("house", x=float(number))
        snapshots += [one for one in (drawing.take_batch().snapshot,) if one is not None]
    (snapshot,) = snapshots
    assert len(snapshot) < 2000
    assert Drawing([snapshot], {}).document.to_dict() == {"house": rectangle("house", x=float(MAX_CHANGES))}


def test_a_full_board_refuses_and_has_room_again_for_what_was_erased(drawing: Drawing) -> None:
    large = "x" * 200_000
    anna, misha = Page(drawing, ANNA, BoardAccess.LEAD), Page(drawing, MISHA)
    drawn = MAX_BOARD_BYTES // (len(large) + 1000)
    for number in range(drawn):
        misha.draw(f"large{number}", note=large)
    with pytest.raises(InvalidUpdate, match="board_full"):
        misha.draw("more", note=large)
    assert len(drawing.document.get_update()) < MAX_BOARD_BYTES
    anna = Page(drawing, ANNA, BoardAccess.LEAD)
    for number in range(drawn):
        anna.draw(f"large{number}", isDeleted=True)
    drawing.take_batch()
    late = Page(drawing, MISHA)
    for number in range(5):
        late.draw(f"again{number}", note=large)
    assert drawing.take_batch().update


def test_what_is_drawn_over_again_does_not_fill_a_board(drawing: Drawing) -> None:
    misha = Page(drawing, MISHA)
    stored = 0
    for number in range(100):
        misha.draw("noise", note=f"{number:0200000}")
        batch = drawing.take_batch()
        stored = len(batch.snapshot) if batch.snapshot is not None else stored + len(batch.update)
        assert stored < 3 << 20


def test_what_is_no_element_is_removed_when_a_board_is_opened() -> None:
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    elements = doc.get("elements", type=pycrdt.Map)
    elements["null"], elements["number"], elements["good"] = None, 5.0, rectangle("good")
    drawing = Drawing([doc.get_update()], {})
    assert drawing.document.to_dict() == {"good": rectangle("good")}
    assert not drawing.is_saved
    assert Drawing([doc.get_update(), drawing.take_batch().update], {}).is_saved


def test_what_a_leader_clears_is_kept_as_a_copy_however_soon(drawing: Drawing) -> None:
    anna = Page(drawing, ANNA, BoardAccess.LEAD)
    anna.draw("house")
    anna.draw("sun")
    drawing.take_batch()
    anna.draw("house", isDeleted=True, version=2.0)
    assert drawing.take_batch().copy is None
    anna.draw("sun", isDeleted=True, version=2.0)
    kept = drawing.take_batch().copy
    assert kept is not None
    assert Drawing([kept], {}).document.get("sun") == rectangle("sun")


def test_an_earlier_drawing_comes_back_newer_than_what_anybody_has(drawing: Drawing) -> None:
    anna = Page(drawing, ANNA)
    anna.draw("house", x=1.0, version=3.0)
    copy = drawing.document.get_update()
    anna.draw("house", isDeleted=True, version=7.0)
    anna.draw("scribble", version=2.0)
    drawing.take_batch()
    drawing.return_to(copy)
    assert drawing.document.to_dict() == {
        "house": rectangle("house", x=1.0, version=8.0),
        "scribble": rectangle("scribble", isDeleted=True, version=3.0),
    }
    kept = drawing.take_batch().copy
    assert kept is not None
    assert Drawing([kept], {}).document.get("scribble") == rectangle("scribble", version=2.0)
