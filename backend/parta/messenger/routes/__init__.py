"""HTTP routes of the messenger."""

from parta.messenger.routes import chat_state, chats, members, messages, people, send

routers = [send.router, chats.router, members.router, messages.router, chat_state.router, people.router]
