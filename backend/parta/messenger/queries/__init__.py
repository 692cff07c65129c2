"""Reads of the messenger, and the kinds of what its streams carry."""

from parta.core.streams import Kind
from parta.messenger.models import Chat, Member, Message, Reading
from parta.messenger.queries.chats import (
    find_chat_of,
    get_standing,
    heard_by,
    hearers,
    may_see_chat,
    read_chats,
    read_members,
    visible_chats,
)
from parta.messenger.queries.messages import read_messages, read_readings

CHAT = Kind(name="chat", table=Chat, stream=Chat.id, read=read_chats)
MEMBER = Kind(name="member", table=Member, stream=Member.chat_id, read=read_members, decides_audience=True)
MESSAGE = Kind(name="message", table=Message, stream=Message.chat_id, read=read_messages)
READING = Kind(name="reading", table=Reading, stream=Reading.profile_id, read=read_readings)

__all__ = [
    "CHAT",
    "MEMBER",
    "MESSAGE",
    "READING",
    "find_chat_of",
    "get_standing",
    "heard_by",
    "hearers",
    "may_see_chat",
    "read_chats",
    "read_members",
    "read_messages",
    "visible_chats",
]
