"""HTTP of the messenger."""

from parta.messenger.routes import chats, members, messages, people, reading

routers = [chats.router, members.router, messages.router, reading.router, people.router]
