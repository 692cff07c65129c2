"""Errors of the messenger, each with a stable code that the client translates."""

from parta.core.errors import Conflict, DomainError, Forbidden, Invalid


class EmptyMessage(Invalid):
    """The message has neither text nor files."""

    code = "empty_message"


class TooLong(Invalid):
    """The text is longer than a message may be."""

    code = "too_long"


class BadReply(Invalid):
    """The message replied to is not in this chat, or is deleted."""

    code = "bad_reply"


class BadFile(Invalid):
    """A file does not belong to the sender, or was rejected by the virus check."""

    code = "bad_file"


class BadEntities(Invalid):
    """The entities do not fit the text: out of it, crossing, too many, or of no valid content."""

    code = "bad_entities"


class BadEmoji(Invalid):
    """The reaction is not a single emoji."""

    code = "bad_emoji"


class ClientIdReused(Conflict):
    """Another message was sent with this client id."""

    code = "client_id_reused"


class MessageDeleted(Conflict):
    """The message is deleted and cannot be changed."""

    code = "message_deleted"


class ChatFull(Conflict):
    """The chat would have too many members."""

    code = "chat_full"


class TooManyPins(Conflict):
    """The chat has as many pinned messages as it can have."""

    code = "too_many_pins"


class TooLate(Forbidden):
    """The time in which a message may be edited has passed."""

    code = "too_late"


class WritingSuspended(Forbidden):
    """An open call prevents the actor from writing."""

    code = "writing_suspended"


class NotAContact(Forbidden):
    """The actor shares a chat with the person, but may neither write to them nor invite them."""

    code = "not_a_contact"


class LinkInactive(Forbidden):
    """The maker of the invite link may no longer invite to the chat."""

    code = "link_inactive"


class RemovedFromChat(Forbidden):
    """Somebody removed the actor from the chat; only an invitation brings them back."""

    code = "removed_from_chat"


class SendQueueBusy(DomainError):
    """The send queue is full, or the database is unavailable."""

    status = 503
    code = "busy"

    def __init__(self) -> None:
        """Ask the client to retry in a second."""
        super().__init__("busy", retry_after=1)
