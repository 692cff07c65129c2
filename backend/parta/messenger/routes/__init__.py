"""HTTP routes of the messenger."""

from parta.messenger.routes import chat_state, chats, members, messages, people, pins, send

routers = [send.router, chats.router, members.router, messages.router, pins.router, chat_state.router, people.router]
