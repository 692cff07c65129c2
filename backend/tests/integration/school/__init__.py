"""Stories of the journal, of linking, and of the chats that follow from them."""
