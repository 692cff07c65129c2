"""Stories of the journal, of linking, and of automatic chats."""
