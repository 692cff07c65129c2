"""Stories through real sockets, over one or two web processes."""
