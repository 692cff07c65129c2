"""All streams there are: what each carries, and who hears it."""

from parta.calls.queries import (
    CALL,
    KNOCK,
    PARTICIPANT,
    RING,
    call_hearers,
    calls_heard_by,
    lobbies_heard_by,
    lobby_hearers,
)
from parta.core.streams import StreamKind
from parta.identity.queries import NOTICE, PROFILE, profile_hearers, profiles_heard_by
from parta.journal.queries import CLASS, LESSON, class_hearers, classes_heard_by
from parta.linking.queries import LINK
from parta.messenger.queries import CHAT, MEMBER, MESSAGE, READING, heard_by, hearers
from parta.remote_lessons.queries import REMOTE_LESSON

CHATS = StreamKind(name="chat", kinds=(CHAT, MEMBER, MESSAGE), subscribers_of=hearers, streams_of=heard_by)
"""A chat, its members and its messages; heard by the members."""

PROFILES = StreamKind(
    name="profile",
    kinds=(PROFILE, NOTICE, LINK, READING, RING),
    subscribers_of=profile_hearers,
    streams_of=profiles_heard_by,
)
"""What concerns one person alone; heard by their own devices."""

CLASSES = StreamKind(
    name="class", kinds=(CLASS, LESSON, REMOTE_LESSON), subscribers_of=class_hearers, streams_of=classes_heard_by
)
"""A class and its lessons; heard by the journal accounts of its students, their guardians and its teachers."""

CALLS = StreamKind(name="call", kinds=(CALL, PARTICIPANT), subscribers_of=call_hearers, streams_of=calls_heard_by)
"""A call and who is in it; heard by those who are let in, with a profile or without."""

LOBBIES = StreamKind(name="lobby", kinds=(KNOCK,), subscribers_of=lobby_hearers, streams_of=lobbies_heard_by)
"""Who waits to be let in to a call; heard by those in it who may let in."""

STREAM_KINDS = {kind.name: kind for kind in (CHATS, PROFILES, CLASSES, CALLS, LOBBIES)}
