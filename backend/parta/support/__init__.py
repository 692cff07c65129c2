"""Support by the school: cases, and the chats in which its administrators answer."""
