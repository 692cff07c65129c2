"""What web processes and the boards process say to each other: framed, authenticated, over a socket of this machine.

A frame is its length in four bytes and a message. Both sides prove that they know the installation's secret.
"""

import asyncio
import hmac
import secrets
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from parta.boards.rules import BoardAccess
from parta.core.keys import derive_key
from parta.core.settings import ConfigurationError, Settings

_MAX_FRAME_BYTES: Final = 16 << 20
_MAX_WAITING_BYTES: Final = 32 << 20
"""What may wait for the other side, which is slow or stuck, before the connection is given up."""
_TIMEOUT_S = 5.0
_MAX_PATH_BYTES = 100
"""Of a UNIX socket: the system's limit."""
_NONCE_BYTES = _PROOF_BYTES = 32


class Open(msgspec.Struct, tag=0, array_like=True):
    """A viewer has come to a board."""

    viewer: int
    board_id: UUID
    subscriber: UUID
    access: BoardAccess


class SetAccess(msgspec.Struct, tag=1, array_like=True):
    """What the viewer may do has changed."""

    viewer: int
    access: BoardAccess


class FromViewer(msgspec.Struct, tag=2, array_like=True):
    """The viewer sent a message of Yjs."""

    viewer: int
    body: bytes


class ReturnTo(msgspec.Struct, tag=3, array_like=True):
    """The viewer returns to a copy."""

    viewer: int
    copy_id: UUID


class Close(msgspec.Struct, tag=4, array_like=True):
    """The viewer has gone."""

    viewer: int


class Deliver(msgspec.Struct, tag=5, array_like=True):
    """Send this to these viewers."""

    viewers: list[int]
    body: bytes
    is_text: bool = False


class Refuse(msgspec.Struct, tag=6, array_like=True):
    """Close the sockets of these viewers with this code, for this reason."""

    viewers: list[int]
    code: int
    reason: str


ToBoards = Open | SetAccess | FromViewer | ReturnTo | Close
ToWeb = Deliver | Refuse
_encoder: Final = msgspec.msgpack.Encoder()
_decoder: Final[msgspec.msgpack.Decoder[ToBoards | ToWeb]] = msgspec.msgpack.Decoder(ToBoards | ToWeb)


class NotOurs(ConnectionRefusedError):
    """The other side does not prove that it knows the secret."""


class Channel:
    """A connection between a web process and the boards process."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Use this connection, which is authenticated."""
        self._reader = reader
        self._writer = writer

    def send(self, message: ToBoards | ToWeb) -> None:
        """Send a message without waiting; the connection to a side that does not read is given up."""
        if self._writer.transport.is_closing():
            return
        body = _encoder.encode(message)
        self._writer.write(len(body).to_bytes(4, "big") + body)
        if self._writer.transport.get_write_buffer_size() > _MAX_WAITING_BYTES:
            self._writer.transport.abort()

    async def drain(self) -> None:
        """Wait until the other side has read most of what was sent. Raises OSError if it has gone."""
        await self._writer.drain()

    async def receive(self) -> ToBoards | ToWeb | None:
        """Return the next message; None at the end of the connection."""
        try:
            size = int.from_bytes(await self._reader.readexactly(4), "big")
            if size > _MAX_FRAME_BYTES:
                return None
            return _decoder.decode(await self._reader.readexactly(size))
        except (asyncio.IncompleteReadError, OSError, msgspec.MsgspecError):
            return None

    def close(self) -> None:
        """Close the connection."""
        self._writer.close()


def get_address(settings: Settings) -> str:
    """Return where the boards process listens: `unix:/path` or `tcp://host:port`. Raises ConfigurationError."""
    address = settings.boards_url or f"unix:{settings.folder.expanduser().absolute() / 'boards.sock'}"
    parts = urlsplit(address)
    if parts.scheme == "unix" and len(parts.path.encode()) > _MAX_PATH_BYTES:
        raise ConfigurationError(f"the path {parts.path} is too long for a socket: set PARTA_BOARDS_URL")
    if parts.scheme not in ("unix", "tcp") or (parts.scheme == "tcp" and not parts.port):
        raise ConfigurationError("PARTA_BOARDS_URL must be unix:/path or tcp://host:port")
    return address


def get_key(settings: Settings) -> bytes:
    """Return the key by which both sides know each other."""
    return derive_key(settings, "boards")


async def connect(address: str, key: bytes) -> Channel:
    """Connect to the boards process. Raises OSError if it is not there, NotOurs if it does not know the secret."""
    parts = urlsplit(address)
    async with asyncio.timeout(_TIMEOUT_S):
        if parts.scheme == "unix":
            reader, writer = await asyncio.open_unix_connection(parts.path)
        else:
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        try:
            nonces = await reader.readexactly(_NONCE_BYTES) + (own := secrets.token_bytes(_NONCE_BYTES))
            writer.write(own + _prove(key, b"web", nonces))
            proof = await reader.readexactly(_PROOF_BYTES)
        except asyncio.IncompleteReadError as error:
            writer.close()
            raise NotOurs from error
        except BaseException:  # it takes too long, too
            writer.close()
            raise
    if not hmac.compare_digest(proof, _prove(key, b"boards", nonces)):
        writer.close()
        raise NotOurs
    return Channel(reader, writer)


async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, key: bytes) -> Channel | None:
    """Return the connection of a web process; None, and close it, if it is not ours."""
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            own = secrets.token_bytes(_NONCE_BYTES)
            writer.write(own)
            nonces = own + await reader.readexactly(_NONCE_BYTES)
            if hmac.compare_digest(await reader.readexactly(_PROOF_BYTES), _prove(key, b"web", nonces)):
                writer.write(_prove(key, b"boards", nonces))
                return Channel(reader, writer)
    except (asyncio.IncompleteReadError, OSError):
        pass
    except asyncio.CancelledError:
        writer.close()
        raise
    writer.close()
    return None


def _prove(key: bytes, side: bytes, nonces: bytes) -> bytes:
    return hmac.digest(key, side + nonces, "sha256")
