"""The gateway: sockets, subscriptions, and delivery of updates."""
