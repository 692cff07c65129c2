"""The gateway: sockets, who hears what, and telling them."""
