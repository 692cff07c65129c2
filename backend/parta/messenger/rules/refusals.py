"""What the messenger declines with, each with a stable code that the client words."""

from parta.core.errors import Conflict, DomainError, Forbidden, Invalid


class EmptyMessage(Invalid):
    """There is neither a word nor a file in it."""

    code = "empty_message"


class TooLong(Invalid):
    """Nobody would read it in one piece."""

    code = "too_long"


class BadReply(Invalid):
    """What is answered is not in this chat, or is deleted."""

    code = "bad_reply"


class BadFile(Invalid):
    """A file is not the sender's own, or was found to be bad."""

    code = "bad_file"


class BadEmoji(Invalid):
    """The sign is not one emoji."""

    code = "bad_emoji"


class ClientIdReused(Conflict):
    """Another message was sent under this name."""

    code = "client_id_reused"


class MessageDeleted(Conflict):
    """The message is deleted: nothing more happens to it."""

    code = "message_deleted"


class ChatFull(Conflict):
    """More people than a chat takes."""

    code = "chat_full"


class TooLate(Forbidden):
    """The time in which one may edit has passed."""

    code = "too_late"


class Hushed(Forbidden):
    """A call that goes on takes the word from the actor."""

    code = "hushed"


class NotAContact(Forbidden):
    """The actor shares a chat with the person and may yet not write to them, or bring them in."""

    code = "not_a_contact"


class Busy(DomainError):
    """More sends wait than can be taken now."""

    status = 503
    code = "busy"

    def __init__(self) -> None:
        """Decline, and ask to try again in a second."""
        super().__init__("busy", retry_after=1)
