"""What is done in the messenger. One function, one use case; nobody here commits."""

from parta.messenger.models import MemberRole as MemberRole
from parta.messenger.models import SourceKind as SourceKind
from parta.messenger.rules.membership import ChatSource as ChatSource
from parta.messenger.rules.membership import Seat as Seat
from parta.messenger.service.chats import ChatChange as ChatChange
from parta.messenger.service.chats import change_chat as change_chat
from parta.messenger.service.chats import create_chat as create_chat
from parta.messenger.service.chats import person as person
from parta.messenger.service.dialogs import keep_dialogs as keep_dialogs
from parta.messenger.service.dialogs import open_dialog as open_dialog
from parta.messenger.service.kept import archive_chat as archive_chat
from parta.messenger.service.kept import keep_chat as keep_chat
from parta.messenger.service.members import add_members as add_members
from parta.messenger.service.members import give_role as give_role
from parta.messenger.service.members import leave_chat as leave_chat
from parta.messenger.service.members import remove_member as remove_member
from parta.messenger.service.members import show_person_anew as show_person_anew
from parta.messenger.service.messages import delete_message as delete_message
from parta.messenger.service.messages import edit_message as edit_message
from parta.messenger.service.messages import react_to_message as react_to_message
from parta.messenger.service.messages import send_message as send_message
from parta.messenger.service.messages import show_file_anew as show_file_anew
from parta.messenger.service.notices import post_notice as post_notice
from parta.messenger.service.reading import keep_draft as keep_draft
from parta.messenger.service.reading import mute as mute
from parta.messenger.service.reading import read_to as read_to
