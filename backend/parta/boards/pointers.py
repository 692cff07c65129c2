"""The wire format of pointers on a board, which are ephemeral: the awareness messages of y-protocols."""

from collections.abc import Iterable, Mapping

from pycrdt import Decoder, create_awareness_message, write_message, write_var_uint

REMOVED = "null"
"""The state of a removed pointer."""
_MAX_POINTERS = 50
_MAX_MESSAGE_BYTES = 4000
"""The largest awareness message: it travels over the bus."""

Pointer = tuple[int, int, str]
"""Yjs client id, clock, state as JSON."""


def decode(message: bytes) -> list[Pointer]:
    """Return the pointers of an awareness message. Raises ValueError, IndexError or RuntimeError if malformed."""
    if len(message) > _MAX_MESSAGE_BYTES:
        raise ValueError("message too long")
    outer = Decoder(message[1:])
    inner = Decoder(outer.read_message() or b"")
    count = inner.read_var_uint()
    if count > _MAX_POINTERS:
        raise ValueError("too many pointers")
    return [(inner.read_var_uint(), inner.read_var_uint(), inner.read_var_string()) for _ in range(count)]


def encode(pointers: Iterable[Pointer]) -> bytes:
    """Return the awareness message of these pointers."""
    rows = [
        write_var_uint(client) + write_var_uint(clock) + write_message(state.encode())
        for client, clock, state in pointers
    ]
    return create_awareness_message(write_var_uint(len(rows)) + b"".join(rows))


def encode_removed(clocks: Mapping[int, int]) -> bytes:
    """Return the awareness message that removes these pointers: client id → clock of its last message."""
    return encode((client, clock + 1, REMOVED) for client, clock in clocks.items())
