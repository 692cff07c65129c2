"""HTTP routes of the messenger."""

from parta.messenger.routes import chat_links, chat_state, chats, members, messages, people, pins, send

first_routes = send.router.routes
"""The hot path, to be matched before all others."""
routers = [
    chats.router,
    members.router,
    chat_links.router,
    messages.router,
    pins.router,
    chat_state.router,
    people.router,
]
