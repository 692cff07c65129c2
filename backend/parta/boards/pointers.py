"""The wire format of pointers (y-protocols' awareness): who is where on a board, fleeting."""

from collections.abc import Iterable, Mapping

from pycrdt import Decoder, create_awareness_message, write_message, write_var_uint

GONE = "null"
"""The state of a pointer that has vanished."""
_MOST_POINTERS = 50
_LONGEST = 4000
"""Bytes of a message that tells pointers: it travels by the bus."""

Pointer = tuple[int, int, str]
"""Yjs client id, clock, state as JSON."""


def parse(said: bytes) -> list[Pointer]:
    """Give the pointers of an awareness message. Raises ValueError, IndexError or RuntimeError: it is none."""
    if len(said) > _LONGEST:
        raise ValueError("too long a message")
    outer = Decoder(said[1:])
    inner = Decoder(outer.read_message() or b"")
    count = inner.read_var_uint()
    if count > _MOST_POINTERS:
        raise ValueError("too many pointers")
    return [(inner.read_var_uint(), inner.read_var_uint(), inner.read_var_string()) for _ in range(count)]


def message(told: Iterable[Pointer]) -> bytes:
    """Give the awareness message that tells these pointers."""
    rows = [
        write_var_uint(client) + write_var_uint(clock) + write_message(state.encode()) for client, clock, state in told
    ]
    return create_awareness_message(write_var_uint(len(rows)) + b"".join(rows))


def vanished(clocks: Mapping[int, int]) -> bytes:
    """Give the message by which these pointers vanish: client id → clock of its last word."""
    return message((client, clock + 1, GONE) for client, clock in clocks.items())
