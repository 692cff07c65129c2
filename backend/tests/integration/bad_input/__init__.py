"""Invalid input, sent to every route."""
