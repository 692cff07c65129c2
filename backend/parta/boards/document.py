"""The drawing as a Yjs document: the only module that knows pycrdt, and only the boards process imports it.

What it is given has been examined before (`scan`). What it does is limited in time: the process ends, and begins again.
"""

import signal
from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import Any

import pycrdt

from parta.boards.scan import ELEMENTS, InvalidUpdate, Span, UnreadableDrawing, scan_state

_MAX_SECONDS = 5.0
"""Of the clock on the wall, for one operation."""


class Document:
    """A drawing in memory."""

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        """Create the document that these updates describe. Raises UnreadableDrawing."""
        self._doc: pycrdt.Doc[Any] = pycrdt.Doc()
        self._elements = self._doc.get(ELEMENTS, type=pycrdt.Map)
        self._actions: dict[str, str] = {}
        self._effect = b""
        with _reading():
            for update in updates:
                self._doc.apply_update(update)
        self._subscriptions = self._elements.observe(self._on_change), self._doc.observe(self._on_transaction)
        self.state = scan_state(self.get_state())
        """Client → clock."""

    def apply(self, update: bytes, written: Iterable[Span]) -> tuple[Mapping[str, str], bytes]:
        """Apply an update; return what happened to which elements ("add", "update", "delete"), and its new part.

        Raises InvalidUpdate if the library fails; the document is of no use then.
        """
        try:
            with self._recording():
                self._doc.apply_update(update)
        except UnreadableDrawing as error:
            raise InvalidUpdate("malformed") from error
        for span in written:
            self.state[span.client] = max(self.state.get(span.client, 0), span.clock + span.length)
        return self._actions, self._effect

    def write(self, elements: Mapping[str, Mapping[str, Any] | None]) -> bytes:
        """Set these elements, delete those that are None; return the update, empty if nothing changed.

        Raises UnreadableDrawing.
        """
        with self._recording(), self._doc.transaction():
            for key, element in elements.items():
                if element is None:
                    del self._elements[key]
                else:
                    self._elements[key] = dict(element)
        self.state = scan_state(self.get_state())
        return self._effect

    def get_state(self) -> bytes:
        """Return the state vector. Raises UnreadableDrawing."""
        with _reading():
            return self._doc.get_state()

    def get_update(self, state: bytes = b"\0") -> bytes:
        """Return what a document with this state lacks, as one update. Raises UnreadableDrawing."""
        with _reading():
            return self._doc.get_update(state)

    def get(self, key: str) -> Any:  # noqa: ANN401 - whatever JSON can carry
        """Return the value of this key; None if there is none. Raises UnreadableDrawing."""
        with _reading():
            return self._elements.get(key)

    def to_dict(self) -> dict[str, Any]:
        """Return all values by their keys. Raises UnreadableDrawing."""
        with _reading():
            return self._elements.to_py() or {}

    @contextmanager
    def _recording(self) -> Generator[None]:
        self._actions, self._effect = {}, b""
        with _reading():
            yield

    def _on_change(self, event: Any) -> None:  # noqa: ANN401 - pycrdt's own
        self._actions |= {key: change["action"] for key, change in event.keys.items()}

    def _on_transaction(self, event: Any) -> None:  # noqa: ANN401 - pycrdt's own
        self._effect = event.update


def merge(updates: Iterable[bytes]) -> bytes:
    """Return one update with the content of these. Raises UnreadableDrawing."""
    with _reading():
        return pycrdt.merge_updates(*updates)


@contextmanager
def _reading() -> Generator[None]:
    """Limit the time of the block. Raises UnreadableDrawing if the library fails in it."""
    try:
        with deadline():
            yield
    except BaseException as error:  # a panic of the library is no Exception
        raise UnreadableDrawing from error


@contextmanager
def deadline(seconds: float = _MAX_SECONDS) -> Generator[None]:
    """End this process if the block takes longer: no handler of ours would run inside of the library."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
