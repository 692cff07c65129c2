"""All streams there are: what each carries, and who hears it."""

from parta.core.streams import StreamKind
from parta.identity.queries import NOTICE, PROFILE, profile_hearers, profiles_heard_by
from parta.journal.queries import CLASS, LESSON, class_hearers, classes_heard_by
from parta.linking.queries import LINK
from parta.messenger.queries import CHAT, MEMBER, MESSAGE, READING, heard_by, hearers

CHATS = StreamKind(name="chat", kinds=(CHAT, MEMBER, MESSAGE), hearers=hearers, heard_by=heard_by)
"""A chat, its members and its messages; heard by the members."""

PROFILES = StreamKind(
    name="profile", kinds=(PROFILE, NOTICE, LINK, READING), hearers=profile_hearers, heard_by=profiles_heard_by
)
"""What concerns one person alone; heard by their own devices."""

CLASSES = StreamKind(name="class", kinds=(CLASS, LESSON), hearers=class_hearers, heard_by=classes_heard_by)
"""A class and its lessons; heard by the journal accounts of its students, their guardians and its teachers."""

STREAM_KINDS = {kind.name: kind for kind in (CHATS, PROFILES, CLASSES)}
