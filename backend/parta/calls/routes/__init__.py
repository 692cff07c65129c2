"""HTTP of calls."""

from parta.calls.routes import calls, joining, people, webhook

routers = [calls.router, joining.router, people.router, webhook.router]
