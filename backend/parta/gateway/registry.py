"""All kinds of streams: what each publishes, and who is subscribed."""

from parta.calls.queries import (
    CALL,
    KNOCK,
    PARTICIPANT,
    RING,
    get_call_streams,
    get_call_subscribers,
    get_lobby_streams,
    get_lobby_subscribers,
)
from parta.core.streams import StreamKind
from parta.identity.queries import NOTIFICATION, PROFILE, get_profile_streams, get_profile_subscribers
from parta.journal.queries import CLASS, LESSON, classes_of_subscribers, subscribers_of_class
from parta.linking.queries import LINK
from parta.messenger.queries import CHAT, CHAT_STATE, MEMBER, MESSAGE, get_chat_streams, get_chat_subscribers
from parta.remote_lessons.queries import REMOTE_LESSON

CHATS = StreamKind(
    name="chat", kinds=(CHAT, MEMBER, MESSAGE), subscribers_of=get_chat_subscribers, streams_of=get_chat_streams
)
"""A chat, its members and its messages; the members are subscribed."""

PROFILES = StreamKind(
    name="profile",
    kinds=(PROFILE, NOTIFICATION, LINK, CHAT_STATE, RING),
    subscribers_of=get_profile_subscribers,
    streams_of=get_profile_streams,
)
"""What concerns one person alone; their own devices are subscribed."""

CLASSES = StreamKind(
    name="class",
    kinds=(CLASS, LESSON, REMOTE_LESSON),
    subscribers_of=subscribers_of_class,
    streams_of=classes_of_subscribers,
)
"""A class and its lessons; the journal accounts of its students, their guardians and its teachers are subscribed."""

CALLS = StreamKind(
    name="call", kinds=(CALL, PARTICIPANT), subscribers_of=get_call_subscribers, streams_of=get_call_streams
)
"""A call and its participants; those who are admitted are subscribed, with a profile or without."""

LOBBIES = StreamKind(name="lobby", kinds=(KNOCK,), subscribers_of=get_lobby_subscribers, streams_of=get_lobby_streams)
"""Who waits to be admitted to a call; participants who may admit are subscribed."""

STREAM_KINDS = {kind.name: kind for kind in (CHATS, PROFILES, CLASSES, CALLS, LOBBIES)}
