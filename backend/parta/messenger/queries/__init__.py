"""Reads of the messenger, and the kinds of its entities."""

from parta.core.streams import Kind
from parta.messenger.models import Chat, ChatState, Member, Message
from parta.messenger.queries.chats import (
    find_chat_by_source,
    get_chat_access,
    get_chat_streams,
    get_chat_subscribers,
    may_see_chat,
    read_chats,
    read_members,
    visible_chats,
)
from parta.messenger.queries.messages import read_chat_states, read_messages

CHAT = Kind(name="chat", table=Chat, stream=Chat.id, read=read_chats)
MEMBER = Kind(name="member", table=Member, stream=Member.chat_id, read=read_members, decides_audience=True)
MESSAGE = Kind(name="message", table=Message, stream=Message.chat_id, read=read_messages)
CHAT_STATE = Kind(name="chat_state", table=ChatState, stream=ChatState.profile_id, read=read_chat_states)

__all__ = [
    "CHAT",
    "CHAT_STATE",
    "MEMBER",
    "MESSAGE",
    "find_chat_by_source",
    "get_chat_access",
    "get_chat_streams",
    "get_chat_subscribers",
    "may_see_chat",
    "read_chats",
    "read_members",
    "read_messages",
    "visible_chats",
]
