"""What nobody should send, sent to every route."""
