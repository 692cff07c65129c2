"""HTTP of calls."""

from parta.calls.routes import calls, entry, participants, webhook

routers = [calls.router, entry.router, participants.router, webhook.router]
