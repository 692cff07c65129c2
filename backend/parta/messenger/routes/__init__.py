"""HTTP of the messenger."""

from parta.messenger.routes import chats, members, messages, people, reading, sending

routers = [sending.router, chats.router, members.router, messages.router, reading.router, people.router]
