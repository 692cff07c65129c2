"""Reads of the messenger, and the kinds of its entities."""

from parta.core.streams import Kind
from parta.messenger.models import Chat, ChatState, Member, Message
from parta.messenger.queries.chats import (
    get_chat_access,
    may_see_chat,
    read_chats,
    read_members,
    select_chat_subscriptions,
    visible_chats,
)
from parta.messenger.queries.messages import read_chat_states, read_messages
from parta.messenger.schemas import ChatRead, ChatStateRead, MemberRead, MessageRead

CHAT = Kind("chat", Chat, Chat.id, ChatRead, read_chats, stream="chat", is_audited=True)
MEMBER = Kind(
    "member", Member, Member.chat_id, MemberRead, read_members, stream="chat", is_audited=True, decides_audience=True
)
MESSAGE = Kind("message", Message, Message.chat_id, MessageRead, read_messages, stream="chat", is_audited=False)
CHAT_STATE = Kind(
    "chat_state", ChatState, ChatState.profile_id, ChatStateRead, read_chat_states, stream="profile", is_audited=False
)

__all__ = [
    "CHAT",
    "CHAT_STATE",
    "MEMBER",
    "MESSAGE",
    "get_chat_access",
    "may_see_chat",
    "read_chats",
    "read_members",
    "read_messages",
    "select_chat_subscriptions",
    "visible_chats",
]
